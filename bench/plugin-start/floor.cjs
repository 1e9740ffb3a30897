// A provider that only says who it is: Pulumi's protocol and gRPC, as they are installed, and nothing else.
"use strict";
const grpc = require("@grpc/grpc-js");
const { PluginInfo } = require("@pulumi/pulumi/proto/plugin_pb");
const { ResourceProviderService } = require("@pulumi/pulumi/proto/provider_grpc_pb");
const { ProviderHandshakeResponse } = require("@pulumi/pulumi/proto/provider_pb");

/** @typedef {import("@grpc/grpc-js").handleUnaryCall<unknown, unknown>} Handler */

/** @type {Handler} */
const shakeHands = (_, respond) => respond(null, new ProviderHandshakeResponse().setAcceptSecrets(true));
/** @type {Handler} */
const sayVersion = (_, respond) => respond(null, new PluginInfo().setVersion("0.1.0"));

const { handshake, getPluginInfo } = ResourceProviderService;
const server = new grpc.Server();
server.addService({ handshake, getPluginInfo }, { handshake: shakeHands, getPluginInfo: sayVersion });
server.bindAsync("127.0.0.1:0", grpc.ServerCredentials.createInsecure(), (error, port) => {
  if (error) throw error;
  process.stdout.write(`${port}\n`);
});
