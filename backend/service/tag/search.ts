import type { GetResources, GetTagKeys, GetTags, GetTagValues, ParsedRequestOf } from "../../api";
import { ApiError, applicationResource, tagFiltersPerRequest } from "../../api";
import { page, parsePageToken } from "../../rules/page-tokens";
import { parseApplicationResource } from "../../rules/resource-names";
import { isLive } from "../application/live";
import { throwIf } from "../request";
import type { Handler, Moment, Scope } from "../scope";
import { known } from "./of-resource";

type Pairs = Pick<ParsedRequestOf<typeof GetTags>, "Category" | "PaginationToken" | "MaxResults"> & {
  readonly TagKeys?: readonly string[] | undefined;
};

/** Pairs in the order of key and value. The platform's own tags (`System`) are none of a simulated account. */
function pairs({ TagKeys, Category, PaginationToken: token, MaxResults }: Pairs, scope: Scope) {
  const [afterKey, afterValue] = known(parsePageToken(token, 2)) ?? [];
  return scope.read(async ({ db, account }) => {
    if (Category === "System") return { PaginationToken: "", Tags: [] };
    let query = db.selectFrom("tag_pairs").select(["tag_key", "tag_value"]).where("uin", "=", account.uin);
    if (TagKeys && TagKeys.length > 0) query = query.where("tag_key", "in", [...TagKeys]);
    if (afterKey !== undefined && afterValue !== undefined) {
      query = query.where((eb) =>
        eb.or([
          eb("tag_key", ">", afterKey),
          eb.and([eb("tag_key", "=", afterKey), eb("tag_value", ">", afterValue)]),
        ]),
      );
    }
    const rows = await query
      .orderBy("tag_key")
      .orderBy("tag_value")
      .limit(MaxResults + 1)
      .execute();
    const { shown, PaginationToken } = page(rows, MaxResults, (row) => [row.tag_key, row.tag_value]);
    return { PaginationToken, Tags: shown.map(tagOf) };
  });
}

export const tagOf = (row: { readonly tag_key: string; readonly tag_value: string }) => ({
  TagKey: row.tag_key,
  TagValue: row.tag_value,
  Category: "Custom",
});

export const getTags: Handler<typeof GetTags> = pairs;
export const getTagValues: Handler<typeof GetTagValues> = pairs;

export const getTagKeys: Handler<typeof GetTagKeys> = (request, scope) => {
  const { Category, MaxResults } = request;
  const [after] = known(parsePageToken(request.PaginationToken, 1)) ?? [];
  return scope.read(async ({ db, account }) => {
    if (Category === "System") return { PaginationToken: "", TagKeys: [] };
    let query = db.selectFrom("tag_pairs").select("tag_key").distinct().where("uin", "=", account.uin);
    if (after !== undefined) query = query.where("tag_key", ">", after);
    const rows = await query
      .orderBy("tag_key")
      .limit(MaxResults + 1)
      .execute();
    const { shown, PaginationToken } = page(rows, MaxResults, (row) => [row.tag_key]);
    return { PaginationToken, TagKeys: shown.map((row) => row.tag_key) };
  });
};

export const getResources: Handler<typeof GetResources> = (request, scope) => {
  const { ResourceList, TagFilters = [] } = request;
  throwIf(judgeFilters(TagFilters.length));
  const names = new Map(
    ResourceList?.map((name, index) => [
      known(parseApplicationResource(name, scope.uin, `ResourceList.${index}`)),
      name,
    ]),
  );
  const [after] = known(parsePageToken(request.PaginationToken, 1)) ?? [];
  return scope.read(async (moment) => {
    const size = names.size > 0 ? names.size : request.MaxResults;
    const search = { among: [...names.keys()], filters: TagFilters, after, limit: size + 1 };
    const ids = await taggedIds(search, moment);
    const { shown, PaginationToken } = page(ids, size, (id) => [String(id)]);
    const tags = await tagsOf(shown, moment);
    const mapping = (id: number) => ({
      Resource: names.get(id) ?? applicationResource(scope.uin, id),
      Tags: tags.filter((row) => row.sdk_app_id === id).map(tagOf),
    });
    return { PaginationToken, ResourceTagMappingList: shown.map(mapping) };
  });
};

export const judgeFilters = (count: number): ApiError | undefined =>
  count <= tagFiltersPerRequest
    ? undefined
    : new ApiError(
        "InvalidParameterValue.TagFiltersLengthExceeded",
        `names ${count} filters: at most ${tagFiltersPerRequest} per request`,
        "TagFilters",
      );

type Filters = NonNullable<ParsedRequestOf<typeof GetResources>["TagFilters"]>;

interface Search {
  /** None for all. */
  readonly among?: readonly number[];
  readonly filters?: Filters;
  /** Whether the filters must match together; unless given, they must. */
  readonly match?: "every" | "any";
  readonly after?: string | undefined;
  readonly limit?: number;
}

/** Live applications with at least one tag that match the filters, by SDKAppID. */
export async function taggedIds(
  { among = [], filters = [], match = "every", after, limit }: Search,
  { db, now, account }: Moment,
): Promise<number[]> {
  let query = db
    .selectFrom("applications")
    .select("applications.sdk_app_id")
    .where("applications.uin", "=", account.uin)
    .where(isLive(now));
  if (among.length > 0) query = query.where("applications.sdk_app_id", "in", [...among]);
  if (/^\d{1,10}$/.test(after ?? "")) query = query.where("applications.sdk_app_id", ">", Number(after));
  query = query.where(({ and, or, exists, selectFrom }) => {
    const has = (filter: Filters[number] | undefined) => {
      let bindings = selectFrom("tag_bindings")
        .select("tag_bindings.tag_key")
        .whereRef("tag_bindings.sdk_app_id", "=", "applications.sdk_app_id");
      if (filter) bindings = bindings.where("tag_bindings.tag_key", "=", filter.TagKey);
      if (filter?.TagValue && filter.TagValue.length > 0) {
        bindings = bindings.where("tag_bindings.tag_value", "in", filter.TagValue);
      }
      return exists(bindings);
    };
    const each = (filters.length > 0 ? filters : [undefined]).map(has);
    return match === "every" ? and(each) : or(each);
  });
  if (limit !== undefined) query = query.limit(limit);
  const rows = await query.orderBy("applications.sdk_app_id").execute();
  return rows.map((row) => row.sdk_app_id);
}

export async function tagsOf(ids: readonly number[], { db, account }: Moment) {
  if (ids.length === 0) return [];
  return db
    .selectFrom("tag_bindings")
    .select(["sdk_app_id", "tag_key", "tag_value"])
    .where("uin", "=", account.uin)
    .where("sdk_app_id", "in", [...ids])
    .orderBy("sdk_app_id")
    .orderBy("tag_key")
    .execute();
}
