import {
  DescribeResourceTags,
  DescribeResourceTagsByResourceIds,
  DescribeTags,
  type ResponseOf,
  resourceIdsPerRequest,
  resourcePrefix,
  resourceServices,
  tagRowsPerPage,
  tagsPerResource,
} from "../../../backend/api";
import { type Call, LookUp } from "../../client/look-up";
import type { Session } from "../../lifecycle/kind";

type TagRecord = ResponseOf<typeof DescribeResourceTagsByResourceIds>["Tags"][number];

/** A pair of Tag Management, which holds pairs whether they are bound to something or not. */
export type TagPair = readonly [key: string, value: string];

/**
 * Applications whose tags surely fit in one answer: pages are read at different moments, and a tag that moves from one to
 * another meanwhile would seem gone.
 */
const applicationsPerLook = Math.min(resourceIdsPerRequest, Math.floor(tagRowsPerPage / tagsPerResource));

/** Every tag that people put on an application, by its SDKAppID; the platform's own (`System`) are left out. */
export const applicationTags = new LookUp({
  limit: Number.POSITIVE_INFINITY,
  print: String,
  load: async (call, ids: number[]) => {
    const all = ids.length > applicationsPerLook ? await everyTag(call) : undefined;
    if (all) return grouped(ids, all);
    const looks = [];
    for (let start = 0; start < ids.length; start += applicationsPerLook)
      looks.push(tagsOf(call, ids.slice(start, start + applicationsPerLook)));
    return (await Promise.all(looks)).flat();
  },
});

/** The tags of all applications, where they fit in one answer: most accounts have no more. */
async function everyTag(call: Call): Promise<TagRecord[] | undefined> {
  const { Rows, TotalCount } = await call(DescribeResourceTags, {
    ServiceType: resourceServices[0],
    ResourcePrefix: resourcePrefix,
    Limit: tagRowsPerPage,
  });
  return TotalCount > Rows.length ? undefined : Rows.filter(({ Category }) => Category === "Custom");
}

async function tagsOf(call: Call, ids: number[]): Promise<TagRecord[][]> {
  const { Tags, TotalCount } = await call(DescribeResourceTagsByResourceIds, {
    ServiceType: resourceServices[0],
    ResourcePrefix: resourcePrefix,
    ResourceIds: ids.map(String),
    Limit: tagRowsPerPage,
    Category: "Custom",
  });
  if (TotalCount > Tags.length) {
    throw new Error(`${ids.length} applications have ${TotalCount} tags and ${Tags.length} were answered`);
  }
  return grouped(ids, Tags);
}

function grouped(ids: readonly number[], tags: readonly TagRecord[]): TagRecord[][] {
  const found = new Map<string, TagRecord[]>(ids.map((id) => [String(id), []]));
  for (const tag of tags) found.get(tag.ResourceId)?.push(tag);
  return ids.map((id) => found.get(String(id)) ?? []);
}

const printPair = (pair: TagPair): string => JSON.stringify(pair);

/** Whether Tag Management has a pair now. */
export const tagPairs = new LookUp({
  limit: 1,
  print: printPair,
  load: (call, pairs: TagPair[]) =>
    Promise.all(
      pairs.map(
        async ([TagKey, TagValue]) => (await call(DescribeTags, { TagKey, TagValue })).TotalCount > 0,
      ),
    ),
});

/** The pairs that Tag Management has had in this run, as printed. */
class SeenPairs {
  readonly names = new Set<string>();
}

/** Whether Tag Management has a pair, or has had it earlier in this run: enough for a forecast. */
export async function hasSeenPair(
  { client, memory }: Pick<Session, "client" | "memory">,
  pair: TagPair,
): Promise<boolean> {
  const { names } = memory.of(SeenPairs);
  if (names.has(printPair(pair))) return true;
  const isThere = await client.look(tagPairs, pair);
  if (isThere) names.add(printPair(pair));
  return isThere;
}
