import { z } from "zod";
import { actionsOf } from "../action";
import { storedText } from "../fields";
import { tagVersion } from "../version";
import { DescribeTags, resourceIdsPerRequest, ShownProject, tagRowsPerPage } from "./tag";

/** Declares actions of Tencent's public tag service that list by offset. Offsets are multiples of the limit. */
const action = actionsOf("tag", tagVersion);

/** Ids and keys of one look by keys at most. */
export const tagKeysPerLook = 20;

const text = storedText(1_000);
const Category = z.enum(["Custom", "System", "All"]).default("All");
/** Who made a tag is not kept, so that this chooses none and all. */
const CreateUin = z.number().int().nonnegative().optional();
const page = (usual = 15) => ({
  Offset: z.number().int().nonnegative().default(0),
  Limit: z.number().int().min(1).max(tagRowsPerPage).default(usual),
});
const shown = { TotalCount: z.number().int(), Offset: z.number().int(), Limit: z.number().int() };
const Tag = z.object({ TagKey: z.string(), TagValue: z.string(), Category: z.string() });
const TagResource = Tag.extend({
  ResourceId: z.string(),
  TagKeyMd5: z.string(),
  TagValueMd5: z.string(),
  ServiceType: z.string(),
});
const TagKeys = z.array(text).min(1).max(tagKeysPerLook);
/** Applications lie in no region. */
const ResourceRegion = z.literal("", "must be empty: applications lie in no region").optional();

export const DescribeTagKeys = action(
  "DescribeTagKeys",
  "read",
  z.strictObject({ CreateUin, ...page(), ShowProject: ShownProject, Category }),
  z.object({ ...shown, Tags: z.array(z.string()) }),
);

export const DescribeTagValues = action(
  "DescribeTagValues",
  "read",
  z.strictObject({ TagKeys, CreateUin, ...page(), Category }),
  z.object({ ...shown, Tags: z.array(Tag) }),
);

/** Tencent's actions in …Seq answer as those without. */
export const DescribeTagsSeq = action("DescribeTagsSeq", "read", DescribeTags.request, DescribeTags.response);

export const DescribeTagValuesSeq = action(
  "DescribeTagValuesSeq",
  "read",
  z.strictObject({ TagKeys, CreateUin, ...page() }),
  z.object({ ...shown, Tags: z.array(Tag) }),
);

/** Tags of all resources, or of those that the fields choose. */
export const DescribeResourceTags = action(
  "DescribeResourceTags",
  "read",
  z.strictObject({
    CreateUin,
    ResourceRegion,
    ServiceType: z.string().optional(),
    ResourcePrefix: z.string().optional(),
    ResourceId: z.string().optional(),
    ...page(),
    CosResourceId: z.literal(0, "must be 0: there are no buckets here").optional(),
  }),
  z.object({ ...shown, Rows: z.array(TagResource) }),
);

export const DescribeResourceTagsByResourceIdsSeq = action(
  "DescribeResourceTagsByResourceIdsSeq",
  "read",
  z.strictObject({
    ServiceType: z.string(),
    ResourcePrefix: z.string(),
    ResourceIds: z.array(z.string()).min(1).max(resourceIdsPerRequest),
    ResourceRegion: z.string().default(""),
    ...page(),
  }),
  z.object({ ...shown, Tags: z.array(TagResource) }),
);

/** Lists the tags of each resource that have one of these keys; a resource without such a tag has no row. */
export const DescribeResourceTagsByTagKeys = action(
  "DescribeResourceTagsByTagKeys",
  "read",
  z.strictObject({
    ServiceType: z.string(),
    ResourcePrefix: z.string(),
    ResourceRegion,
    ResourceIds: z.array(z.string()).min(1).max(tagKeysPerLook),
    TagKeys,
    ...page(400),
  }),
  z.object({
    ...shown,
    Rows: z.array(z.object({ ResourceId: z.string(), TagKeyValues: z.array(Tag) })),
  }),
);

const byTags = z.strictObject({
  /** Tags that match: any of the values of a key; a key without values matches all of them. */
  TagFilters: z
    .array(z.strictObject({ TagKey: text, TagValue: z.array(text).max(tagKeysPerLook).optional() }))
    .min(1),
  CreateUin,
  ...page(),
  ResourcePrefix: z.string().optional(),
  ResourceId: z.string().optional(),
  ResourceRegion,
  ServiceType: z.string().optional(),
});
const resources = z.object({
  ...shown,
  Rows: z.array(
    z.object({
      ResourceRegion: z.string(),
      ServiceType: z.string(),
      ResourcePrefix: z.string(),
      ResourceId: z.string(),
      Tags: z.array(Tag),
    }),
  ),
});

/** Resources that match every filter. */
export const DescribeResourcesByTags = action("DescribeResourcesByTags", "read", byTags, resources);
/** Resources that match at least one of them. */
export const DescribeResourcesByTagsUnion = action("DescribeResourcesByTagsUnion", "read", byTags, resources);
