import type {
  CreateTag,
  CreateTags,
  DeleteTag,
  DeleteTags,
  DescribeTags,
  DescribeTagsSeq,
  ParsedRequestOf,
} from "../../api";
import { ApiError } from "../../api";
import { type Deed, summaryOf } from "../../rules/activities";
import { judgeOffset, judgePair, judgePairCount, judgePairs, type TagPair } from "../../rules/tags";
import { isLive } from "../application/live";
import { throwIf } from "../request";
import type { Handler, Scope, WriteMoment } from "../scope";

/** Tag Management: the pairs of an account, on resources or not. */
export const createTag: Handler<typeof CreateTag> = (request, scope) => {
  throwIf(judgePair(request));
  return scope.write((moment) => insert([request], moment));
};

export const createTags: Handler<typeof CreateTags> = ({ Tags }, scope) => {
  throwIf(judgePairs(Tags));
  return scope.write((moment) => insert(Tags, moment));
};

const deedOf = (tags: readonly TagPair[], what: string): Deed => ({
  sdkAppId: null,
  owner: null,
  fields: ["TagPairs"],
  summary: summaryOf(tags.map(({ TagKey, TagValue }) => `tag ${TagKey}=${TagValue} ${what}`)),
});

/** All pairs or none. */
async function insert(tags: readonly TagPair[], { db, now, account, note }: WriteMoment) {
  for (const { TagKey: tag_key, TagValue: tag_value } of tags) {
    const { numInsertedOrUpdatedRows } = await db
      .insertInto("tag_pairs")
      .values({ uin: account.uin, tag_key, tag_value, created_at: now })
      .onConflict((conflict) => conflict.doNothing())
      .executeTakeFirstOrThrow();
    if (numInsertedOrUpdatedRows === 0n) {
      throw new ApiError("ResourceInUse.TagDuplicate", `the tag ${tag_key}=${tag_value} exists already`);
    }
  }
  note(deedOf(tags, "created"));
  return {};
}

export const deleteTag: Handler<typeof DeleteTag> = (request, scope) =>
  scope.write((moment) => remove([request], moment));

export const deleteTags: Handler<typeof DeleteTags> = ({ Tags }, scope) => {
  throwIf(judgePairCount(Tags.length));
  return scope.write((moment) => remove(Tags, moment));
};

/** All pairs or none. */
async function remove(tags: readonly TagPair[], { db, account, note }: WriteMoment) {
  for (const { TagKey: tag_key, TagValue: tag_value } of tags) {
    const pair = { uin: account.uin, tag_key, tag_value };
    const { count } = await db
      .selectFrom("tag_bindings")
      .select(({ fn }) => fn.countAll().as("count"))
      .where((eb) => eb.and(pair))
      .executeTakeFirstOrThrow();
    if (Number(count) > 0) {
      throw new ApiError(
        "FailedOperation.TagAttachedResource",
        `the tag ${tag_key}=${tag_value} is on ${Number(count)} applications: take it off there first`,
      );
    }
    const { numDeletedRows } = await db
      .deleteFrom("tag_pairs")
      .where((eb) => eb.and(pair))
      .executeTakeFirstOrThrow();
    if (numDeletedRows === 0n) {
      throw new ApiError("ResourceNotFound.TagNonExist", `there is no tag ${tag_key}=${tag_value}`);
    }
  }
  note(deedOf(tags, "deleted"));
  return {};
}

function tags(request: ParsedRequestOf<typeof DescribeTags>, scope: Scope) {
  const { Offset, Limit, TagKey, TagKeys, TagValue } = request;
  throwIf(judgeOffset(Offset, Limit));
  return scope.read(async ({ db, now, account }) => {
    let pairs = db.selectFrom("tag_pairs").where("tag_pairs.uin", "=", account.uin);
    const keys = TagKeys && TagKeys.length > 0 ? TagKeys : TagKey === undefined ? [] : [TagKey];
    if (keys.length > 0) pairs = pairs.where("tag_pairs.tag_key", "in", keys);
    if (TagValue !== undefined) pairs = pairs.where("tag_pairs.tag_value", "=", TagValue);
    const { count } = await pairs.select(({ fn }) => fn.countAll().as("count")).executeTakeFirstOrThrow();
    const rows = await pairs
      .select((eb) => [
        "tag_pairs.tag_key",
        "tag_pairs.tag_value",
        eb
          .selectFrom("tag_bindings")
          .innerJoin("applications", "applications.sdk_app_id", "tag_bindings.sdk_app_id")
          .select(({ fn }) => fn.countAll().as("count"))
          .whereRef("tag_bindings.uin", "=", "tag_pairs.uin")
          .whereRef("tag_bindings.tag_key", "=", "tag_pairs.tag_key")
          .whereRef("tag_bindings.tag_value", "=", "tag_pairs.tag_value")
          .where(isLive(now))
          .as("bindings"),
      ])
      .orderBy("tag_pairs.tag_key")
      .orderBy("tag_pairs.tag_value")
      .limit(Limit)
      .offset(Offset)
      .execute();
    return {
      TotalCount: Number(count),
      Offset,
      Limit,
      Tags: rows.map((row) => ({
        TagKey: row.tag_key,
        TagValue: row.tag_value,
        CanDelete: Number(row.bindings) === 0 ? 1 : 0,
        Category: "Custom",
      })),
    };
  });
}

export const describeTags: Handler<typeof DescribeTags> = tags;
export const describeTagsSeq: Handler<typeof DescribeTagsSeq> = tags;
