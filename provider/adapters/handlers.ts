import type * as pulumi from "@pulumi/pulumi";
import type { Bag } from "../../ground/bag";
import { UserError } from "../../ground/errors";
import { HalfMade } from "../lifecycle/half-made";
import type { Kind } from "../lifecycle/kind";
import type { Voice } from "../lifecycle/run/reporter";
import { aboutOf, declarationIn } from "../lifecycle/state";
import { ProviderContext, type Ways } from "./context";
import { errorInWords } from "./error-in-words";
import { pointer } from "./second-telling";
import { handlerCode, handlerName } from "./type-token";
import * as verbs from "./verbs";

/** What Pulumi's dynamic provider calls for one kind. */
export type Handler = Required<pulumi.dynamic.ResourceProvider>;

/** What a dynamic provider decides of a run. */
type HandlerWays = Pick<Ways, "cancelled" | "connecting" | "alarm">;

/**
 * Handlers that share one context: in a dynamic provider's process there is one set of them.
 *
 * @internal
 */
export function makeHandlers(voice: Voice, ways: HandlerWays = {}): (kind: Kind) => Handler {
  const configuration = new Configuration(voice, ways);
  return (kind) => handlerOf(kind, configuration);
}

/** Configuration comes with the first verb; a program's SDK that is too old never sends it. */
const configureWithinMs = 60_000;

const neverConfigured = (): UserError =>
  new UserError(
    "the provider was never configured: @pulumi/pulumi before 3.139 doesn't do that; install 3.141 or newer in this project",
  );

/**
 * The engine's verbs run in parallel with `configure` and may come first. So `configure` only stores a promise and
 * returns, every verb awaits it, and no default backend exists meanwhile.
 */
class Configuration {
  #announce: (context: Promise<ProviderContext>) => void = () => {};
  #isConfigured = false;
  readonly configured = new Promise<ProviderContext>((resolve) => {
    this.#announce = resolve;
  });

  constructor(
    private readonly voice: Voice,
    private readonly ways: HandlerWays,
  ) {
    // Every verb that awaits it reports a failure; nobody may be waiting yet when it happens.
    this.configured.catch(() => {});
    setTimeout(() => {
      if (!this.#isConfigured) this.#announce(Promise.reject(neverConfigured()));
    }, configureWithinMs).unref();
  }

  /** Called once per kind with the same configuration; the first call counts. */
  readonly configure = (request: pulumi.dynamic.ConfigureRequest): Promise<void> => {
    if (!this.#isConfigured) {
      this.#isConfigured = true;
      const config = (key: string): string | undefined => request.config.get(key);
      this.#announce(ProviderContext.make(config, this.voice, this.ways));
    }
    return Promise.resolve();
  };

  /** To be awaited before the engine has its answer. */
  readonly heard = (): Promise<void> => this.voice.heard();
}

const handlerOf = (kind: Kind, { configure, configured, heard }: Configuration): Handler => {
  const answering = <T>(verb: () => Promise<T>): Promise<T> => presenting(verb).finally(heard);
  return {
    configure,

    check: (olds: Bag, sent: Bag) =>
      answering(async () => {
        // Pulumi's dynamic provider takes it from here, whatever is answered.
        Object.assign(sent, { __provider: handlerCode(handlerName(kind)) });
        const { __preview: isPreview, __refusal, __refusalWithoutBackend, ...news } = sent;
        const before = Object.keys(olds).length > 0 ? olds : undefined;
        const refusals = { refusal: __refusal, refusalWithoutBackend: __refusalWithoutBackend };
        const { inputs, failures, notices } = await verbs.check(kind, configured, {
          news,
          olds: before,
          ...refusals,
        });
        if (failures.length === 0) {
          const context = await configured;
          context.heedPreview(isPreview === true);
          context.forewarn(aboutOf(kind, context, declarationIn(news)), notices);
        }
        return {
          inputs: { ...inputs },
          failures: failures.map((failure) => verbs.printable(kind, news, failure)),
        };
      }),

    diff: (id, olds: Bag, news: Bag) =>
      answering(async () => {
        const context = await configured;
        const planned = await verbs.plan(kind, context, { id, olds, inputs: news });
        const { changes, differences, secrets, notices } = planned;
        const about = aboutOf(kind, context, declarationIn(news));
        context.forewarn(about, notices);
        verbs.tellSecretChanges(context, about, secrets);
        const replaces = differences.filter(({ how }) => how === "replace").map(({ property }) => property);
        return {
          changes,
          replaces,
          deleteBeforeReplace: kind.deleteBeforeReplace,
        };
      }),

    create: (inputs: Bag) =>
      keepingIds(inputs, async () => {
        const { id, state } = await verbs.create(kind, await configured, inputs);
        return { id, outs: { ...state } };
      }).finally(heard),

    read: (id, state: Bag = {}) =>
      answering(async () => {
        const found = await verbs.read(kind, await configured, { id, olds: state });
        if (!found && isAskedFor(state)) throw verbs.notThere(kind, id);
        if (!found) return { id: "", props: {} };
        return { id, props: { ...found.state }, inputs: { ...found.inputs } };
      }),

    update: (id, olds: Bag, news: Bag) =>
      keepingIds(news, async () => {
        const outs = await verbs.update(kind, await configured, { id, olds, inputs: news });
        return { outs: { ...outs } };
      }).finally(heard),

    delete: (id, state: Bag) =>
      answering(async () => verbs.remove(kind, await configured, { id, olds: state })),
  };
};

/**
 * Whether a program reads it by `get`. The engine would take the name of the handler, which comes along, for what was
 * found of one that isn't there.
 */
const isAskedFor = ({ __provider, __declaration, __backend }: Bag): boolean =>
  __provider !== undefined && __declaration === undefined && __backend === undefined;

async function presenting<T>(verb: () => Promise<T>): Promise<T> {
  try {
    return await verb();
  } catch (error) {
    throw presentable(error);
  }
}

/** Like `presenting`, and turns an error with an id into an initialisation failure, so that the engine keeps the id. */
async function keepingIds<T>(inputs: Bag, verb: () => Promise<T>): Promise<T> {
  try {
    return await verb();
  } catch (error) {
    const shown = presentable(error);
    if (!(error instanceof HalfMade)) throw shown;
    throw Object.assign(shown, {
      id: error.id,
      properties: { ...inputs, ...error.state, __provider: inputs.__provider },
      reasons: [shown.message],
    });
  }
}

/** The error as the engine shows it, at its resource. What Pulumi's dynamic provider prints of it says nothing more. */
function presentable(error: unknown): Error {
  const shown = new Error(errorInWords(error));
  return Object.assign(shown, pointer);
}
