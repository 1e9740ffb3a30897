import { z } from "zod";
import { actionsOf } from "../action";
import { storedText } from "../fields";
import { PaginationToken, paged } from "../paging";
import { tagVersion } from "../version";

/** Declares actions of Tencent's public tag service that search, page by page: the token of the last page is empty. */
const action = actionsOf("tag", tagVersion);

/** Filters of one search at most (docs/rules.md, section 4.4). */
export const tagFiltersPerRequest = 6;

const text = storedText(1_000);
const Category = z.enum(["Custom", "System", "All"]).default("All");
const Tags = z.array(z.object({ TagKey: z.string(), TagValue: z.string(), Category: z.string() }));

/** Resources with their tags. Keys of the filters must all match, of each key's values any. */
export const GetResources = action(
  "GetResources",
  "read",
  z.strictObject({
    /** Six-segment names; with them all are answered, in one page. */
    ResourceList: z.array(z.string().max(500)).max(10).optional(),
    TagFilters: z
      .array(z.strictObject({ TagKey: text, TagValue: z.array(text).max(10).optional() }))
      .optional(),
    ...paged(200),
  }),
  z.object({ PaginationToken, ResourceTagMappingList: z.array(z.object({ Resource: z.string(), Tags })) }),
);

export const GetTags = action(
  "GetTags",
  "read",
  z.strictObject({ TagKeys: z.array(text).max(20).optional(), Category, ...paged(1_000) }),
  z.object({ PaginationToken, Tags }),
);

export const GetTagKeys = action(
  "GetTagKeys",
  "read",
  z.strictObject({ Category, ...paged(1_000) }),
  z.object({ PaginationToken, TagKeys: z.array(z.string()) }),
);

export const GetTagValues = action(
  "GetTagValues",
  "read",
  z.strictObject({ TagKeys: z.array(text).min(1).max(20), Category, ...paged(1_000) }),
  z.object({ PaginationToken, Tags }),
);
