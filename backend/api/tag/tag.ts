import { z } from "zod";
import { actionsOf } from "../action";
import { storedText } from "../fields";
import { tagVersion } from "../version";

/** Names, fields and limits of Tencent's public tag service (docs/rules.md, section 4.3). */
const action = actionsOf("tag", tagVersion);

/** Rows of one answer at most. */
export const tagRowsPerPage = 1_000;
/** Resources of one look at their tags at most. */
export const resourceIdsPerRequest = 50;

const Nothing = z.object({});
/** Texts are judged by the rules, which answer with the official code of each fault. */
const pair = { TagKey: z.string(), TagValue: z.string() };
/** In a request; an answer may grow fields, so its tags are not strict. */
const Tag = z.strictObject({ ...pair, Category: z.string().optional() });
/** `qcs::im::uin/100000000001:sdkappid/1400000001`; `trtc` names the same application. */
const Resource = z.string().max(500);
const FailedResources = z.array(z.object({ Resource, Code: z.string(), Message: z.string() }));

export const CreateTag = action("CreateTag", "write", z.strictObject(pair), Nothing);
export const CreateTags = action("CreateTags", "write", z.strictObject({ Tags: z.array(Tag) }), Nothing);
/** A pair that exists keeps the rules, so what can't be stored can't be meant. */
const ExistingTag = z.strictObject({ TagKey: storedText(1_000), TagValue: storedText(1_000) });
export const DeleteTag = action("DeleteTag", "write", ExistingTag, Nothing);
export const DeleteTags = action(
  "DeleteTags",
  "write",
  z.strictObject({ Tags: z.array(ExistingTag) }),
  Nothing,
);

/** Tags of projects, which Tencent shows to a few accounts of before: there are none here. */
export const ShownProject = z.literal([0, 1], "must be 0 or 1").optional();

export const DescribeTags = action(
  "DescribeTags",
  "read",
  z.strictObject({
    TagKey: storedText(1_000).optional(),
    TagValue: storedText(1_000).optional(),
    /** Beside a TagKey these alone count. */
    TagKeys: z.array(storedText(1_000)).max(20).optional(),
    /** Who made a tag is not kept, so that this chooses none and all. */
    CreateUin: z.number().int().nonnegative().optional(),
    ShowProject: ShownProject,
    Offset: z.number().int().nonnegative().default(0),
    Limit: z.number().int().min(1).max(tagRowsPerPage).default(15),
  }),
  z.object({
    TotalCount: z.number().int(),
    Offset: z.number().int(),
    Limit: z.number().int(),
    Tags: z.array(z.object({ ...pair, CanDelete: z.number().int(), Category: z.string() })),
  }),
);

/** Creates missing pairs and overwrites values. Succeeds with partial failures inside: look at FailedResources. */
export const TagResources = action(
  "TagResources",
  "write",
  z.strictObject({ ResourceList: z.array(Resource), Tags: z.array(Tag) }),
  z.object({ FailedResources }),
);

/** Takes keys off resources; the pairs stay in Tag Management. */
export const UnTagResources = action(
  "UnTagResources",
  "write",
  z.strictObject({ ResourceList: z.array(Resource), TagKeys: z.array(z.string()) }),
  z.object({ FailedResources }),
);

/** Adds and removes tags of a resource in one call: at least one list, no key in both, at most 10 entries in each. */
export const ModifyResourceTags = action(
  "ModifyResourceTags",
  "write",
  z.strictObject({
    Resource,
    ReplaceTags: z.array(Tag).optional(),
    DeleteTags: z.array(z.strictObject({ TagKey: z.string() })).optional(),
  }),
  Nothing,
);

export const DescribeResourceTagsByResourceIds = action(
  "DescribeResourceTagsByResourceIds",
  "read",
  z.strictObject({
    ServiceType: z.string(),
    ResourcePrefix: z.string(),
    ResourceIds: z.array(z.string()).min(1).max(resourceIdsPerRequest),
    ResourceRegion: z.string().default(""),
    Offset: z.number().int().nonnegative().default(0),
    Limit: z.number().int().min(1).max(tagRowsPerPage).default(15),
    Category: z.enum(["Custom", "System", "All"]).default("All"),
  }),
  z.object({
    TotalCount: z.number().int(),
    Offset: z.number().int(),
    Limit: z.number().int(),
    Tags: z.array(
      z.object({
        ...pair,
        ResourceId: z.string(),
        TagKeyMd5: z.string().optional(),
        TagValueMd5: z.string().optional(),
        ServiceType: z.string(),
        Category: z.string(),
      }),
    ),
  }),
);
