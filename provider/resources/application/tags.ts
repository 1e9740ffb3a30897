import { z } from "zod";
import { ApiError, applicationResource, ModifyResourceTags, tagsPerRequest } from "../../../backend/api";
import type { Bag, Failure } from "../../../ground/bag";
import { explain, UserError } from "../../../ground/errors";
import type { Client } from "../../client/client";
import { hasCode } from "../../client/errors";
import type { Remark, Session } from "../../lifecycle/kind";
import { containsUnknown } from "../../lifecycle/properties/unknown";
import type { Declaration } from "../../lifecycle/run/reporter";
import { needsPerson } from "../in-console";
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

/** An application's tags. */
export interface SeenTags {
  /** Null where nobody knows them, as may be of a real one. */
  readonly tags: Tags | null;
  /** Why, where that is known. */
  readonly tagsLeft?: ApiError;
}

/** What the backend says of an application's tags now. */
export async function seeTags(client: Client, sdkAppId: number): Promise<SeenTags> {
  try {
    return { tags: await tagsOn(client, sdkAppId) };
  } catch (error) {
    if (error instanceof ApiError && (isUnproven(error) || isUnsupported(error)))
      return { tags: null, tagsLeft: error };
    throw error;
  }
}

/** Whether Tencent Cloud can't be asked for tags, or not now. */
const isUnproven = (error: unknown): boolean => hasCode(error, "FailedOperation.NotProven");

/** Whether no tag service takes the application: Tencent's own doesn't, or a server of before. */
export const isUnsupported = (error: unknown): boolean =>
  hasCode(error, "InvalidParameter.UnsupportedService", "UnsupportedOperation");

/** What the backend says of the tags of an application now. */
export async function tagsOn(client: Client, sdkAppId: number): Promise<Tags> {
  const records = await client.look(applicationTags, sdkAppId);
  return Object.fromEntries(records.map((tag) => [tag.TagKey, tag.TagValue]));
}

/** Where a person does what Tencent's tag service doesn't. */
const inConsole = { page: "RTC console > My Applications > Manage", field: "TAG" };

/** Says that a person has to do to tags what no API does. @param value what the field shall have */
export const leaveTagsToPeople = (
  { reporter }: Session,
  about: Declaration,
  change: { readonly property: string; readonly sdkAppId: number; readonly value: unknown },
): void => {
  const { statements, ...rest } = needsPerson(
    change.property,
    inConsole,
    change.value,
    `Application ${change.sdkAppId}`,
  );
  reporter.notice(about, { ...rest, statements: [notTaken, ...statements] });
};

const notTaken =
  "Tencent's tag service takes no applications (InvalidParameter.UnsupportedService): their tags are a person's in the console.";

/** Why it isn't known whether tags are as declared. @param what for people: "the tag team of Application 1400000001" */
export const remarkOnUnseen = (left: ApiError, what: string): Remark =>
  isUnsupported(left)
    ? { once: `${notTaken} Whether declared ones are as declared isn't known.` }
    : `${what} as declared isn't known: ${explain(left)}`;

/**
 * Makes the declared tags true, as `syncTags` does. What nobody can do without credentials of Tencent Cloud is warned of, and
 * what its tag service doesn't take is left to a person.
 *
 * @param change.property what of the declaration the tags are
 */
export async function convergeTags(
  session: Session,
  about: Declaration,
  change: {
    readonly sdkAppId: number;
    readonly declared: Tags;
    readonly before: Tags;
    readonly seen: SeenTags;
    readonly property: string;
    readonly value: unknown;
  },
): Promise<void> {
  const { sdkAppId, declared, before, seen } = change;
  if (isUnsupported(seen.tagsLeft)) return leaveTagsToPeople(session, about, change);
  try {
    // Of tags that nobody sees all are set, and all that were ours before are taken off.
    await syncTags(session, sdkAppId, { declared, before, observed: seen.tags ?? absent(before, declared) });
  } catch (error) {
    if (isUnsupported(error)) return leaveTagsToPeople(session, about, change);
    if (!isUnproven(error)) throw error;
    session.reporter.warn(
      about,
      `Application ${sdkAppId}: whether its tags are as declared isn't known, and nothing was changed: ${explain(error)}`,
    );
  }
}

/** As if all that is to be taken off were there, and nothing else. */
const absent = (before: Tags, declared: Tags): Tags =>
  Object.fromEntries(Object.entries(before).filter(([key]) => !Object.hasOwn(declared, key)));

/**
 * Makes the declared tags true. A key is ours when it is declared now or was in the state before; every other
 * key on the resource is left alone.
 */
async function syncTags(
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
  const missing = await pairsWithout(session, added, async (pair) => {
    try {
      return await hasSeenPair(session, pair);
    } catch (error) {
      // Nothing is foreseen where Tencent Cloud can't be asked.
      if (isUnproven(error) || isUnsupported(error)) return true;
      throw error;
    }
  });
  return missing.map(([key, value]) => ({ path: pathOf(key), reason: `${key}=${value} ${mustExist}` }));
}
