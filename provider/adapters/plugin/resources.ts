import type { DiffResponse } from "@pulumi/pulumi/proto/provider_pb";
import type { Bag } from "../../../ground/bag";
import { HalfMade } from "../../lifecycle/half-made";
import { differencesOf } from "../../lifecycle/operate";
import { printDeclaration } from "../../lifecycle/run/declaration";
import type { Notice } from "../../lifecycle/run/notice";
import { isUnfinished } from "../../lifecycle/state";
import type { ProviderContext } from "../context";
import * as verbs from "../verbs";
import { withContents } from "./asset-inputs";
import { diffResponse } from "./detailed-diff";
import { HalfDone } from "./faults";
import { Keeping } from "./keeping";
import { named } from "./naming";
import { plannedOutputs } from "./planned-outputs";
import { kindOf, readUrn } from "./urn";
import { marksOfKind, type SecretMarks } from "./which-are-secret";
import type { RequestOf, ResponseOf } from "./wire/calls";
import { type Properties, withMarks } from "./wire/properties";

/** The engine's verbs on resources, over the messages of its protocol. */
export class Resources {
  /** What a plan found worth knowing, by URN: told at the step of a preview, since only that says that it is one. */
  readonly #notices = new Map<string, readonly Notice[]>();
  /** Resources that a refresh has read and whose difference it asks for next. */
  readonly #refreshing = new Set<string>();
  readonly #keeping = new Keeping();

  /** @param configured rejects where the settings can't be used */
  constructor(private readonly configured: () => Promise<ProviderContext>) {}

  async check(request: RequestOf<"check">): Promise<ResponseOf<"check">> {
    const urn = request.urn;
    this.#refreshing.delete(urn);
    const { declaration, type } = readUrn(urn);
    const kind = kindOf(type);
    const { news } = request;
    const before = request.olds.bag;
    const olds = Object.keys(before).length > 0 ? before : undefined;
    const filled = await withContents(kind, news.bag);
    const proposal = named(kind, filled.inputs, olds, request.autonaming);
    const kept = this.#keeping.inputOf(kind, proposal.inputs);
    const inputs = { ...proposal.inputs, ...kept, __declaration: printDeclaration(declaration) };
    const checked = await verbs.check(kind, this.configured(), { news: inputs, olds });
    this.#notices.set(urn, [...(this.#notices.get(urn) ?? []), ...checked.notices]);
    const failures = [...filled.failures, ...proposal.failures, ...checked.failures].map((failure) =>
      verbs.printable(kind, inputs, failure, (name) => news.secrets.has(name)),
    );
    return { inputs: withMarks(checked.inputs, news.secrets, marksOfKind(kind)), failures };
  }

  async diff(request: RequestOf<"diff">): Promise<DiffResponse> {
    const urn = request.urn;
    const kind = kindOf(readUrn(urn).type);
    const { bag: olds } = stateIn(request.olds);
    const inputs = request.news.bag;
    // What a refresh found is told even where it could never be brought back.
    const isRefresh = this.#refreshing.delete(urn);
    const context = await this.configured();
    if (isRefresh) {
      const found = differencesOf(kind, olds, inputs);
      verbs.tellSecretChanges(context, { urn }, found.secrets);
      return diffResponse(kind, found, inputs);
    }
    const planned = await verbs.plan(kind, context, { id: request.id, olds, inputs });
    verbs.tellSecretChanges(context, { urn }, planned.secrets);
    this.#notices.set(urn, planned.notices);
    this.#keeping.note(kind, request.id, inputs);
    return diffResponse(kind, planned, inputs);
  }

  async create(request: RequestOf<"create">): Promise<ResponseOf<"create">> {
    const urn = request.urn;
    const kind = kindOf(readUrn(urn).type);
    const inputs = request.properties;
    const context = await this.configured();
    const marks = [inputs.secrets, marksOfKind(kind)];
    if (request.preview) {
      this.#forewarn(urn, context);
      const planned = plannedOutputs(kind, inputs.bag, { changed: [] });
      return { id: "", properties: withMarks(planned, ...marks) };
    }
    const { id, state } = await keepingIds(marks, () =>
      verbs.create(kind, context, inputs.bag, seconds(request)),
    );
    this.#keeping.note(kind, id, inputs.bag);
    return { id, properties: withMarks(state, ...marks) };
  }

  async update(request: RequestOf<"update">): Promise<ResponseOf<"update">> {
    const urn = request.urn;
    const kind = kindOf(readUrn(urn).type);
    const { bag: olds, secrets: before } = stateIn(request.olds);
    const inputs = request.news;
    const context = await this.configured();
    const marks = [inputs.secrets, marksOfKind(kind)];
    if (request.preview) {
      this.#forewarn(urn, context);
      const { state, differences } = differencesOf(kind, olds, inputs.bag);
      // What failed half-way may change anything that can change at all.
      const changed = isUnfinished(state)
        ? Object.keys(kind.inputs.shape)
        : differences.map(({ property }) => property);
      return { properties: withMarks(plannedOutputs(kind, inputs.bag, { state, changed }), ...marks) };
    }
    const known = { id: request.id, olds, inputs: inputs.bag };
    // What is changed only in part has values of before, also such as are no secrets from now on.
    const state = await keepingIds([...marks, before], () =>
      verbs.update(kind, context, known, seconds(request)),
    );
    return { properties: withMarks(state, ...marks) };
  }

  async read(request: RequestOf<"read">): Promise<ResponseOf<"read">> {
    const urn = request.urn;
    const { declaration, type } = readUrn(urn);
    const kind = kindOf(type);
    const id = request.id;
    const context = await this.configured();
    if (request.inputs === undefined) {
      const { state, inputs } = await verbs.importAs(kind, context, { id, declaration });
      return {
        id,
        properties: withMarks(state, marksOfKind(kind)),
        inputs: withMarks(inputs, marksOfKind(kind)),
      };
    }
    const olds = stateIn(request.properties);
    const found = await verbs.read(kind, context, { id, olds: olds.bag });
    if (!found && isAskedFor(olds.bag)) throw verbs.notThere(kind, id);
    if (!found) return { id: "", properties: undefined, inputs: undefined };
    this.#refreshing.add(urn);
    return {
      id,
      properties: withMarks(found.state, olds.secrets, marksOfKind(kind)),
      inputs: withMarks(found.inputs, request.inputs.secrets, marksOfKind(kind)),
    };
  }

  async delete(request: RequestOf<"delete">): Promise<void> {
    const kind = kindOf(readUrn(request.urn).type);
    const { bag: olds } = stateIn(request.properties);
    await verbs.remove(kind, await this.configured(), { id: request.id, olds }, seconds(request));
  }

  #forewarn(urn: string, context: ProviderContext): void {
    for (const one of this.#notices.get(urn) ?? []) context.reporter.notice({ urn }, one);
  }
}

/** A state, without what names the handler of a class, as what comes from one does. */
function stateIn({ bag, secrets }: Properties): Properties {
  const { __provider, ...state }: Bag = bag;
  return { bag: state, secrets };
}

/** Whether a program reads it by `get` for the first time, so that there is no state of it yet. */
const isAskedFor = ({ __declaration, __backend }: Bag): boolean =>
  __declaration === undefined && __backend === undefined;

/** Seconds of `customTimeouts`; the protocol writes none as 0. */
const seconds = ({ timeout }: { readonly timeout: number }): number | undefined => timeout || undefined;

/**
 * Passes an error with an id on so that the engine keeps the id.
 *
 * @param secrets what of a state is secret
 */
async function keepingIds<T>(secrets: readonly SecretMarks[], verb: () => Promise<T>): Promise<T> {
  try {
    return await verb();
  } catch (error) {
    if (!(error instanceof HalfMade)) throw error;
    throw new HalfDone(error, error.state, secrets);
  }
}
