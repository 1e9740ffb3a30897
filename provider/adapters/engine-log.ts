import { createRequire } from "node:module";
import type { Declaration, Voice } from "../lifecycle/run/reporter";

const severity = { debug: 0, info: 1, warning: 2, error: 3 } as const;

/** The used part of the engine bindings of `@pulumi/pulumi`. */
interface EngineClient {
  log(request: unknown, done: (error: unknown) => void): void;
}

/**
 * Speaks to the user through the engine, whose address a dynamic provider gets as its first argument. What can't
 * be delivered is dropped: a message must never fail the work that it is about.
 */
export function engineReporter(engineAddress: string | undefined): Voice {
  let send: ReturnType<typeof connectToEngine> | undefined;
  const say = (level: number, about: Declaration | undefined, text: string, ephemeral = false) => {
    if (engineAddress === undefined) return;
    try {
      send ??= connectToEngine(engineAddress);
      send(level, about?.urn ?? "", text, ephemeral);
    } catch {
      // Said above: the work goes on.
    }
  };
  return {
    info: (about, text) => say(severity.info, about, text),
    warn: (about, text) => say(severity.warning, about, text),
    progress: (about, text) => say(severity.info, about, text, true),
  };
}

function connectToEngine(address: string) {
  // The bindings and their gRPC must be the copies of the @pulumi/pulumi that runs this process, wherever it lies.
  const fromPulumi = createRequire(process.argv[1] ?? __filename);
  const grpc = fromPulumi("@grpc/grpc-js");
  const { EngineClient } = fromPulumi("@pulumi/pulumi/proto/engine_grpc_pb");
  const { LogRequest } = fromPulumi("@pulumi/pulumi/proto/engine_pb");
  // The engine is on this machine: no proxy of the environment leads there.
  const direct = { "grpc.enable_http_proxy": 0 };
  const client: EngineClient = new EngineClient(address, grpc.credentials.createInsecure(), direct);
  let last: Promise<void> = Promise.resolve();
  return (level: number, urn: string, text: string, ephemeral: boolean) => {
    const request = new LogRequest();
    request.setSeverity(level);
    request.setMessage(text);
    request.setUrn(urn);
    request.setEphemeral(ephemeral);
    // One at a time: the engine prints them in the order of their arrival.
    last = last.then(() => new Promise((delivered) => client.log(request, () => delivered())));
  };
}
