import type { Bag } from "../../ground/bag";
import { UserError } from "../../ground/errors";
import { lastLook, limit, within } from "./bounded";
import { type Checked, check } from "./check";
import { clientTokenOf } from "./client-token";
import { asDeclared, type Difference, diff } from "./diff";
import { changedSecrets, replacementNotices } from "./differences";
import { declaredTwice, foreseen, lostBackend } from "./foresee";
import { goesWithApplication, noteReplacement } from "./going";
import { during, HalfMade } from "./half-made";
import type { Change, Kind, Listener, Session } from "./kind";
import { arePolicies, policiesChanged } from "./policies";
import type { Notice } from "./run/notice";
import {
  mustBeSameApplication,
  mustBeSameCopy,
  mustFindApplication,
  mustNotBeYounger,
  rememberedApplication,
} from "./same-copy";
import {
  aboutOf,
  backendOf,
  declarationIn,
  hiddenIn,
  inputsOf,
  isUnfinished,
  stateOf,
  withoutEmpty,
} from "./state";
import { adoptionNotices } from "./taking/adoption";
import { withClaim } from "./taking/claim";
import { schemaVersion, upgradeState } from "./upgrade";
import { conceal } from "./write-only";

/**
 * The verbs of the engine's protocol, the same for every kind and every adapter. Each takes plain property bags
 * (outputs carry every input) and either succeeds or throws: HalfMade where an id must be kept, UserError or
 * ApiError where the user can act, anything else where we must.
 */

/** A change before it runs: what runs it adds how to keep the id and the claim. */
type Asked = Omit<Change<Bag>, "made" | "answered" | "claim">;

/** A resource as the engine has it. */
interface Known {
  readonly id: string;
  /** Its state, as whichever release wrote it. */
  readonly olds: Bag;
}

/** What there is of a session before a backend has been made. */
type Beforehand = Listener & Pick<Session, "vault" | "departures">;

/**
 * Judges inputs by rules and, where a backend is there to be asked, by what it can foresee. Write-only secrets stay
 * behind, in the vault: what is answered here goes into plans and states.
 */
export async function checkInputs(
  kind: Kind,
  { session, beforehand }: { readonly session: Session | undefined; readonly beforehand: Beforehand },
  { news, olds }: { readonly news: Bag; readonly olds: Bag | undefined },
): Promise<Checked & { readonly notices: readonly Notice[] }> {
  const { settings } = beforehand;
  const declaration = declarationIn(news);
  if (kind.name === "Application") beforehand.departures.declares(declaration);
  if (!session && olds !== undefined) throw lostBackend(kind, settings);
  await kind.learn?.(news);
  const checked = check(kind, news, { olds, settings, declaration, now: new Date() });
  const about = aboutOf(kind, beforehand, declaration);
  const failures =
    checked.failures.length > 0
      ? checked.failures
      : await foreseen(kind, session ?? beforehand, { inputs: checked.inputs, olds, declaration, about });
  const { vault } = beforehand;
  const key = session ? session.account.FingerprintKey : vault.ownKey;
  const inputs = conceal(kind, checked.inputs, { vault, olds, key });
  const isNew = session !== undefined && olds === undefined && failures.length === 0;
  return { inputs, failures, notices: isNew ? await adoptionNotices(kind, session, inputs) : [] };
}

/** What differs between a state of whichever release and checked inputs; `secrets` are paths. Pure. */
export function differencesOf(kind: Kind, olds: Bag, inputs: Bag) {
  const state = asDeclared(kind, upgradeState(kind, olds), inputs);
  const differences = diff(kind, state, inputs);
  const secrets = differences.flatMap(({ property }) => changedSecrets(kind, property, state, inputs));
  return { state, differences, secrets, changes: differences.length > 0 || isUnfinished(state) };
}

/**
 * What would change, whether it would replace, and what people should know before. A change that failed half-way is
 * still to be made, even where nothing differs: the engine has forgotten it after a refresh. Throws what can never be
 * done.
 */
export async function plan(
  kind: Kind,
  session: Session,
  { id, olds, inputs }: Known & { readonly inputs: Bag },
): Promise<{
  changes: boolean;
  differences: Difference[];
  state: Bag;
  secrets: string[];
  notices: Notice[];
}> {
  // A plan for resources of another backend would be a plan for nothing.
  await mustNotBeYounger(kind, session, id, olds);
  const { state, changes, differences, secrets } = differencesOf(kind, olds, inputs);
  const replaced = differences.filter(({ how }) => how === "replace").map(({ property }) => property);
  const { Settings: settings, Executor } = session.account;
  const planned = { id, state, inputs, replaced, settings, isReal: Executor === "operator" };
  kind.refuse?.(planned);
  await kind.refuseNow?.(session, planned);
  const [twice] = declaredTwice(kind, session, inputs, id);
  if (twice) throw new UserError(`${twice.path} ${twice.reason}`);
  noteReplacement(kind, session, planned);
  if (replaced.length === 0) note(kind, session, "kept", { id, inputs });
  return {
    changes,
    differences,
    state,
    secrets,
    notices: [...(kind.forewarn?.(planned) ?? []), ...replacementNotices(kind, planned)],
  };
}

export async function create(kind: Kind, session: Session, inputs: Bag): Promise<{ id: string; state: Bag }> {
  const declaration = declarationIn(inputs);
  const change: Asked = {
    desired: inputs,
    declaration,
    about: aboutOf(kind, session, declaration),
    clientToken: clientTokenOf(kind, session, declaration, inputs),
    signal: limit(kind, session, "create", inputs),
  };
  return during(`creating ${kind.name} "${declaration.name}"`, async () => {
    await mustFindApplication(kind, within(session, change.signal), inputs);
    return converge(kind, session, change);
  });
}

export async function update(
  kind: Kind,
  session: Session,
  { id, olds, inputs }: Known & { readonly inputs: Bag },
): Promise<Bag> {
  const { state, differences } = differencesOf(kind, olds, inputs);
  if (!isUnfinished(state) && arePolicies(kind, differences)) return policiesChanged(kind, state, inputs);
  const declaration = declarationIn(inputs);
  return during(`updating ${kind.name} ${id}`, async () => {
    const signal = limit(kind, session, "update", inputs);
    await mustBeSameCopy(kind, within(session, signal), id, state);
    const made = await converge(kind, session, {
      desired: inputs,
      current: { id, state },
      declaration,
      about: aboutOf(kind, session, declaration),
      clientToken: clientTokenOf(kind, session, declaration, inputs),
      signal,
    });
    return made.state;
  });
}

/** What the backend says now, as state and as inputs; undefined when it says "gone". */
export async function read(
  kind: Kind,
  session: Session,
  { id, olds }: Known,
): Promise<{ state: Bag; inputs: Bag } | undefined> {
  const before = upgradeState(kind, olds);
  return during(`reading ${kind.name} ${id}`, async () => {
    const bounded = within(session, limit(kind, session, "read", before));
    await mustNotBeYounger(kind, bounded, id, before);
    const observed = await kind.observe(bounded, id);
    // What was seen of a stranger's must neither be told nor count as gone.
    await mustBeSameApplication(kind, bounded, id, before);
    if (observed === undefined) {
      const loss = before.__declaration === undefined ? undefined : kind.forewarnLoss?.(id, before);
      if (loss) session.reporter.notice(aboutOf(kind, session, declarationIn(before)), loss);
      return undefined;
    }
    // What a program only reads declares nothing: it is as it is, whoever manages it.
    if (before.__declaration === undefined)
      return {
        state: { ...stateOf(kind, session, observed, { inputs: {}, hidden: {} }), ...kind.whole?.(observed) },
        inputs: {},
      };
    const declared = inputsOf(kind, before);
    const remarks = kind.remarks?.(observed, session.settings, declared) ?? [];
    const about = aboutOf(kind, session, declarationIn(before));
    for (const remark of remarks) {
      if (typeof remark === "string") session.reporter.warn(about, remark);
      else session.reporter.warnOnce(about, remark.once);
    }
    const __unfinished = kind.isLeaving?.(observed) ? true : before.__unfinished;
    const hidden = { ...hiddenIn(before), ...kind.kept?.(observed, before), __unfinished };
    const state = stateOf(kind, session, observed, { inputs: declared, hidden });
    return { state, inputs: inputsOf(kind, state) };
  });
}

export async function remove(kind: Kind, session: Session, { id, olds }: Known): Promise<void> {
  const state = upgradeState(kind, olds);
  await during(`deleting ${kind.name} ${id}`, async () => {
    const about = aboutOf(kind, session, declarationIn(state));
    const signal = limit(kind, session, "delete", state);
    const bounded = within(session, signal);
    await mustBeSameCopy(kind, bounded, id, state);
    const successor = successorOf(kind, session, id, state);
    if (successor) return session.reporter.info(about, `it stays: ${successor} has it now`);
    const leaves = await goesWithApplication(kind, bounded, state, declarationIn(state));
    const held = await withClaim(kind, bounded, { id, state, about });
    if (held) await kind.remove(bounded, { id, state: held, about, signal, goesWithApplication: leaves });
  });
}

/** Who in this run has taken over all that there is of a resource. */
function successorOf(kind: Kind, session: Session, id: string, state: Bag): string | undefined {
  const of = { kind: kind.name, declaration: declarationIn(state) };
  const all = (kind.holds?.(state, id) ?? []).filter(({ isAll }) => isAll);
  return all.map((held) => session.holders.successor(held, of)).find((title) => title !== undefined);
}

/** Reconciles, then observes unless it was told: the state is what the backend says, not what was asked for. */
async function converge(kind: Kind, session: Session, change: Asked): Promise<{ id: string; state: Bag }> {
  let id = change.current?.id;
  let hidden: Bag = hiddenIn(change.current?.state ?? {});
  let observed: unknown;
  const bounded = within(session, change.signal);
  try {
    await kind.reconcile(bounded, {
      ...change,
      made(madeId, more) {
        id = madeId;
        hidden = { ...hidden, ...more, ...(more?.__claim !== undefined && { __imported: undefined }) };
        if (!change.current) note(kind, session, "made", { id: madeId, inputs: change.desired });
      },
      answered(told) {
        observed = told;
      },
      claim: () => (typeof hidden.__claim === "string" ? hidden.__claim : undefined),
    });
    if (id === undefined) throw new Error(`${kind.name} was reconciled without an id`);
    observed ??= await kind.observe(bounded, id);
    if (observed === undefined) throw new UserError("it was deleted while it was being made or changed");
    hidden = { ...hidden, __imported: undefined, ...(await rememberedApplication(kind, bounded, id)) };
    return { id, state: stateOf(kind, session, observed, { inputs: change.desired, hidden }) };
  } catch (error) {
    if (id === undefined) throw error;
    throw new HalfMade(id, await partialState(kind, session, change, { id, hidden }), error);
  }
}

/** Lets the other declarations of this run know what this one has. */
function note(
  kind: Kind,
  { holders }: Session,
  standing: "kept" | "made",
  { id, inputs }: { readonly id: string; readonly inputs: Bag },
): void {
  const by = { kind: kind.name, declaration: declarationIn(inputs) };
  for (const held of kind.holds?.(inputs, id) ?? []) holders[standing](held, by);
}

/** Everything known of a half-made resource: observed if that works, else as it was before, else as declared. */
async function partialState(
  kind: Kind,
  session: Session,
  change: Asked,
  { id, hidden }: { readonly id: string; readonly hidden: Bag },
): Promise<Bag> {
  const observed = await kind.observe(lastLook(session), id).catch(() => undefined);
  const unfinished = { ...hidden, __unfinished: true };
  const before = change.current?.state;
  const halfway = kind.halfway?.(before ?? {}, change.desired);
  if (observed !== undefined)
    return stateOf(kind, session, observed, {
      inputs: { ...change.desired, ...halfway },
      hidden: unfinished,
    });
  const known = before ?? change.desired;
  return withoutEmpty({
    ...known,
    ...halfway,
    ...unfinished,
    __backend: backendOf(session),
    __schemaVersion: schemaVersion,
  });
}
