import type { Bag } from "../../../ground/bag";
import { diff } from "../diff";
import { concealed, isSecretChange, type PropertyDifference, shownDifferences } from "../differences";
import type { Kind, Session } from "../kind";
import { type Notice, notice } from "../run/notice";
import { factNames } from "../state";

/**
 * What taking over would change of what is there: an adoption is an update of something that somebody else declared,
 * so that everything told of an update is told of it too.
 */
export async function adoptionNotices(kind: Kind, session: Session, inputs: Bag): Promise<Notice[]> {
  const id = kind.adopted?.(inputs);
  const observed = id === undefined ? undefined : await kind.observe(session, id);
  if (id === undefined || observed === undefined) return [];
  const state = kind.facts(observed, inputs);
  const differing = diff(kind, state, inputs).map(({ property }) => property);
  const changed = factNames(kind).filter((name) => inputs[name] !== undefined && differing.includes(name));
  const changes = changed.flatMap((name) => shownDifferences(kind, name, state, inputs)).map(inWords);
  const { Settings: settings, Executor } = session.account;
  const planned = { id, state, inputs, replaced: [], settings, isReal: Executor === "operator" };
  const unchanged = notice("adoption", `${kind.name} ${id} is taken over as it is`);
  return [...(changes.length > 0 ? changes : [unchanged]), ...(kind.forewarn?.(planned) ?? [])];
}

const inWords = (one: PropertyDifference): Notice =>
  notice(
    "adoption",
    `${one.path}: ${isSecretChange(one) ? `${concealed} changes` : `${value(one.before)} → ${value(one.after)}`}`,
  );

const value = (one: unknown): string => (one === undefined ? "nothing" : JSON.stringify(one));
