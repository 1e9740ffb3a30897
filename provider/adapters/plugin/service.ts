import "./checks-uncompiled";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import * as grpc from "@grpc/grpc-js";
import { EngineClient } from "@pulumi/pulumi/proto/engine_grpc_pb";
import { LogRequest } from "@pulumi/pulumi/proto/engine_pb";
import type { IResourceProviderServer } from "@pulumi/pulumi/proto/provider_grpc_pb";
import { GetMappingResponse, GetMappingsResponse, GetSchemaResponse } from "@pulumi/pulumi/proto/provider_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import type { Voice } from "../../lifecycle/run/reporter";
import type { Ways } from "../context";
import { engineReporter } from "../engine-log";
import { Configuration } from "./configuration";
import { faultOf, Refusal } from "./faults";
import { invoke } from "./functions";
import type { Greeting } from "./greeting";
import { Resources } from "./resources";

/** What serves one engine. */
export interface ServiceOptions extends Pick<Ways, "connecting" | "alarm"> {
  /** Where the engine listens, as far as that is known. */
  engineAddress(): string | undefined;
  /** Where schema.json is. */
  readonly packageFolder: string;
  /** Answers what an engine says first. */
  readonly first: Greeting;
  /** Speaks to the user; through the engine unless given. */
  readonly voice?: Voice | undefined;
}

/** Every method of the protocol; what is missing here doesn't compile. */
export function providerService({ packageFolder, engineAddress, first, voice, ...ways }: ServiceOptions): {
  service: IResourceProviderServer;
  close(): Promise<void>;
} {
  const voiceNow = () => voice ?? engineReporter(engineAddress(), () => ({ grpc, EngineClient, LogRequest }));
  const configuration = new Configuration(voiceNow, ways);
  const resources = new Resources(configuration.configured);
  /** An answer, once the engine has heard what was said on the way to it. */
  const heard = <T>(answer: Promise<T>): Promise<T> =>
    answer.finally(() =>
      configuration.configured().then(
        ({ reporter }) => reporter.heard(),
        () => {},
      ),
    );
  const service: IResourceProviderServer = {
    ...first,
    getSchema: unary(async () =>
      new GetSchemaResponse().setSchema(await readFile(join(packageFolder, "schema.json"), "utf8")),
    ),
    checkConfig: unary((request) => configuration.check(request)),
    diffConfig: unary((request) => configuration.diff(request)),
    configure: unary((request, connection) => configuration.configure(request, connection)),
    check: unary((request) => heard(resources.check(request))),
    diff: unary((request) => heard(resources.diff(request))),
    create: unary((request) => heard(resources.create(request))),
    read: unary((request) => heard(resources.read(request))),
    update: unary((request) => heard(resources.update(request))),
    delete: unary((request) => heard(resources.delete(request))),
    invoke: unary(async (request) => invoke(request, await configuration.configured())),
    cancel: unary((_, connection) => {
      configuration.cancel(connection);
      return new Empty();
    }),
    // No other tool's names map to ours.
    getMapping: unary(() => new GetMappingResponse()),
    getMappings: unary(() => new GetMappingsResponse()),
    parameterize: unary(refusal("this package takes no parameters: it is one package, with one schema")),
    construct: unary(refusal("this package has no components")),
    call: unary(refusal("the resources of this package have no methods")),
    list: (stream) => {
      stream.emit(
        "error",
        faultOf(new Refusal(grpc.status.UNIMPLEMENTED, "this package lists no resources")),
      );
    },
  };
  return { service, close: () => configuration.close() };
}

const refusal = (why: string) => (): never => {
  throw new Refusal(grpc.status.UNIMPLEMENTED, why);
};

/** A call with one answer; whatever goes wrong becomes a status of the protocol. */
const unary =
  <Request, Response>(
    answer: (request: Request, connection: string) => Response | Promise<Response>,
  ): grpc.handleUnaryCall<Request, Response> =>
  (call, respond) => {
    const answered = async () => answer(call.request, call.getPeer());
    answered().then(
      (response) => respond(null, response),
      (error: unknown) => respond(faultOf(error)),
    );
  };
