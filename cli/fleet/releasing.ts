import type { Outcome, StateResource } from "../../apps/engine";
import { noChanges, type Running } from "./each-stack";
import { engine } from "./engine";
import type { OpenTarget } from "./right-account";
import { urnsOf } from "./scope";
import { releasedIn } from "./targets";

/** The applications of a stack that its files give up, of those that it has. */
export const releasedOf = (target: OpenTarget): ReadonlySet<string> =>
  new Set([...releasedIn(target)].filter((name) => heldOf(target, new Set([name])).length > 0));

/**
 * Lets the state of applications say that they stay, with all that hangs on them: leaving them out then gives them up.
 * Nothing but the state learns of it. What can be foreseen fails before the first step.
 */
export async function letGo(
  { open: { stack } }: OpenTarget,
  released: ReadonlySet<string>,
  options: Pick<Running, "signal"> & { readonly parallel: number },
): Promise<Outcome> {
  if (released.size === 0) return noChanges;
  const { run } = engine();
  const target = urnsOf(released);
  const planned = await run(stack, "preview", { ...options, target });
  if (planned.errors.length > 0) return { ...planned, changes: [] };
  return run(stack, "up", { ...options, target });
}

/** What a run that failed came to, what was let go before it included. */
export function unfinished(
  target: OpenTarget,
  released: ReadonlySet<string>,
  before: Outcome,
  failed: Outcome,
): Outcome {
  const done = new Set(failed.changes.flatMap(({ change, urn }) => (change === "release" ? [urn] : [])));
  const begun = before.changes.filter(({ urn }) => !done.has(urn));
  const changes = [...begun, ...failed.changes];
  const left = heldOf(target, released).flatMap(({ urn, name }) => (done.has(urn) ? [] : [name]));
  if (changes.length === 0 || left.length === 0) return { ...failed, changes };
  const message =
    `not released yet: ${left.join(", ")}. Nothing of it was changed in the backend; the state may say already that it stays. ` +
    "Run the same again to finish, or take `release` out of the file and run `tencentrtc up` to go on managing it";
  return { ...failed, changes, errors: [...failed.errors, message] };
}

const heldOf = ({ open }: OpenTarget, names: ReadonlySet<string>): StateResource[] =>
  open.resources.filter(({ application }) => names.has(application));
