import { z } from "zod";
import { applicationResource, ModifyResourceTags, tagsPerRequest } from "../../../backend/api";
import type { Bag, Failure } from "../../../ground/bag";
import { UserError } from "../../../ground/errors";
import type { Client } from "../../client/client";
import type { Session } from "../../lifecycle/kind";
import { containsUnknown } from "../../lifecycle/properties/unknown";
import { applicationTags, hasSeenPair, type TagPair, tagPairs } from "../tag/look-up";

export type Tags = Readonly<Record<string, string>>;

const TextMap = z.record(z.string(), z.string());

/** Tags that were checked; none of anything else. */
export const textMap = (value: unknown): Tags => TextMap.safeParse(value).data ?? {};

/** An application's own tag wins over a default of the same key. What isn't a map is left for the check to refuse. */
export const withDefaultTags = (own: unknown, defaults: Tags): unknown =>
  own === undefined || (typeof own === "object" && own !== null && !Array.isArray(own))
    ? { ...defaults, ...own }
    : own;

/** The observed tags whose keys are declared; other tags are no drift. */
export function onlyDeclared(declared: unknown, observed: Tags): Record<string, string> {
  const ours = textMap(declared);
  return Object.fromEntries(Object.entries(observed).filter(([key]) => Object.hasOwn(ours, key)));
}

/** What the backend says of an application's tags now. */
export const observeTags = ({ client }: Session, sdkAppId: number): Promise<Tags> => tagsOn(client, sdkAppId);

/** What the backend says of the tags of an application now, for callers without a session. */
export async function tagsOn(client: Client, sdkAppId: number): Promise<Tags> {
  const records = await client.look(applicationTags, sdkAppId);
  return Object.fromEntries(records.map((tag) => [tag.TagKey, tag.TagValue]));
}

/**
 * Makes the declared tags true. A key is ours when it is declared now or was in the state before; every other
 * key on the resource is left alone.
 */
export async function syncTags(
  session: Session,
  sdkAppId: number,
  tags: { readonly declared: Tags; readonly before: Tags; readonly observed: Tags },
): Promise<void> {
  const { declared, before, observed } = tags;
  const replace = Object.entries(declared).filter(([key, value]) => observed[key] !== value);
  const remove = Object.keys(before).filter(
    (key) => !Object.hasOwn(declared, key) && Object.hasOwn(observed, key),
  );
  const [missing] = await missingPairs(session, replace);
  if (missing) throw new UserError(`the tag ${missing.join("=")} ${mustExist}`);
  while (replace.length > 0 || remove.length > 0) {
    const replaceNow = replace.splice(0, tagsPerRequest).map(([TagKey, TagValue]) => ({ TagKey, TagValue }));
    const removeNow = remove.splice(0, tagsPerRequest).map((TagKey) => ({ TagKey }));
    await session.client.call(ModifyResourceTags, {
      Resource: applicationResource(session.account.Uin, sdkAppId),
      ...(replaceNow.length > 0 && { ReplaceTags: replaceNow }),
      ...(removeNow.length > 0 && { DeleteTags: removeNow }),
    });
  }
}

/** Why a pair can't be bound; follows its `key=value`. */
const mustExist =
  "doesn't exist in Tag Management, and tencentrtc:createTags is false; make it there first, or allow the provider to make tags";

/** Pairs that Tag Management lacks, where the settings require them there: binding would create them. */
const missingPairs = (session: Session, pairs: readonly TagPair[]): Promise<TagPair[]> =>
  pairsWithout(session, pairs, (pair) => session.client.look(tagPairs, pair));

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
  const missing = await pairsWithout(session, added, (pair) => hasSeenPair(session, pair));
  return missing.map(([key, value]) => ({ path: pathOf(key), reason: `${key}=${value} ${mustExist}` }));
}
