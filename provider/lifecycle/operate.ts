import { shownEndpoint } from "../client/endpoint";
import type { Bag, Failure } from "./bag";
import { type Checked, check } from "./check";
import { type Difference, diff } from "./diff";
import { during, HalfMade, UserError } from "./errors";
import type { Change, Kind, Session } from "./kind";
import { metaOf } from "./meta";
import { silent } from "./reporter";
import {
  aboutOf,
  backendOf,
  clientTokenOf,
  declarationIn,
  inputsOf,
  isUnfinished,
  sameBackend,
  stateOf,
} from "./state";
import { limitOf, type Verb } from "./timeouts";
import { containsUnknown } from "./unknown";
import { schemaVersion, upgradeState } from "./upgrade";

/**
 * The verbs of the engine's protocol, the same for every kind and every adapter. Each takes plain property bags
 * (outputs carry every input) and either succeeds or throws: HalfMade where an id must be kept, UserError or
 * ApiError where the user can act, anything else where we must.
 */

/** A change before it runs: what runs it adds how to keep the id and the claim. */
type Asked = Omit<Change<Bag>, "made" | "claim">;

/** How an adapter names a kind to the engine; messages carry the URN made from it. */
export type TypeToken = (kind: Kind) => string;

/** Judges inputs by rules and, where a backend is there to be asked, by what it can foresee. */
export async function checkInputs(
  kind: Kind,
  session: Session | undefined,
  news: Bag,
  olds: Bag | undefined,
  settings: Session["settings"],
): Promise<Checked> {
  const declaration = declarationIn(news);
  if (!session && olds !== undefined) throw lostBackend(kind, settings);
  const checked = check(kind, news, { olds, settings, declaration });
  if (checked.failures.length > 0) return checked;
  if (!session) return { ...checked, failures: meaningNothing(kind, checked.inputs, settings) };
  const twice = declaredTwice(kind, session, checked.inputs, undefined);
  const foreseen = (await kind.foresee?.(session, checked.inputs, olds, declaration)) ?? [];
  return { ...checked, failures: [...twice, ...foreseen] };
}

/** What another declaration of this run has already. */
function declaredTwice(kind: Kind, session: Session, inputs: Bag, id: string | undefined): Failure[] {
  const by = { kind: kind.name, declaration: declarationIn(inputs) };
  return (kind.holds?.(inputs, id) ?? []).flatMap((held) => {
    const other = session.holders.declare(held, by);
    const reason = `is declared by ${other} already, and both would overwrite each other; leave it to one of them`;
    return other === undefined ? [] : [{ path: held.path, reason }];
  });
}

/** A new backend wouldn't know what the state holds, and the run would split the stack in two. */
const lostBackend = (kind: Kind, settings: Session["settings"]): UserError =>
  new UserError(
    `the management backend at "${shownEndpoint(settings.endpoint)}" is missing, and this ${kind.name} lives in it; nothing was changed. ` +
      "Check tencentrtc:endpoint and the project's folder, or restore the database from a backup; " +
      "only if it is gone for good, `pulumi state delete` makes the stack forget what was in it",
  );

/** Before there is a backend nothing is there to be meant: an id was made in another one, or made up. */
function meaningNothing(kind: Kind, inputs: Bag, settings: Session["settings"]): Failure[] {
  const nowhere = `there is no management backend at "${shownEndpoint(settings.endpoint)}" yet`;
  const elsewhere = "check tencentrtc:endpoint and the project's folder";
  const failures: Failure[] = [];
  if (kind.adopts?.(inputs)) {
    const reason = `takes over what exists, and ${nowhere}, so there is nothing to adopt: leave it out to make an ${kind.name}, or ${elsewhere}`;
    failures.push({ path: "adopt", reason });
  }
  for (const [path, schema] of Object.entries(kind.inputs.shape)) {
    const noun = metaOf(schema).refersTo;
    if (noun === undefined || inputs[path] === undefined || containsUnknown(inputs[path])) continue;
    const reason = `names ${String(inputs[path])}, and ${nowhere} that could hold it: pass an ${noun} of this program, or ${elsewhere}`;
    failures.push({ path, reason });
  }
  return failures;
}

/**
 * What would change, whether it would replace, and what people should know before. A change that failed half-way is
 * still to be made, even where nothing differs: the engine has forgotten it after a refresh. Throws what can never be
 * done.
 */
export function plan(
  kind: Kind,
  session: Session,
  id: string,
  olds: Bag,
  inputs: Bag,
): { changes: boolean; differences: Difference[]; warnings: string[] } {
  // A plan for resources of another backend would be a plan for nothing.
  sameBackend(session, olds);
  const state = upgradeState(kind, olds);
  const differences = diff(kind, state, inputs);
  const replaced = differences.filter(({ how }) => how === "replace").map(({ property }) => property);
  const planned = { id, state, inputs, replaced };
  kind.refuse?.(planned);
  const [twice] = declaredTwice(kind, session, inputs, id);
  if (twice) throw new UserError(`${twice.path} ${twice.reason}`);
  const changes = differences.length > 0 || isUnfinished(state);
  return { changes, differences, warnings: kind.forewarn?.(planned) ?? [] };
}

export async function create(
  kind: Kind,
  session: Session,
  type: TypeToken,
  inputs: Bag,
): Promise<{ id: string; state: Bag }> {
  const declaration = declarationIn(inputs);
  const change: Asked = {
    desired: inputs,
    declaration,
    about: aboutOf(declaration, type(kind)),
    clientToken: clientTokenOf(kind, session, declaration, inputs),
    signal: limit(kind, session, "create", inputs),
  };
  return during(`creating ${kind.name} "${declaration.name}"`, () => converge(kind, session, change));
}

export async function update(
  kind: Kind,
  session: Session,
  type: TypeToken,
  id: string,
  olds: Bag,
  inputs: Bag,
): Promise<Bag> {
  const state = upgradeState(kind, olds);
  const differences = diff(kind, state, inputs);
  if (
    !isUnfinished(state) &&
    differences.length > 0 &&
    differences.every(({ property }) => isPolicy(kind, property))
  ) {
    return policiesChanged(kind, state, inputs);
  }
  const declaration = declarationIn(inputs);
  return during(`updating ${kind.name} ${id}`, async () => {
    sameBackend(session, state);
    const made = await converge(kind, session, {
      desired: inputs,
      current: { id, state },
      declaration,
      about: aboutOf(declaration, type(kind)),
      clientToken: clientTokenOf(kind, session, declaration, inputs),
      signal: limit(kind, session, "update", inputs),
    });
    return made.state;
  });
}

/** What the backend says now, as state and as inputs; undefined when it says "gone". */
export async function read(
  kind: Kind,
  session: Session,
  id: string,
  olds: Bag,
): Promise<{ state: Bag; inputs: Bag } | undefined> {
  const before = upgradeState(kind, olds);
  return during(`reading ${kind.name} ${id}`, async () => {
    sameBackend(session, before);
    const observed = await kind.observe(within(session, limit(kind, session, "read", before)), id);
    if (observed === undefined) return undefined;
    const declared = inputsOf(kind, before);
    const hidden = { ...hiddenIn(before), __unfinished: before.__unfinished };
    const state = stateOf(kind, session, declared, observed, hidden);
    return { state, inputs: inputsOf(kind, state) };
  });
}

export async function remove(
  kind: Kind,
  session: Session,
  type: TypeToken,
  id: string,
  olds: Bag,
): Promise<void> {
  const state = upgradeState(kind, olds);
  await during(`deleting ${kind.name} ${id}`, async () => {
    sameBackend(session, state);
    const about = aboutOf(declarationIn(state), type(kind));
    const signal = limit(kind, session, "delete", state);
    const successor = successorOf(kind, session, id, state);
    if (successor) return session.reporter.info(about, `it stays: ${successor} has it now`);
    await kind.remove(within(session, signal), { id, state, about, signal });
  });
}

/** Who in this run has taken over all that there is of a resource. */
function successorOf(kind: Kind, session: Session, id: string, state: Bag): string | undefined {
  const of = { kind: kind.name, declaration: declarationIn(state) };
  const all = (kind.holds?.(state, id) ?? []).filter(({ isAll }) => isAll);
  return all.map((held) => session.holders.successor(held, of)).find((title) => title !== undefined);
}

/** What ends one operation on a resource with these properties. */
const limit = (kind: Kind, { cancelled }: Session, verb: Verb, properties: Bag): AbortSignal =>
  limitOf(verb, properties, kind.timeouts, cancelled);

/** The session of one operation: its calls end with the signal. */
const within = (session: Session, signal: AbortSignal): Session => ({
  ...session,
  client: session.client.bound(signal),
});

/** Reconciles, then observes: the state is what the backend says, not what was asked for. */
async function converge(kind: Kind, session: Session, change: Asked): Promise<{ id: string; state: Bag }> {
  let id = change.current?.id;
  let hidden: Bag = hiddenIn(change.current?.state ?? {});
  const bounded = within(session, change.signal);
  try {
    await kind.reconcile(bounded, {
      ...change,
      made(madeId, more) {
        id = madeId;
        hidden = { ...hidden, ...more };
        if (!change.current) nowHolds(kind, session, change, id);
      },
      claim: () => (typeof hidden.__claim === "string" ? hidden.__claim : undefined),
    });
    if (id === undefined) throw new Error(`${kind.name} was reconciled without an id`);
    const observed = await kind.observe(bounded, id);
    if (observed === undefined) throw new UserError("it was deleted while it was being made or changed");
    return { id, state: stateOf(kind, session, change.desired, observed, hidden) };
  } catch (error) {
    if (id === undefined) throw error;
    throw new HalfMade(id, await partialState(kind, session, id, change, hidden), error);
  }
}

function nowHolds(kind: Kind, { holders }: Session, { desired, declaration }: Asked, id: string): void {
  for (const held of kind.holds?.(desired, id) ?? []) holders.made(held, { kind: kind.name, declaration });
}

/** The operation's own time may be over; this long a look may take that saves what is known, in milliseconds. */
const lastLookMs = 30_000;

/** Everything known of a half-made resource: observed if that works, else as it was before, else as declared. */
async function partialState(
  kind: Kind,
  session: Session,
  id: string,
  change: Asked,
  hidden: Bag,
): Promise<Bag> {
  const looking = within({ ...session, reporter: silent }, AbortSignal.timeout(lastLookMs));
  const observed = await kind.observe(looking, id).catch(() => undefined);
  const unfinished = { ...hidden, __unfinished: true };
  const before = change.current?.state;
  const halfway = kind.halfway?.(before ?? {}, change.desired);
  if (observed !== undefined)
    return stateOf(kind, session, { ...change.desired, ...halfway }, observed, unfinished);
  const known = before ?? change.desired;
  return {
    ...known,
    ...halfway,
    ...unfinished,
    __backend: backendOf(session),
    __schemaVersion: schemaVersion,
  };
}

const hiddenIn = (state: Bag): Bag => (state.__claim === undefined ? {} : { __claim: state.__claim });

const isPolicy = (kind: Kind, property: string): boolean => {
  const schema = kind.inputs.shape[property];
  return schema !== undefined && property !== "__declaration" && metaOf(schema).policy === true;
};

/** Only the provider's own facts changed: the state takes them over and nobody is asked. */
function policiesChanged(kind: Kind, state: Bag, inputs: Bag): Bag {
  const next: Record<string, unknown> = { ...state };
  for (const property of Object.keys(kind.inputs.shape)) {
    if (!isPolicy(kind, property)) continue;
    if (inputs[property] === undefined) delete next[property];
    else next[property] = inputs[property];
  }
  return next;
}
