import {
  type DescribeResourcesByTags,
  type DescribeResourcesByTagsUnion,
  type DescribeResourceTags,
  type DescribeResourceTagsByTagKeys,
  type ParsedRequestOf,
  resourcePrefix,
} from "../../api";
import { judgeResourcePrefix, judgeServiceType, parseResourceId } from "../../rules/resource-names";
import { judgeOffset } from "../../rules/tags";
import { throwIf } from "../request";
import type { Handler, Scope } from "../scope";
import { known, tagResource } from "./of-resource";
import { judgeFilters, taggedIds, tagOf, tagsOf } from "./search";

interface Chosen {
  readonly ServiceType?: string | undefined;
  readonly ResourcePrefix?: string | undefined;
  readonly ResourceId?: string | undefined;
  readonly Offset: number;
  readonly Limit: number;
}

/** The service under which resources are named where none is asked for. */
export const usualService = "im";

/** The one application that is asked for, or none for all. */
export function chosen({ ServiceType, ResourcePrefix, ResourceId, Offset, Limit }: Chosen): number[] {
  throwIf(judgeOffset(Offset, Limit));
  throwIf(ServiceType === undefined ? undefined : judgeServiceType(ServiceType, "ServiceType"));
  throwIf(ResourcePrefix === undefined ? undefined : judgeResourcePrefix(ResourcePrefix, "ResourcePrefix"));
  return ResourceId === undefined ? [] : [known(parseResourceId(ResourceId, "ResourceId"))];
}

export const pageOf = <Row>(rows: readonly Row[], { Offset, Limit }: Pick<Chosen, "Offset" | "Limit">) => ({
  TotalCount: rows.length,
  Offset,
  Limit,
  Rows: rows.slice(Offset, Offset + Limit),
});

export const describeResourceTags: Handler<typeof DescribeResourceTags> = (request, scope) => {
  const among = chosen(request);
  const { ServiceType = usualService } = request;
  return scope.read(async (moment) => {
    const rows = await tagsOf(await taggedIds({ among }, moment), moment);
    const page = pageOf(rows, request);
    return { ...page, Rows: page.Rows.map((row) => tagResource(row, ServiceType)) };
  });
};

export const describeResourceTagsByTagKeys: Handler<typeof DescribeResourceTagsByTagKeys> = (
  request,
  scope,
) => {
  chosen({ ...request, ResourceId: undefined });
  const among = request.ResourceIds.map((id, index) => known(parseResourceId(id, `ResourceIds.${index}`)));
  return scope.read(async (moment) => {
    const held = await tagsOf(await taggedIds({ among }, moment), moment);
    const asked = held.filter((row) => request.TagKeys.includes(row.tag_key));
    const ids = [...new Set(asked.map((row) => row.sdk_app_id))];
    return pageOf(
      ids.map((id) => ({
        ResourceId: String(id),
        TagKeyValues: asked.filter((row) => row.sdk_app_id === id).map(tagOf),
      })),
      request,
    );
  });
};

type ByTags = ParsedRequestOf<typeof DescribeResourcesByTags>;

const byTags = (match: "every" | "any") => (request: ByTags, scope: Scope) => {
  const among = chosen(request);
  const { ServiceType = usualService, TagFilters: filters } = request;
  throwIf(judgeFilters(filters.length));
  return scope.read(async (moment) => {
    const page = pageOf(await taggedIds({ among, filters, match }, moment), request);
    const tags = await tagsOf(page.Rows, moment);
    const Rows = page.Rows.map((id) => ({
      ResourceRegion: "",
      ServiceType,
      ResourcePrefix: resourcePrefix,
      ResourceId: String(id),
      Tags: tags.filter((row) => row.sdk_app_id === id).map(tagOf),
    }));
    return { ...page, Rows };
  });
};

export const describeResourcesByTags: Handler<typeof DescribeResourcesByTags> = byTags("every");
export const describeResourcesByTagsUnion: Handler<typeof DescribeResourcesByTagsUnion> = byTags("any");
