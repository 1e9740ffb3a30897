import { createHash } from "node:crypto";
import type {
  DescribeResourceTagsByResourceIds,
  DescribeResourceTagsByResourceIdsSeq,
  ModifyResourceTags,
  ParsedRequestOf,
  ResponseOf,
  TagResources,
  UnTagResources,
} from "../../api";
import { ApiError, type ErrorCode } from "../../api";
import { summaryOf } from "../../rules/activities";
import {
  judgeResourcePrefix,
  judgeServiceType,
  parseApplicationResource,
  parseResourceId,
} from "../../rules/resource-names";
import {
  judgeBinding,
  judgeDifference,
  judgeKeys,
  judgeOffset,
  judgeResourceCount,
  judgeTags,
  type TagPair,
  tagDifferences,
} from "../../rules/tags";
import { type ApplicationRow, statement } from "../../store";
import { isLive, liveApplication, mustBeEditable } from "../application/live";
import { throwIf } from "../request";
import type { Handler, Scope, WriteMoment } from "../scope";
import { mustTake, mustTakeName } from "./service-type";

/** In hex, as the official answer has it: a name for a text, nothing of security. */
const md5 = (text: string): string => createHash("md5").update(text).digest("hex");

export const known = <T>(value: T | ApiError): T => {
  if (value instanceof ApiError) throw value;
  return value;
};

const codes: Partial<Record<ErrorCode, ErrorCode>> = {
  "ResourceNotFound.Application": "InvalidParameterValue.ResourceIdInvalid",
  // One of another account's.
  UnauthorizedOperation: "FailedOperation.ResourceAppIdNotSame",
};

/** The application to tag, or a code of the tag service: it has none for a missing one, which has that of an invalid id. */
export async function taggable(sdkAppId: number, moment: WriteMoment): Promise<ApplicationRow> {
  try {
    return await liveApplication(sdkAppId, moment);
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    const code = codes[error.code];
    throw code === undefined ? error : new ApiError(code, error.message);
  }
}

/** Adds and removes tags of one application: all of it happens, or nothing. */
export async function modify(
  sdkAppId: number,
  replace: readonly TagPair[],
  remove: readonly string[],
  moment: WriteMoment,
): Promise<void> {
  const { db, now, account, note } = moment;
  const application = await taggable(sdkAppId, moment);
  mustBeEditable(application, moment);
  const { uin } = account;
  const held = await heldOf(db, { uin, sdkAppId });
  throwIf(judgeBinding(held, replace, remove));
  const changed = tagDifferences(held, replace, remove);
  if (changed.length > 0) {
    note({ sdkAppId, owner: application.owner, fields: ["Tags"], summary: summaryOf(changed) });
  }
  if (remove.length > 0) {
    await db
      .deleteFrom("tag_bindings")
      .where("uin", "=", uin)
      .where("sdk_app_id", "=", sdkAppId)
      .where("tag_key", "in", [...remove])
      .execute();
  }
  for (const { TagKey: key, TagValue: tagValue } of replace) {
    await keepPair(db, { uin, key, tagValue, now });
    await bind(db, { uin, sdkAppId, key, tagValue });
  }
}

const heldOf = statement<{ uin: string; sdkAppId: number }>()((db, { value }) =>
  db
    .selectFrom("tag_bindings")
    .select(["tag_key as TagKey", "tag_value as TagValue"])
    .where("uin", "=", value("uin"))
    .where("sdk_app_id", "=", value("sdkAppId")),
);

const keepPair = statement<{ uin: string; key: string; tagValue: string; now: number }>()((db, { value }) =>
  db
    .insertInto("tag_pairs")
    .values({
      uin: value("uin"),
      tag_key: value("key"),
      tag_value: value("tagValue"),
      created_at: value("now"),
    })
    .onConflict((conflict) => conflict.doNothing()),
);

const bind = statement<{ uin: string; sdkAppId: number; key: string; tagValue: string }>()((db, { value }) =>
  db
    .insertInto("tag_bindings")
    .values({
      uin: value("uin"),
      sdk_app_id: value("sdkAppId"),
      tag_key: value("key"),
      tag_value: value("tagValue"),
    })
    .onConflict((conflict) =>
      conflict.columns(["uin", "sdk_app_id", "tag_key"]).doUpdateSet({ tag_value: value("tagValue") }),
    ),
);

type FailedResources = ResponseOf<typeof TagResources>["FailedResources"];

/** Several applications in one call: each succeeds or fails for itself. */
async function modifyEach(
  resources: readonly string[],
  replace: readonly TagPair[],
  remove: readonly string[],
  scope: Scope,
): Promise<{ FailedResources: FailedResources }> {
  throwIf(judgeResourceCount(resources.length));
  const targets = resources.map((Resource, index) => ({
    Resource,
    id: known(parseApplicationResource(Resource, scope.uin, `ResourceList.${index}`)),
  }));
  return scope.write(async (moment) => {
    const FailedResources: FailedResources = [];
    for (const { Resource, id } of targets) {
      try {
        mustTakeName(Resource, moment);
        await modify(id, replace, remove, moment);
      } catch (error) {
        // Refusals come before the first statement that writes, so that a refused application is as it was.
        if (!(error instanceof ApiError)) throw error;
        FailedResources.push({ Resource, Code: error.code, Message: error.message });
      }
    }
    return { FailedResources };
  });
}

export const tagResources: Handler<typeof TagResources> = (request, scope) => {
  throwIf(judgeTags(request.Tags, "Tags"));
  return modifyEach(request.ResourceList, request.Tags, [], scope);
};

export const unTagResources: Handler<typeof UnTagResources> = (request, scope) => {
  throwIf(judgeKeys(request.TagKeys, (index) => `TagKeys.${index}`, "TagKeys"));
  return modifyEach(request.ResourceList, [], request.TagKeys, scope);
};

export const modifyResourceTags: Handler<typeof ModifyResourceTags> = (request, scope) => {
  const { Resource, ReplaceTags, DeleteTags } = request;
  throwIf(judgeDifference(ReplaceTags, DeleteTags));
  const sdkAppId = known(parseApplicationResource(Resource, scope.uin, "Resource"));
  return scope.write(async (moment) => {
    mustTakeName(Resource, moment);
    await modify(sdkAppId, ReplaceTags ?? [], DeleteTags?.map((tag) => tag.TagKey) ?? [], moment);
    return {};
  });
};

interface Binding {
  readonly sdk_app_id: number;
  readonly tag_key: string;
  readonly tag_value: string;
}

/** Tag of a resource, as the service lists it. */
export const tagResource = (row: Binding, ServiceType: string) => ({
  TagKey: row.tag_key,
  TagValue: row.tag_value,
  ResourceId: String(row.sdk_app_id),
  TagKeyMd5: md5(row.tag_key),
  TagValueMd5: md5(row.tag_value),
  ServiceType,
  Category: "Custom",
});

const boundTo = statement<{ uin: string; ids: readonly number[]; now: number }>()((db, { value, list }) =>
  db
    .selectFrom("tag_bindings")
    .innerJoin("applications", "applications.sdk_app_id", "tag_bindings.sdk_app_id")
    .select(["tag_bindings.sdk_app_id", "tag_bindings.tag_key", "tag_bindings.tag_value"])
    .where("tag_bindings.uin", "=", value("uin"))
    .where("tag_bindings.sdk_app_id", "in", list("ids"))
    .where(isLive(value("now")))
    .orderBy("tag_bindings.sdk_app_id")
    .orderBy("tag_bindings.tag_key"),
);

type ByIds = ParsedRequestOf<typeof DescribeResourceTagsByResourceIdsSeq> & { readonly Category?: string };

function tagsByIds(request: ByIds, scope: Scope) {
  const { ServiceType, ResourcePrefix, Offset, Limit } = request;
  throwIf(judgeOffset(Offset, Limit));
  throwIf(judgeServiceType(ServiceType, "ServiceType"));
  throwIf(judgeResourcePrefix(ResourcePrefix, "ResourcePrefix"));
  const ids = request.ResourceIds.map((id, index) => known(parseResourceId(id, `ResourceIds.${index}`)));
  return scope.read(async (moment) => {
    mustTake(ServiceType, moment);
    const { db, now, account } = moment;
    const rows = request.Category === "System" ? [] : await boundTo(db, { uin: account.uin, ids, now });
    const Tags = rows.slice(Offset, Offset + Limit).map((row) => tagResource(row, ServiceType));
    return { TotalCount: rows.length, Offset, Limit, Tags };
  });
}

export const describeResourceTagsByResourceIds: Handler<typeof DescribeResourceTagsByResourceIds> = tagsByIds;
export const describeResourceTagsByResourceIdsSeq: Handler<typeof DescribeResourceTagsByResourceIdsSeq> =
  tagsByIds;
