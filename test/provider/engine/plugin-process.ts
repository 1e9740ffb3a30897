import * as grpc from "@grpc/grpc-js";
import {
  ResourceProviderClient,
  ResourceProviderService as rpc,
} from "@pulumi/pulumi/proto/provider_grpc_pb";
import {
  CheckRequest,
  ConfigureRequest,
  CreateRequest,
  DeleteRequest,
  DiffRequest,
  DiffResponse,
  ErrorResourceInitFailed,
  ReadRequest,
  UpdateRequest,
} from "@pulumi/pulumi/proto/provider_pb";
import { Status } from "@pulumi/pulumi/proto/status_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import type { Struct } from "google-protobuf/google/protobuf/struct_pb";
import type { Bag } from "../../../ground/bag";
import type { Handler } from "../../../provider/adapters/handlers";
import { marksOfKind, type SecretMarks } from "../../../provider/adapters/plugin/which-are-secret";
import type { Properties } from "../../../provider/adapters/plugin/wire/properties";
import { parseDeclaration, urnOf } from "../../../provider/lifecycle/run/declaration";
import { kinds } from "../../../provider/resources";
import { decoded, encoded } from "../plugin/structs";
import type { KindName } from "./declarations";

/** A plugin of one run behind the verbs of the dynamic provider: what the engine does with either looks the same. */
export class PluginDoor {
  readonly client: ResourceProviderClient;

  constructor(port: number) {
    // The protocol's limit of the engine.
    const options = { "grpc.max_receive_message_length": 400 << 20, "grpc.enable_http_proxy": 0 };
    this.client = new ResourceProviderClient(`127.0.0.1:${port}`, grpc.credentials.createInsecure(), options);
  }

  async configure(config: Readonly<Record<string, string>>): Promise<void> {
    const args = Object.fromEntries(
      Object.entries(config).map(([key, value]) => [key.replace("tencentrtc:", ""), value]),
    );
    const request = new ConfigureRequest().setArgs(encoded(args));
    await asked(this.client, rpc.configure, request);
  }

  async cancel(): Promise<void> {
    await asked(this.client, rpc.cancel, new Empty()).catch(() => {});
  }

  close(): void {
    this.client.close();
  }
}

/** The verbs of one kind over the protocol, as the engine calls them. */
export function pluginHandler(kind: KindName, started: Promise<PluginDoor>): Handler & Plans {
  const urnIn = ({ __declaration }: Bag): string => {
    const parts = parseDeclaration(String(__declaration));
    if (!parts) throw new Error("no declaration");
    return urnOf(parts, `tencentrtc:index:${kind}`);
  };
  /** What a program of the plugin's SDK sends: nothing of the dynamic classes' own. */
  const sent = ({ __preview, __declaration, __provider, ...inputs }: Bag): Bag => inputs;
  return {
    configure: async () => {},
    check: async (olds: Bag, news: Bag) => {
      const request = new CheckRequest().setUrn(urnIn(news)).setNews(encoded(sent(news)));
      request.setOlds(encoded(olds));
      const { client } = await started;
      const response = await asked(client, rpc.check, request);
      return {
        inputs: decoded(response.getInputs()).bag,
        failures: response
          .getFailuresList()
          .map((failure) => ({ property: failure.getProperty(), reason: failure.getReason() })),
      };
    },
    diff: async (id: string, olds: Bag, news: Bag) => {
      const request = new DiffRequest().setId(id).setUrn(urnIn(news));
      request.setOlds(encoded(olds)).setNews(encoded(news));
      const { client } = await started;
      const response = await asked(client, rpc.diff, request);
      return {
        changes: response.getChanges() === DiffResponse.DiffChanges.DIFF_SOME,
        replaces: response.getReplacesList(),
        deleteBeforeReplace: response.getDeletebeforereplace(),
      };
    },
    create: async (inputs: Bag) => {
      const request = new CreateRequest().setUrn(urnIn(inputs)).setProperties(encoded(inputs));
      const { client } = await started;
      const response = await alsoHalfMade(kind, asked(client, rpc.create, request));
      return { id: response.getId(), outs: stored(kind, response.getProperties()) };
    },
    planCreate: async (inputs: Bag) => {
      const request = new CreateRequest().setUrn(urnIn(inputs)).setProperties(encoded(inputs));
      request.setPreview(true);
      const { client } = await started;
      await asked(client, rpc.create, request);
    },
    update: async (id: string, olds: Bag, news: Bag) => {
      const request = new UpdateRequest().setId(id).setUrn(urnIn(news));
      request.setOlds(encoded(olds)).setNews(encoded(news));
      const { client } = await started;
      const response = await alsoHalfMade(kind, asked(client, rpc.update, request));
      return { outs: stored(kind, response.getProperties()) };
    },
    planUpdate: async (id: string, olds: Bag, news: Bag) => {
      const request = new UpdateRequest().setId(id).setUrn(urnIn(news)).setPreview(true);
      request.setOlds(encoded(olds)).setNews(encoded(news));
      const { client } = await started;
      await asked(client, rpc.update, request);
    },
    read: async (id: string, state: Bag = {}) => {
      const request = new ReadRequest().setId(id).setUrn(urnIn(state));
      request.setProperties(encoded(state)).setInputs(encoded(state));
      const { client } = await started;
      const response = await asked(client, rpc.read, request);
      return {
        id: response.getId(),
        props: stored(kind, response.getProperties()),
        inputs: stored(kind, response.getInputs()),
      };
    },
    delete: async (id: string, state: Bag) => {
      const request = new DeleteRequest().setId(id).setUrn(urnIn(state)).setProperties(encoded(state));
      const { client } = await started;
      await asked(client, rpc.delete, request);
    },
  };
}

/** What a state gets of an answer. @throws Error where a secret of the kind isn't marked as one: it would be stored in clear */
const stored = (name: KindName, struct: Struct | undefined): Bag => marked(name, decoded(struct));

/** What a state gets of something half-made. @throws as for a whole answer */
async function alsoHalfMade<T>(name: KindName, answer: Promise<T>): Promise<T> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof HalfMadeFault) marked(name, { bag: error.properties, secrets: error.secrets });
    throw error;
  }
}

function marked(name: KindName, { bag, secrets }: Properties): Bag {
  const kind = kinds.find((one) => one.name === name);
  for (const [property, mark] of kind ? marksOfKind(kind) : []) {
    if (
      mark === true &&
      bag[property] !== undefined &&
      bag[property] !== null &&
      secrets.get(property) !== true
    )
      throw new Error(`the plugin answers ${property} of a ${name} in clear`);
  }
  return bag;
}

/** What the engine asks of a plugin at a preview, and of a dynamic provider never. */
export interface Plans {
  planCreate?(inputs: Bag): Promise<void>;
  planUpdate?(id: string, olds: Bag, news: Bag): Promise<void>;
}

/** The answer of one call; an error as the engine makes it of a status. */
export const asked = <Request, Response>(
  client: grpc.Client,
  { path, requestSerialize, responseDeserialize }: grpc.MethodDefinition<Request, Response>,
  request: Request,
): Promise<Response> =>
  new Promise((resolve, reject) => {
    client.makeUnaryRequest(path, requestSerialize, responseDeserialize, request, (error, response) => {
      if (response !== undefined) resolve(response);
      else reject(error && asEngineSays(error));
    });
  });

/** An error of something half-made: the engine keeps its id and its properties. */
class HalfMadeFault extends Error {
  readonly id: string;
  readonly properties: Bag;
  readonly secrets: SecretMarks;
  readonly reasons: readonly string[];

  constructor(
    message: string,
    readonly code: grpc.status,
    failed: ErrorResourceInitFailed,
  ) {
    super(message);
    this.id = failed.getId();
    ({ bag: this.properties, secrets: this.secrets } = decoded(failed.getProperties()));
    this.reasons = failed.getReasonsList();
  }
}

function asEngineSays({ details, code, metadata }: grpc.ServiceError): Error {
  const [trailer] = metadata.get("grpc-status-details-bin");
  const [detail] = trailer instanceof Uint8Array ? Status.deserializeBinary(trailer).getDetailsList() : [];
  const failed = detail?.unpack(
    ErrorResourceInitFailed.deserializeBinary,
    "pulumirpc.ErrorResourceInitFailed",
  );
  return failed ? new HalfMadeFault(details, code, failed) : Object.assign(new Error(details), { code });
}
