import { DescribeTags } from "../../backend/api";
import type { Client } from "../client/client";
import type { Bag, Failure } from "./bag";
import type { Session } from "./kind";
import { containsUnknown } from "./unknown";

export type Pair = readonly [key: string, value: string];

/** Why a pair can't be bound; follows its `key=value`. */
export const mustExist =
  "doesn't exist in Tag Management, and tencentrtc:createTags is false; make it there first, or allow the provider to make tags";

/** Pairs that a client has found: a check of many applications asks for the same ones. */
const foundPairs = new WeakMap<Client, Set<string>>();

function foundBy(client: Client): Set<string> {
  const found = foundPairs.get(client) ?? new Set<string>();
  foundPairs.set(client, found);
  return found;
}

/** Those pairs that Tag Management doesn't know, where the settings say that it must. */
export async function missingPairs(session: Session, pairs: readonly Pair[]): Promise<Pair[]> {
  if (session.settings.createTags) return [];
  const found = foundBy(session.client);
  const missing: Pair[] = [];
  for (const pair of pairs) {
    const [TagKey, TagValue] = pair;
    const name = JSON.stringify(pair);
    if (found.has(name)) continue;
    const { TotalCount } = await session.client.call(DescribeTags, { TagKey, TagValue });
    if (TotalCount > 0) found.add(name);
    else missing.push(pair);
  }
  return missing;
}

/** Foresees pairs that may not be made, among those that are known and that weren't there before. */
export async function foreseePairs(
  session: Session,
  declared: Bag,
  before: Bag,
  pathOf: (key: string) => string,
): Promise<Failure[]> {
  const added = Object.entries(declared).flatMap(([key, value]): Pair[] => {
    if (typeof value !== "string" || containsUnknown([key, value]) || before[key] === value) return [];
    return [[key, value]];
  });
  const missing = await missingPairs(session, added);
  return missing.map(([key, value]) => ({ path: pathOf(key), reason: `${key}=${value} ${mustExist}` }));
}
