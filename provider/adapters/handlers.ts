import type * as pulumi from "@pulumi/pulumi";
import type { Bag, Failure } from "../../ground/bag";
import { explain, isExpected, UserError } from "../../ground/errors";
import { type Connect, connect } from "../client/endpoint";
import { printSecretChange } from "../lifecycle/differences";
import { HalfMade } from "../lifecycle/half-made";
import type { Kind } from "../lifecycle/kind";
import * as verbs from "../lifecycle/operate";
import { metaAt } from "../lifecycle/properties/meta";
import { parseDeclaration } from "../lifecycle/run/declaration";
import type { Voice } from "../lifecycle/run/reporter";
import { aboutOf, declarationIn } from "../lifecycle/state";
import { holdsSecrets } from "../lifecycle/write-only";
import { ProviderContext } from "./context";
import { pointer } from "./second-telling";

/** What Pulumi's dynamic provider calls for one kind. */
export type Handler = Required<pulumi.dynamic.ResourceProvider>;

/**
 * Handlers that share one context: in a dynamic provider's process there is one set of them.
 *
 * @param connecting reaches the backend that the configuration names
 * @internal
 */
export function makeHandlers(
  voice: Voice,
  cancelled?: AbortSignal,
  connecting: Connect = connect,
): (kind: Kind) => Handler {
  const configuration = new Configuration(voice, cancelled, connecting);
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
    private readonly cancelled: AbortSignal | undefined,
    private readonly connecting: Connect,
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
      this.#announce(ProviderContext.make(config, this.voice, this.cancelled, this.connecting));
    }
    return Promise.resolve();
  };
}

const handlerOf = (kind: Kind, { configure, configured }: Configuration): Handler => {
  return {
    configure,

    check: (olds: Bag, { __preview: isPreview, __refusal, __refusalWithoutBackend, ...news }: Bag) =>
      refusing(async () => {
        const context = await configured;
        context.heedPreview(isPreview === true);
        context.heedProgram();
        const before = Object.keys(olds).length > 0 ? olds : undefined;
        if (before) context.holdState();
        const session = await context.sessionIfAny();
        const refusal = __refusal ?? (session === undefined ? __refusalWithoutBackend : undefined);
        if (typeof refusal === "string") {
          return { inputs: {}, failures: [{ property: "", reason: refusal }] };
        }
        const sides = { session, beforehand: context };
        const checked = await verbs.checkInputs(kind, sides, { news, olds: before });
        const { inputs, failures, notices } = checked;
        context.forewarn(aboutOf(kind, context, declarationIn(news)), notices);
        return { inputs: { ...inputs }, failures: failures.map((failure) => printable(kind, news, failure)) };
      }),

    diff: (id, olds: Bag, news: Bag) =>
      answering(async () => {
        const context = await configured;
        context.holdState();
        const session = await context.session();
        const { changes, differences, secrets, notices } = await verbs.plan(kind, session, {
          id,
          olds,
          inputs: news,
        });
        const about = aboutOf(kind, session, declarationIn(news));
        context.forewarn(about, notices);
        for (const path of secrets) session.reporter.progress(about, printSecretChange(path));
        const replaces = differences.filter(({ how }) => how === "replace").map(({ property }) => property);
        return {
          changes,
          replaces,
          deleteBeforeReplace: kind.deleteBeforeReplace,
        };
      }),

    create: (inputs: Bag) =>
      keepingIds(inputs, async () => {
        const startsBackend = kind.startsBackend?.(inputs) ?? false;
        const session = await (await configured).session({ startsBackend });
        const { id, state } = await verbs.create(kind, session, inputs);
        return { id, outs: { ...state } };
      }),

    read: (id, state: Bag = {}) =>
      answering(async () => {
        const context = await configured;
        if (state.__backend !== undefined) context.holdState();
        const found = await context.asLastUp(declarationOf(state), (session) =>
          verbs.read(kind, session, { id, olds: state }),
        );
        if (!found && isAskedFor(state)) throw notThere(kind, id);
        if (!found) return { id: "", props: {} };
        return { id, props: { ...found.state }, inputs: { ...found.inputs } };
      }),

    update: (id, olds: Bag, news: Bag) =>
      keepingIds(news, async () => {
        const context = await configured;
        context.holdState();
        const session = await context.session();
        const outs = await verbs.update(kind, session, { id, olds, inputs: news });
        return { outs: { ...outs } };
      }),

    delete: (id, state: Bag) =>
      answering(async () => {
        const context = await configured;
        context.holdState();
        await context.asLastUp(declarationOf(state), (session) =>
          verbs.remove(kind, session, { id, olds: state }),
        );
      }),
  };
};

/** Who declares what a state stands for; undefined of what is only being imported. */
const declarationOf = ({ __declaration }: Bag) =>
  typeof __declaration === "string" ? parseDeclaration(__declaration) : undefined;

/**
 * Whether a program reads it by `get`. The engine would take the name of the handler, which comes along, for what was
 * found of one that isn't there.
 */
const isAskedFor = ({ __provider, __declaration, __backend }: Bag): boolean =>
  __provider !== undefined && __declaration === undefined && __backend === undefined;

const notThere = (kind: Kind, id: string): UserError =>
  new UserError(
    `there is no ${kind.name} ${id}: check the id, and that tencentrtc:endpoint leads to the backend in which it lives`,
  );

/**
 * The engine prints the value of a failing property, secret or not, a number as 1.4e+09, and garbles nested paths;
 * so only a plain property is named to it, and everything else stands in the reason.
 */
function printable(kind: Kind, news: Bag, { path, reason }: Failure): pulumi.dynamic.CheckFailure {
  const meta = metaAt(kind.inputs, path);
  const isSecret = meta?.secret === true || holdsSecrets(kind, path);
  const plain = meta !== undefined && !isSecret && typeof news[path] !== "number";
  if (plain || path === "") return { property: path, reason };
  return { property: "", reason: `${path}: ${reason}` };
}

/** What the user can mend is a failed check: the engine shows that once, and an error twice (see `presentable`). */
async function refusing(
  check: () => Promise<pulumi.dynamic.CheckResult>,
): Promise<pulumi.dynamic.CheckResult> {
  try {
    return await check();
  } catch (error) {
    if (!isExpected(error)) throw presentable(error);
    return { inputs: {}, failures: [{ property: "", reason: explain(error) }] };
  }
}

/** The user's mistakes and the backend's refusals are shown without a stack; ours ask to be reported, with it. */
async function answering<T>(verb: () => Promise<T>): Promise<T> {
  try {
    return await verb();
  } catch (error) {
    throw presentable(error);
  }
}

/** Like `answering`, and turns an error with an id into an initialisation failure, so that the engine keeps the id. */
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
  const shown = new Error(isExpected(error) ? explain(error) : ours(error));
  return Object.assign(shown, pointer);
}

function ours(error: unknown): string {
  const cause = error instanceof HalfMade ? error.cause : error;
  return `this is a mistake in pulumi-tencentrtc, please report it with this text: ${cause instanceof Error ? cause.stack : String(cause)}`;
}
