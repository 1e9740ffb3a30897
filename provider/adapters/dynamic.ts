import type * as pulumi from "@pulumi/pulumi";
import { explain, HalfMade, isExpected } from "../lifecycle/errors";
import type { Bag, Failure, Kind } from "../lifecycle/kind";
import { metaOf } from "../lifecycle/meta";
import * as verbs from "../lifecycle/operate";
import * as resources from "../resources";
import { ProviderContext } from "./context";
import { engineReporter } from "./engine-log";
import { typeToken } from "./type-token";

/**
 * The handlers of Pulumi's dynamic provider, one per kind. Every state names its handler by the text
 * `exports.handler=()=>require("pulumi-tencentrtc/dynamic").application`, so the names exported here are kept
 * for ever (docs/decisions/002).
 */
type Handler = Required<pulumi.dynamic.ResourceProvider>;

let announce: (context: Promise<ProviderContext>) => void = () => {};
/** Verbs that arrive before the configuration wait for it; no default backend exists meanwhile. */
const configured = new Promise<ProviderContext>((resolve) => {
  announce = resolve;
});
// Every verb that awaits it reports a failure; nobody may be waiting yet when it happens.
configured.catch(() => {});
let isConfigured = false;

/** Stores a promise and returns: the engine's verbs run in parallel with this call and must find it. */
function configure(request: pulumi.dynamic.ConfigureRequest): Promise<void> {
  if (!isConfigured) {
    isConfigured = true;
    const reporter = engineReporter(process.argv[2]);
    announce(ProviderContext.make((key) => request.config.get(key), reporter, new AbortController().signal));
  }
  return Promise.resolve();
}

function handlerOf(kind: Kind): Handler {
  return {
    configure,

    check: (olds: Bag, news: Bag) =>
      answering(async () => {
        const context = await configured;
        const before = Object.keys(olds).length > 0 ? olds : undefined;
        const { inputs, failures } = await verbs.checkInputs(
          kind,
          await context.sessionIfAny(),
          news,
          before,
          context.settings,
        );
        return { inputs: { ...inputs }, failures: failures.map((failure) => printable(kind, failure)) };
      }),

    diff: (id, olds: Bag, news: Bag) =>
      answering(async () => {
        (await configured).notice(olds);
        const differences = verbs.diffStates(kind, id, olds, news);
        const replaces = differences.filter(({ how }) => how === "replace").map(({ property }) => property);
        return {
          changes: differences.length > 0,
          replaces,
          deleteBeforeReplace: kind.deleteBeforeReplace,
        };
      }),

    create: (inputs: Bag) =>
      keepingIds(inputs, async () => {
        const startsBackend = kind.startsBackend?.(inputs) ?? false;
        const session = await (await configured).session({ startsBackend });
        const { id, state } = await verbs.create(kind, session, typeToken, inputs);
        return { id, outs: { ...state } };
      }),

    read: (id, state: Bag = {}) =>
      answering(async () => {
        const context = await configured;
        context.notice(state);
        const found = await verbs.read(kind, await context.session(), id, state);
        if (!found) return { id: "", props: {} };
        return { id, props: { ...found.state }, inputs: { ...found.inputs } };
      }),

    update: (id, olds: Bag, news: Bag) =>
      keepingIds(news, async () => {
        const context = await configured;
        context.notice(olds);
        const outs = await verbs.update(kind, await context.session(), typeToken, id, olds, news);
        return { outs: { ...outs } };
      }),

    delete: (id, state: Bag) =>
      answering(async () => {
        const context = await configured;
        context.notice(state);
        await verbs.remove(kind, await context.session(), typeToken, id, state);
      }),
  };
}

/**
 * The engine prints the value of a failing property, secret or not, and garbles nested paths; so only a plain
 * property is named to it, and everything else stands in the reason.
 */
function printable(kind: Kind, { path, reason }: Failure): pulumi.dynamic.CheckFailure {
  const schema = kind.inputs.shape[path];
  const plain = schema !== undefined && metaOf(schema).secret !== true;
  if (plain || path === "") return { property: path, reason };
  return { property: "", reason: `${path}: ${reason}` };
}

/** The user's mistakes and the backend's refusals are shown without a stack; ours ask to be reported, with it. */
async function answering<T>(verb: () => Promise<T>): Promise<T> {
  try {
    return await verb();
  } catch (error) {
    throw presentable(error);
  }
}

/** As `answering`; an error with an id becomes an initialisation failure, so that the engine keeps the id. */
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

function presentable(error: unknown): Error {
  if (isExpected(error)) return Object.assign(new Error(explain(error)), { stack: "" });
  const cause = error instanceof HalfMade ? error.cause : error;
  const bug = new Error(
    `this is a mistake in pulumi-tencentrtc, please report it with this text: ${cause instanceof Error ? cause.stack : String(cause)}`,
  );
  return Object.assign(bug, { stack: "" });
}

export const application: Handler = handlerOf(resources.application);
export const adminAccount: Handler = handlerOf(resources.adminAccount);
export const tag: Handler = handlerOf(resources.tag);
