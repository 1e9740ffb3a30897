import * as grpc from "@grpc/grpc-js";
import { ResourceProviderService } from "@pulumi/pulumi/proto/provider_grpc_pb";
import { packageRoot } from "../../../ground/package-root";
import { greeting } from "./greeting";
import type { ServiceOptions } from "./service";

/** Bytes of the largest message: the engine's own limit. */
const maxMessageBytes = 400 * 1024 * 1024;

/** Loading takes the thread, and the answer that the engine waits for goes out before: in some turns of the event loop. */
const answerGoesOutMs = 25;

export interface Plugin {
  readonly port: number;
  close(): Promise<void>;
}

/** How a plugin is started. */
export interface PluginOptions extends Pick<ServiceOptions, "voice" | "connecting" | "alarm"> {
  /** Where package.json and schema.json are, unless in the folder of this package. */
  readonly packageFolder?: string | undefined;
  /** Where the engine listens; one that attaches tells it later. */
  readonly engineAddress?: string | undefined;
}

/**
 * Serves Pulumi's provider protocol on a port of loopback. Nothing but the protocol is loaded until the engine knows whom
 * it speaks to: it waits for that, and goes on while the rest is loaded.
 */
export async function servePlugin({
  packageFolder = packageRoot,
  engineAddress,
  ...options
}: PluginOptions = {}): Promise<Plugin> {
  const server = new grpc.Server({
    "grpc.max_receive_message_length": maxMessageBytes,
    "grpc.max_send_message_length": maxMessageBytes,
  });
  let address = engineAddress;
  let loaded: ReturnType<typeof load> | undefined;
  const provider = () => {
    loaded ??= load({ ...options, packageFolder, engineAddress: () => address });
    return loaded;
  };
  const first = greeting(packageFolder, {
    attached: (to) => {
      address = to;
    },
    known: () => void setTimeout(provider, answerGoesOutMs).unref(),
  });
  const forwarded =
    (name: string): grpc.UntypedHandleCall =>
    (...call: Parameters<grpc.handleUnaryCall<unknown, unknown>>) =>
      Reflect.apply(Reflect.get(provider().service, name), undefined, call);
  const late = Object.entries(ResourceProviderService).filter(([name]) => !Object.hasOwn(first, name));
  server.addService(
    {
      ...ResourceProviderService,
      ...Object.fromEntries(late.map(([name, method]) => [name, overBytes(method)])),
    },
    { ...first, ...Object.fromEntries(late.map(([name]) => [name, forwarded(name)])) },
  );
  const port = await new Promise<number>((resolve, reject) => {
    server.bindAsync("127.0.0.1:0", grpc.ServerCredentials.createInsecure(), (error, bound) =>
      error ? reject(error) : resolve(bound),
    );
  });
  return {
    port,
    async close() {
      server.forceShutdown();
      await provider().close();
    },
  };
}

function load(options: ServiceOptions) {
  const { providerService }: typeof import("./service") = require("./service");
  return providerService(options);
}

/** A method that takes and gives the bytes of its messages: what reads them is loaded with the rest. */
const overBytes = (
  method: grpc.MethodDefinition<unknown, unknown>,
): grpc.MethodDefinition<Buffer, Buffer> => ({
  ...method,
  requestSerialize: asIs,
  requestDeserialize: asIs,
  responseSerialize: asIs,
  responseDeserialize: asIs,
});

const asIs = (bytes: Buffer): Buffer => bytes;
