import type { Bag, Failure } from "../../../ground/bag";
import type { TagPair } from "../../client/reads";
import type { Session } from "../../lifecycle/kind";
import { containsUnknown } from "../../lifecycle/properties/unknown";

/** Why a pair can't be bound; follows its `key=value`. */
export const mustExist =
  "doesn't exist in Tag Management, and tencentrtc:createTags is false; make it there first, or allow the provider to make tags";

/** Pairs that Tag Management lacks, where the settings require them there: binding would create them. */
export const missingPairs = (session: Session, pairs: readonly TagPair[]): Promise<TagPair[]> =>
  pairsWithout(session, pairs, (pair) => session.client.hasTagPair(pair));

async function pairsWithout(
  { settings }: Session,
  pairs: readonly TagPair[],
  has: (pair: TagPair) => Promise<boolean>,
): Promise<TagPair[]> {
  if (settings.createTags) return [];
  const held = await Promise.all(pairs.map(has));
  return pairs.filter((_, index) => !held[index]);
}

/** Foresees pairs that may not be made, among those that are known and that weren't there before. */
export async function foreseePairs(
  session: Session,
  declared: Bag,
  before: Bag,
  pathOf: (key: string) => string,
): Promise<Failure[]> {
  const added = Object.entries(declared).flatMap(([key, value]): TagPair[] => {
    if (typeof value !== "string" || containsUnknown([key, value]) || before[key] === value) return [];
    return [[key, value]];
  });
  // A check of many applications asks for the same ones.
  const missing = await pairsWithout(session, added, (pair) => session.client.hasSeenTagPair(pair));
  return missing.map(([key, value]) => ({ path: pathOf(key), reason: `${key}=${value} ${mustExist}` }));
}
