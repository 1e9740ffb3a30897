import {
  CheckFailure,
  type CheckRequest,
  CheckResponse,
  type CreateRequest,
  CreateResponse,
  type DeleteRequest,
  type DiffRequest,
  type DiffResponse,
  type ReadRequest,
  ReadResponse,
  type UpdateRequest,
  UpdateResponse,
} from "@pulumi/pulumi/proto/provider_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
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
import { type Decoded, decoded, encoded } from "./wire-values";

/** The engine's verbs on resources, over the messages of its protocol. */
export class Resources {
  /** What a plan found worth knowing, by URN: told at the step of a preview, since only that says that it is one. */
  readonly #notices = new Map<string, readonly Notice[]>();
  /** Resources that a refresh has read and whose difference it asks for next. */
  readonly #refreshing = new Set<string>();
  readonly #keeping = new Keeping();

  /** @param configured rejects where the settings can't be used */
  constructor(private readonly configured: () => Promise<ProviderContext>) {}

  async check(request: CheckRequest): Promise<CheckResponse> {
    const urn = request.getUrn();
    this.#refreshing.delete(urn);
    const { declaration, type } = readUrn(urn);
    const kind = kindOf(type);
    const news = decoded(request.getNews());
    const before = decoded(request.getOlds()).bag;
    const olds = Object.keys(before).length > 0 ? before : undefined;
    const filled = await withContents(kind, news.bag);
    const proposal = named(kind, filled.inputs, olds, request.getAutonaming());
    const kept = this.#keeping.inputOf(kind, proposal.inputs);
    const inputs = { ...proposal.inputs, ...kept, __declaration: printDeclaration(declaration) };
    const checked = await verbs.check(kind, this.configured(), { news: inputs, olds });
    this.#notices.set(urn, [...(this.#notices.get(urn) ?? []), ...checked.notices]);
    const failures = [...filled.failures, ...proposal.failures, ...checked.failures].map((failure) => {
      const shown = verbs.printable(kind, inputs, failure, (name) => news.secrets.has(name));
      return new CheckFailure().setProperty(shown.property).setReason(shown.reason);
    });
    return new CheckResponse()
      .setInputs(encoded(checked.inputs, news.secrets, marksOfKind(kind)))
      .setFailuresList(failures);
  }

  async diff(request: DiffRequest): Promise<DiffResponse> {
    const urn = request.getUrn();
    const kind = kindOf(readUrn(urn).type);
    const { bag: olds } = stateIn(request.getOlds());
    const inputs = decoded(request.getNews()).bag;
    // What a refresh found is told even where it could never be brought back.
    const isRefresh = this.#refreshing.delete(urn);
    const context = await this.configured();
    if (isRefresh) {
      const found = differencesOf(kind, olds, inputs);
      verbs.tellSecretChanges(context, { urn }, found.secrets);
      return diffResponse(kind, found, inputs);
    }
    const planned = await verbs.plan(kind, context, { id: request.getId(), olds, inputs });
    verbs.tellSecretChanges(context, { urn }, planned.secrets);
    this.#notices.set(urn, planned.notices);
    this.#keeping.note(kind, request.getId(), inputs);
    return diffResponse(kind, planned, inputs);
  }

  async create(request: CreateRequest): Promise<CreateResponse> {
    const urn = request.getUrn();
    const kind = kindOf(readUrn(urn).type);
    const inputs = decoded(request.getProperties());
    const context = await this.configured();
    const marks = [inputs.secrets, marksOfKind(kind)];
    if (request.getPreview()) {
      this.#forewarn(urn, context);
      const planned = plannedOutputs(kind, inputs.bag, { changed: [] });
      return new CreateResponse().setProperties(encoded(planned, ...marks));
    }
    const { id, state } = await keepingIds(marks, () =>
      verbs.create(kind, context, inputs.bag, seconds(request)),
    );
    this.#keeping.note(kind, id, inputs.bag);
    return new CreateResponse().setId(id).setProperties(encoded(state, ...marks));
  }

  async update(request: UpdateRequest): Promise<UpdateResponse> {
    const urn = request.getUrn();
    const kind = kindOf(readUrn(urn).type);
    const { bag: olds, secrets: before } = stateIn(request.getOlds());
    const inputs = decoded(request.getNews());
    const context = await this.configured();
    const marks = [inputs.secrets, marksOfKind(kind)];
    if (request.getPreview()) {
      this.#forewarn(urn, context);
      const { state, differences } = differencesOf(kind, olds, inputs.bag);
      // What failed half-way may change anything that can change at all.
      const changed = isUnfinished(state)
        ? Object.keys(kind.inputs.shape)
        : differences.map(({ property }) => property);
      return new UpdateResponse().setProperties(
        encoded(plannedOutputs(kind, inputs.bag, { state, changed }), ...marks),
      );
    }
    const known = { id: request.getId(), olds, inputs: inputs.bag };
    // What is changed only in part has values of before, also such as are no secrets from now on.
    const state = await keepingIds([...marks, before], () =>
      verbs.update(kind, context, known, seconds(request)),
    );
    return new UpdateResponse().setProperties(encoded(state, ...marks));
  }

  async read(request: ReadRequest): Promise<ReadResponse> {
    const urn = request.getUrn();
    const { declaration, type } = readUrn(urn);
    const kind = kindOf(type);
    const id = request.getId();
    const context = await this.configured();
    if (!request.hasInputs()) {
      const { state, inputs } = await verbs.importAs(kind, context, { id, declaration });
      return new ReadResponse()
        .setId(id)
        .setProperties(encoded(state, marksOfKind(kind)))
        .setInputs(encoded(inputs, marksOfKind(kind)));
    }
    const olds = stateIn(request.getProperties());
    const before = decoded(request.getInputs());
    const found = await verbs.read(kind, context, { id, olds: olds.bag });
    if (!found && isAskedFor(olds.bag)) throw verbs.notThere(kind, id);
    if (!found) return new ReadResponse();
    this.#refreshing.add(urn);
    return new ReadResponse()
      .setId(id)
      .setProperties(encoded(found.state, olds.secrets, marksOfKind(kind)))
      .setInputs(encoded(found.inputs, before.secrets, marksOfKind(kind)));
  }

  async delete(request: DeleteRequest): Promise<Empty> {
    const kind = kindOf(readUrn(request.getUrn()).type);
    const { bag: olds } = stateIn(request.getProperties());
    await verbs.remove(kind, await this.configured(), { id: request.getId(), olds }, seconds(request));
    return new Empty();
  }

  #forewarn(urn: string, context: ProviderContext): void {
    for (const one of this.#notices.get(urn) ?? []) context.reporter.notice({ urn }, one);
  }
}

/** A state, without what names the handler of a class, as what comes from one does. */
function stateIn(struct: Parameters<typeof decoded>[0]): Decoded {
  const { bag, secrets } = decoded(struct);
  const { __provider, ...state }: Bag = bag;
  return { bag: state, secrets };
}

/** Whether a program reads it by `get` for the first time, so that there is no state of it yet. */
const isAskedFor = ({ __declaration, __backend }: Bag): boolean =>
  __declaration === undefined && __backend === undefined;

/** Seconds of `customTimeouts`; the protocol writes none as 0. */
const seconds = (request: { getTimeout(): number }): number | undefined => request.getTimeout() || undefined;

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
