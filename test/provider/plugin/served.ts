import { join } from "node:path";
import { ResourceProviderService as rpc } from "@pulumi/pulumi/proto/provider_grpc_pb";
import {
  CheckRequest,
  CreateRequest,
  DeleteRequest,
  DiffRequest,
  InvokeRequest,
  ReadRequest,
  UpdateRequest,
} from "@pulumi/pulumi/proto/provider_pb";
import type { Noun } from "../../../backend/api";
import type { Bag } from "../../../ground/bag";
import { type Plugin, servePlugin } from "../../../provider/adapters/plugin/server";
import type { SecretMarks } from "../../../provider/adapters/plugin/which-are-secret";
import type { Properties } from "../../../provider/adapters/plugin/wire/properties";
import type { Transport } from "../../../provider/client/transport";
import type { Backend } from "../backend";
import { asked, PluginDoor } from "../engine/plugin-process";
import { Recorder } from "../engine/recorder";
import { decoded, encoded } from "./structs";

const packageFolder = join(__dirname, "../../..");

/** A resource as the engine has it. */
export interface Held {
  readonly kind: Noun;
  readonly name: string;
  readonly id: string;
  readonly inputs: Properties;
  readonly outputs: Properties;
}

/** What went wrong, as the engine makes it of a status. */
interface Fault extends Error {
  readonly code?: number;
  readonly id?: string;
  readonly properties?: Bag;
  readonly secrets?: SecretMarks;
  readonly reasons?: readonly string[];
}

export const urnOf = (kind: Noun, name: string): string =>
  `urn:pulumi:dev::shop::tencentrtc:index:${kind}::${name}`;

/** A plugin that serves a backend, and what an engine asks of it, each by one message. */
export class Served {
  private constructor(
    readonly plugin: Plugin,
    readonly door: PluginDoor,
    readonly recorder: Recorder,
  ) {}

  /** @param line what the plugin's calls go through, in place of the backend itself */
  static async start(backend: Backend, line = (transport: Transport) => transport): Promise<Served> {
    const recorder = new Recorder();
    const connecting = async () => line(backend.transport());
    const plugin = await servePlugin({ voice: recorder, packageFolder, connecting });
    const served = new Served(plugin, new PluginDoor(plugin.port), recorder);
    await served.door.configure(backend.config);
    return served;
  }

  async close(): Promise<void> {
    this.door.close();
    await this.plugin.close();
  }

  async check(kind: Noun, name: string, news: Bag, olds: Bag = {}) {
    const request = new CheckRequest()
      .setUrn(urnOf(kind, name))
      .setNews(encoded(news))
      .setOlds(encoded(olds));
    const response = await asked(this.door.client, rpc.check, request);
    const failures = response.getFailuresList().map((one) => [one.getProperty(), one.getReason()].join(": "));
    return { inputs: decoded(response.getInputs()), failures };
  }

  /** Checks and creates. */
  async made(kind: Noun, name: string, news: Bag): Promise<Held> {
    const { inputs, failures } = await this.check(kind, name, news);
    if (failures.length > 0) throw new Error(failures.join("; "));
    const request = new CreateRequest().setUrn(urnOf(kind, name));
    request.setProperties(encoded(inputs.bag, inputs.secrets));
    const response = await asked(this.door.client, rpc.create, request);
    return { kind, name, id: response.getId(), inputs, outputs: decoded(response.getProperties()) };
  }

  diff({ kind, name, id, inputs, outputs }: Held, news: Bag) {
    const request = new DiffRequest().setUrn(urnOf(kind, name)).setId(id).setOldInputs(encoded(inputs.bag));
    request.setOlds(encoded(outputs.bag)).setNews(encoded({ ...inputs.bag, ...news }));
    return asked(this.door.client, rpc.diff, request);
  }

  async update(held: Held, news: Bag): Promise<Held> {
    const { kind, name, id } = held;
    const inputs = { ...held.inputs, bag: { ...held.inputs.bag, ...news } };
    const request = new UpdateRequest().setUrn(urnOf(kind, name)).setId(id);
    request.setOlds(encoded(held.outputs.bag)).setNews(encoded(inputs.bag, inputs.secrets));
    const response = await asked(this.door.client, rpc.update, request);
    return { ...held, inputs, outputs: decoded(response.getProperties()) };
  }

  read({ kind, name, id, inputs, outputs }: Held) {
    const request = new ReadRequest().setUrn(urnOf(kind, name)).setId(id);
    request.setInputs(encoded(inputs.bag)).setProperties(encoded(outputs.bag));
    return asked(this.door.client, rpc.read, request);
  }

  delete({ kind, name, id, outputs }: Held) {
    const request = new DeleteRequest().setUrn(urnOf(kind, name)).setId(id);
    return asked(this.door.client, rpc.delete, request.setProperties(encoded(outputs.bag)));
  }

  async invoke(name: string, args: Bag): Promise<Properties> {
    const request = new InvokeRequest().setTok(`tencentrtc:index:${name}`).setArgs(encoded(args));
    return decoded((await asked(this.door.client, rpc.invoke, request)).getReturn());
  }
}

/** The fault that must come of it. */
export const faultOf = (work: Promise<unknown>): Promise<Fault> =>
  work.then(
    () => {
      throw new Error("nothing went wrong");
    },
    (error: Fault) => error,
  );
