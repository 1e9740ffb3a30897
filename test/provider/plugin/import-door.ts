import { ResourceProviderService as rpc } from "@pulumi/pulumi/proto/provider_grpc_pb";
import {
  CheckRequest,
  DeleteRequest,
  DiffRequest,
  DiffResponse,
  ReadRequest,
  UpdateRequest,
} from "@pulumi/pulumi/proto/provider_pb";
import type { Noun } from "../../../backend/api";
import type { Bag } from "../../../ground/bag";
import { asked, type PluginDoor } from "../engine/plugin-process";
import { decoded, encoded } from "./structs";

/** One resource as the engine has it. */
export interface Held {
  readonly urn: string;
  readonly id: string;
  readonly inputs: Bag;
  readonly outputs: Bag;
}

let count = 0;
export const uniqueName = (): string => {
  count += 1;
  return `thing_${count}`;
};

/** What the engine asks of a plugin for a resource that it imports, and after that. */
export class ImportDoor {
  constructor(private readonly door: PluginDoor) {}

  async imported(kind: Noun, id: string, name = uniqueName()): Promise<Held> {
    const urn = `urn:pulumi:dev::shop::tencentrtc:index:${kind}::${name}`;
    const request = new ReadRequest().setUrn(urn).setId(id);
    const found = await asked(this.door.client, rpc.read, request);
    return {
      urn,
      id: found.getId(),
      inputs: decoded(found.getInputs()).bag,
      outputs: decoded(found.getProperties()).bag,
    };
  }

  async refreshed(held: Held): Promise<Held> {
    const request = new ReadRequest().setUrn(held.urn).setId(held.id);
    request.setInputs(encoded(held.inputs)).setProperties(encoded(held.outputs));
    const found = await asked(this.door.client, rpc.read, request);
    const outputs = decoded(found.getProperties()).bag;
    // As the engine does: what was found is compared with the inputs of before.
    expect(await this.#changesOf({ ...held, outputs }, held.inputs)).toEqual([]);
    return { ...held, inputs: decoded(found.getInputs()).bag, outputs };
  }

  async checked({ urn, inputs }: Held, news: Bag): Promise<Bag> {
    const request = new CheckRequest().setUrn(urn).setNews(encoded(news)).setOlds(encoded(inputs));
    const response = await asked(this.door.client, rpc.check, request);
    expect(response.getFailuresList().map((one) => one.getReason())).toEqual([]);
    return decoded(response.getInputs()).bag;
  }

  /** What a program that says `news` would change. */
  async planned(held: Held, news: Bag): Promise<string[]> {
    return this.#changesOf(held, await this.checked(held, news));
  }

  async #changesOf({ urn, id, outputs }: Held, news: Bag): Promise<string[]> {
    const request = new DiffRequest().setUrn(urn).setId(id).setOlds(encoded(outputs)).setNews(encoded(news));
    const response = await asked(this.door.client, rpc.diff, request);
    const { DIFF_SOME } = DiffResponse.DiffChanges;
    const paths: string[] = [];
    response.getDetaileddiffMap().forEach((_, path) => {
      paths.push(path);
    });
    return response.getChanges() === DIFF_SOME ? ["changes", ...paths.sort()] : paths;
  }

  async updated(held: Held, news: Bag): Promise<Held> {
    const inputs = await this.checked(held, news);
    const request = new UpdateRequest().setUrn(held.urn).setId(held.id);
    request.setOlds(encoded(held.outputs)).setNews(encoded(inputs));
    const response = await asked(this.door.client, rpc.update, request);
    return { ...held, inputs, outputs: decoded(response.getProperties()).bag };
  }

  async deleted({ urn, id, outputs }: Held): Promise<void> {
    const request = new DeleteRequest().setUrn(urn).setId(id).setProperties(encoded(outputs));
    await asked(this.door.client, rpc.delete, request);
  }
}
