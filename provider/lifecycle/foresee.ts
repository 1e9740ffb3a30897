import type { Bag, Failure } from "../../ground/bag";
import { UserError } from "../../ground/errors";
import { shownEndpoint } from "../client/endpoint-password";
import type { Kind, Listener, Proposal, Session } from "./kind";
import { metaOf } from "./properties/meta";
import { containsUnknown } from "./properties/unknown";
import { declarationIn } from "./state";

/** What only the backend can say against inputs that break no rule; where there is none yet, what that means. */
export async function foreseen(kind: Kind, by: Session | Listener, proposal: Proposal): Promise<Failure[]> {
  const { inputs, about } = proposal;
  if (!("client" in by)) {
    return [...meaningNothing(kind, inputs, by.settings), ...(kind.foreseeFirst?.(by, inputs, about) ?? [])];
  }
  if (by.account.Executor === "operator" && kind.notOnReal !== undefined) {
    return [{ path: "", reason: `there is no ${kind.name} on a real account: ${kind.notOnReal}` }];
  }
  const twice = declaredTwice(kind, by, inputs, undefined);
  return [...twice, ...((await kind.foresee?.(by, proposal)) ?? [])];
}

/** What another declaration of this run has already. */
export function declaredTwice(kind: Kind, session: Session, inputs: Bag, id: string | undefined): Failure[] {
  const by = { kind: kind.name, declaration: declarationIn(inputs) };
  return (kind.holds?.(inputs, id) ?? []).flatMap((held) => {
    const other = session.holders.declare(held, by);
    const reason = `is declared by ${other} already, and both would overwrite each other; leave it to one of them`;
    return other === undefined ? [] : [{ path: held.path, reason }];
  });
}

/** A new backend wouldn't know what the state holds, and the run would split the stack in two. */
export const lostBackend = (kind: Kind, settings: Session["settings"]): UserError =>
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
