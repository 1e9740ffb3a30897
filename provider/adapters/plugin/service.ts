import "./checks-uncompiled";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import * as grpc from "@grpc/grpc-js";
import { EngineClient } from "@pulumi/pulumi/proto/engine_grpc_pb";
import { LogRequest } from "@pulumi/pulumi/proto/engine_pb";
import {
  type IResourceProviderServer,
  ResourceProviderService as rpc,
} from "@pulumi/pulumi/proto/provider_grpc_pb";
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
import { calls } from "./wire/calls";

/** What serves one engine. */
export interface ServiceOptions extends Pick<Ways, "connecting" | "alarm"> {
  /** Where the engine listens, as far as that is known. */
  engineAddress(): string | undefined;
  /** Where schema.json is. */
  readonly packageFolder: string;
  /** Speaks to the user; through the engine unless given. */
  readonly voice?: Voice | undefined;
}

/** The names of what an interface has, but for its index. */
type NamesOf<T> = keyof {
  [Name in keyof T as string extends Name ? never : number extends Name ? never : Name]: T[Name];
};

/** Every method of the protocol but an engine's first words; what is missing doesn't compile. */
type Service = Readonly<
  Record<Exclude<NamesOf<IResourceProviderServer>, keyof Greeting>, grpc.UntypedHandleCall>
>;

/** The methods take and give the bytes of their messages. */
export function providerService({ packageFolder, engineAddress, voice, ...ways }: ServiceOptions): {
  service: Service;
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
  const service: Service = {
    getSchema: unary(rpc.getSchema, async () =>
      new GetSchemaResponse().setSchema(await readFile(join(packageFolder, "schema.json"), "utf8")),
    ),
    checkConfig: unary(calls.checkConfig, (request) => configuration.check(request)),
    diffConfig: unary(calls.diffConfig, (request) => configuration.diff(request)),
    configure: unary(calls.configure, (request, connection) => configuration.configure(request, connection)),
    check: unary(calls.check, (request) => heard(resources.check(request))),
    diff: unary(calls.diff, (request) => heard(resources.diff(request))),
    create: unary(calls.create, (request) => heard(resources.create(request))),
    read: unary(calls.read, (request) => heard(resources.read(request))),
    update: unary(calls.update, (request) => heard(resources.update(request))),
    delete: unary(calls.delete, async (request) => {
      await heard(resources.delete(request));
      return new Empty();
    }),
    invoke: unary(calls.invoke, async (request) => invoke(request, await configuration.configured())),
    cancel: unary(rpc.cancel, (_, connection) => {
      configuration.cancel(connection);
      return new Empty();
    }),
    // No other tool's names map to ours.
    getMapping: unary(rpc.getMapping, () => new GetMappingResponse()),
    getMappings: unary(rpc.getMappings, () => new GetMappingsResponse()),
    parameterize: unary(
      rpc.parameterize,
      refusal("this package takes no parameters: it is one package, with one schema"),
    ),
    construct: unary(rpc.construct, refusal("this package has no components")),
    call: unary(rpc.call, refusal("the resources of this package have no methods")),
    list: (stream: grpc.ServerWritableStream<unknown, unknown>) => {
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
    {
      requestDeserialize,
      responseSerialize,
    }: Pick<grpc.MethodDefinition<Request, Response>, "requestDeserialize" | "responseSerialize">,
    answer: (request: Request, connection: string) => Response | Promise<Response>,
  ): grpc.handleUnaryCall<Buffer, Buffer> =>
  (call, respond) => {
    const answered = async () => {
      const response = await answer(requestDeserialize(call.request), call.getPeer());
      return responseSerialize(response);
    };
    answered().then(
      (response) => respond(null, response),
      (error: unknown) => respond(faultOf(error)),
    );
  };
