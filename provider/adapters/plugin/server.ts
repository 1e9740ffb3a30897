import * as grpc from "@grpc/grpc-js";
import { ResourceProviderService } from "@pulumi/pulumi/proto/provider_grpc_pb";
import type { PluginOptions } from "./service";

/** Bytes of the largest message: the engine's own limit. */
const maxMessageBytes = 400 * 1024 * 1024;

export interface Plugin {
  readonly port: number;
  close(): Promise<void>;
}

/**
 * Serves Pulumi's provider protocol on a port of loopback. Nothing but the protocol is loaded until it listens: the
 * engine waits for the port, and goes on while the rest is loaded.
 */
export async function servePlugin(options: PluginOptions = {}): Promise<Plugin> {
  const server = new grpc.Server({
    "grpc.max_receive_message_length": maxMessageBytes,
    "grpc.max_send_message_length": maxMessageBytes,
  });
  let loaded: ReturnType<typeof load> | undefined;
  const provider = () => {
    loaded ??= load(options);
    return loaded;
  };
  const methods = Object.keys(ResourceProviderService).map((name): [string, grpc.UntypedHandleCall] => [
    name,
    (...call: Parameters<grpc.handleUnaryCall<unknown, unknown>>) =>
      Reflect.apply(Reflect.get(provider().service, name), undefined, call),
  ]);
  server.addService(ResourceProviderService, Object.fromEntries(methods));
  const port = await new Promise<number>((resolve, reject) => {
    server.bindAsync("127.0.0.1:0", grpc.ServerCredentials.createInsecure(), (error, bound) =>
      error ? reject(error) : resolve(bound),
    );
  });
  setImmediate(provider);
  return {
    port,
    async close() {
      server.forceShutdown();
      await provider().close();
    },
  };
}

function load(options: PluginOptions) {
  const { providerService }: typeof import("./service") = require("./service");
  return providerService(options);
}
