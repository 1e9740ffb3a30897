import { createRequire } from "node:module";
import { setTimeout as delay } from "node:timers/promises";
import type { Declaration, Voice } from "../lifecycle/run/reporter";

const severity = { info: 1, warning: 2 } as const;
type Severity = (typeof severity)[keyof typeof severity];

/**
 * Speaks to the user through the engine, whose address a dynamic provider gets as its first argument. What can't
 * be delivered is dropped: a message must never fail the work that it is about.
 *
 * @param bindings the engine bindings to speak with
 */
export function engineReporter(
  engineAddress: string | undefined,
  bindings: () => Bindings = ofThisProcess,
): Voice {
  let engine: Engine | undefined;
  const say = (level: Severity, about: Declaration | undefined, text: string, ephemeral = false) => {
    if (engineAddress === undefined) return;
    try {
      engine ??= connectToEngine(engineAddress, bindings());
      engine.send(level, about?.urn ?? "", text, ephemeral);
    } catch {
      // Said above: the work goes on.
    }
  };
  return {
    quietMs: 300,
    info: (about, text) => say(severity.info, about, text),
    warn: (about, text) => say(severity.warning, about, text),
    progress: (about, text) => say(severity.info, about, text, true),
    heard: () => engine?.heard() ?? Promise.resolve(),
  };
}

/** Milliseconds after which nobody waits for the engine to hear: it may be gone. */
const heardWithin = 2_000;

/** What it takes to speak to the engine. */
export interface Bindings {
  readonly grpc: Pick<typeof import("@grpc/grpc-js"), "credentials">;
  readonly EngineClient: typeof import("@pulumi/pulumi/proto/engine_grpc_pb").EngineClient;
  readonly LogRequest: typeof import("@pulumi/pulumi/proto/engine_pb").LogRequest;
}

/** The copies of the @pulumi/pulumi that runs this process, wherever it lies. */
function ofThisProcess(): Bindings {
  const fromPulumi = createRequire(process.argv[1] ?? __filename);
  return {
    grpc: fromPulumi("@grpc/grpc-js"),
    ...fromPulumi("@pulumi/pulumi/proto/engine_grpc_pb"),
    ...fromPulumi("@pulumi/pulumi/proto/engine_pb"),
  };
}

interface Engine {
  send(level: Severity, urn: string, text: string, ephemeral: boolean): void;
  heard(): Promise<void>;
}

function connectToEngine(address: string, { grpc, EngineClient, LogRequest }: Bindings): Engine {
  // The engine is on this machine: no proxy of the environment leads there.
  const direct = { "grpc.enable_http_proxy": 0 };
  const client = new EngineClient(address, grpc.credentials.createInsecure(), direct);
  let last: Promise<void> = Promise.resolve();
  let onTheWay = 0;
  return {
    send(level, urn, text, ephemeral) {
      const request = new LogRequest();
      request.setSeverity(level);
      request.setMessage(text);
      request.setUrn(urn);
      request.setEphemeral(ephemeral);
      // One at a time: the engine prints them in the order of their arrival.
      onTheWay += 1;
      last = last.then(() => new Promise((delivered) => client.log(request, () => delivered())));
      void last.then(() => {
        onTheWay -= 1;
      });
    },
    async heard() {
      if (onTheWay > 0) await Promise.race([last, delay(heardWithin, undefined, { ref: false })]);
    },
  };
}
