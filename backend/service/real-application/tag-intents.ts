import { minuteMs } from "../../../ground/time";
import { summaryOf } from "../../rules/activities";
import { type TagPair, tagDifferences } from "../../rules/tags";
import type { EnrolledApplicationRow, TagIntentRow, Write } from "../../store";
import { recordDeeds } from "../activity-log";
import { evidenceOf, valueIn } from "../enrolment/evidence";
import type { Moment, Scope } from "../scope";

/** What a request is to make of the tags of an application. */
export interface TagChange {
  readonly replace: readonly TagPair[];
  readonly remove: readonly string[];
}

/** Milliseconds after which nobody is still at it: a request gives up sooner. */
const diesAfter = minuteMs;

/**
 * Writes down what Tencent Cloud is about to be asked for, and in which words the activity log will have it. If this process
 * ends before the answer is recorded, whoever looks next at the tags makes up for the entry.
 */
export async function intend(
  row: EnrolledApplicationRow,
  change: TagChange,
  scope: Scope,
): Promise<TagIntentRow> {
  const { uin, actor, requestId } = scope;
  return scope.record(async ({ db, at }) => {
    const evidence = (await evidenceOf(db, [row.sdk_app_id])).get(row.sdk_app_id) ?? [];
    const held = valueIn(evidence, "Tags") ?? {};
    const intent: TagIntentRow = {
      request_id: requestId,
      uin,
      sdk_app_id: row.sdk_app_id,
      asked_at: at,
      actor: actor.kind,
      user_name: actor.user ?? null,
      secret_id: actor.secretId ?? null,
      replaced: JSON.stringify(change.replace),
      removed: JSON.stringify(change.remove),
      summary: summaryOf(inWords(held, change)),
    };
    await db
      .insertInto("tag_intents")
      .values(intent)
      .onConflict((conflict) => conflict.column("request_id").doUpdateSet(intent))
      .execute();
    return intent;
  });
}

/** By what was last seen of the tags; of a key that nobody saw only what becomes of it. */
function inWords(seen: Readonly<Record<string, string>>, { replace, remove }: TagChange): string[] {
  const held = Object.entries(seen).map(([TagKey, TagValue]) => ({ TagKey, TagValue }));
  const unseen = remove.filter((key) => !Object.hasOwn(seen, key));
  const words = [
    ...tagDifferences(held, replace, remove),
    ...unseen.map((key) => `tag ${key} taken off, if it was there`),
  ];
  // Somebody else may have changed it since it was seen.
  return words.length > 0 ? words : replace.map(({ TagKey, TagValue }) => `tag ${TagKey}=${TagValue} put on`);
}

export const forget = (db: Write, { request_id }: Pick<TagIntentRow, "request_id">): Promise<unknown> =>
  db.deleteFrom("tag_intents").where("request_id", "=", request_id).execute();

/**
 * What was begun before this change, and whose end nobody recorded: this change stands in its place. What it asked for
 * besides is told, since it may have been done.
 */
export async function settleBefore(intent: TagIntentRow, moment: Moment<Write>): Promise<void> {
  for (const one of await deadIntents([intent.sdk_app_id], moment)) {
    if (one.request_id === intent.request_id) continue;
    const isSame = one.replaced === intent.replaced && one.removed === intent.removed;
    if (!isSame) await enter(one, `${one.summary} (asked for; its answer was lost)`, moment);
    await forget(moment.db, one);
  }
}

/** Enters what was asked for, and whose answer was lost, as far as a look shows that it was done. */
export async function settleBy(
  seen: ReadonlyMap<number, Readonly<Record<string, string>>>,
  moment: Moment<Write>,
): Promise<void> {
  for (const one of await deadIntents([...seen.keys()], moment)) {
    const tags = seen.get(one.sdk_app_id) ?? {};
    if (isDone(one, tags)) await enter(one, `${one.summary} (its answer was lost; seen so later)`, moment);
    await forget(moment.db, one);
  }
}

function isDone({ replaced, removed }: TagIntentRow, tags: Readonly<Record<string, string>>): boolean {
  const replace: readonly TagPair[] = JSON.parse(replaced);
  const remove: readonly string[] = JSON.parse(removed);
  return (
    replace.every(({ TagKey, TagValue }) => Object.hasOwn(tags, TagKey) && tags[TagKey] === TagValue) &&
    remove.every((key) => !Object.hasOwn(tags, key))
  );
}

const deadIntents = (ids: readonly number[], { db, at }: Moment<Write>): Promise<TagIntentRow[]> =>
  ids.length === 0
    ? Promise.resolve([])
    : db
        .selectFrom("tag_intents")
        .selectAll()
        .where("sdk_app_id", "in", [...ids])
        .where("asked_at", "<=", at - diesAfter)
        .orderBy("asked_at")
        .execute();

/** As the doing of whoever asked for it. */
async function enter(
  { uin, sdk_app_id: sdkAppId, actor, user_name, secret_id, request_id }: TagIntentRow,
  summary: string,
  { db, at, settings }: Moment<Write>,
): Promise<void> {
  const { owner } = await db
    .selectFrom("enrolled_applications")
    .select("owner")
    .where("sdk_app_id", "=", sdkAppId)
    .executeTakeFirstOrThrow();
  const deed = { sdkAppId, owner, fields: ["Tags"], summary } as const;
  const doer = { uin, at, action: "ModifyResourceTags", actor, user_name, secret_id, request_id };
  await recordDeeds(db, [deed], doer, settings);
}
