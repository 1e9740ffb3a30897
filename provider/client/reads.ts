import {
  type ApplicationEntry,
  applicationsPerRequest,
  DescribeApplications,
  DescribeResourceTagsByResourceIds,
  DescribeTags,
  type ResponseOf,
  resourceIdsPerRequest,
  resourcePrefix,
  resourceServices,
  tagRowsPerPage,
  tagsPerResource,
} from "../../backend/api";
import { Batch } from "./batch";
import type { Call } from "./look-up";
import { Poller, type PollerOptions } from "./poller";

export type TagRecord = ResponseOf<typeof DescribeResourceTagsByResourceIds>["Tags"][number];

/** A pair of Tag Management, which holds pairs whether they are bound to something or not. */
export type TagPair = readonly [key: string, value: string];

/**
 * Applications at most whose tags surely fit in one answer: pages are read at different moments, and a tag
 * that moves from one to another meanwhile would seem gone.
 */
const taggedPerCall = Math.min(resourceIdsPerRequest, Math.floor(tagRowsPerPage / tagsPerResource));

const printPair = (pair: TagPair): string => JSON.stringify(pair);

/** The look-ups of applications and their tags in a run, made in few calls for many. */
export class Reads {
  readonly applications: Batch<number, ApplicationEntry>;
  readonly applicationsWithSecrets: Batch<number, ApplicationEntry>;
  readonly tags: Batch<number, TagRecord[]>;
  /** Whether Tag Management has a pair. */
  readonly tagPairs: Batch<TagPair, boolean>;
  readonly #seenPairs = new Set<string>();
  readonly poller: Poller;

  constructor(
    readonly call: Call,
    waits: Pick<PollerOptions, "until" | "everyMs">,
  ) {
    const applications = (WithSecrets: boolean) =>
      new Batch({
        limit: applicationsPerRequest,
        print: String,
        load: async (SdkAppIds: number[]) =>
          (await call(DescribeApplications, { SdkAppIds, WithSecrets })).Entries,
      });
    this.applications = applications(false);
    this.applicationsWithSecrets = applications(true);
    this.tags = new Batch({ limit: taggedPerCall, print: String, load: (ids) => this.#loadTags(ids) });
    this.tagPairs = new Batch({
      limit: 1,
      print: printPair,
      load: (pairs) => Promise.all(pairs.map((pair) => this.#isPair(pair))),
    });
    this.poller = new Poller({ ...waits, look: (sdkAppId) => this.applications.get(sdkAppId) });
  }

  /** Whether Tag Management has a pair, or has had it earlier in the run: no answer to act on. */
  async hasSeenPair(pair: TagPair): Promise<boolean> {
    const name = printPair(pair);
    if (this.#seenPairs.has(name)) return true;
    const isThere = await this.tagPairs.get(pair);
    if (isThere) this.#seenPairs.add(name);
    return isThere;
  }

  async #isPair([TagKey, TagValue]: TagPair): Promise<boolean> {
    return (await this.call(DescribeTags, { TagKey, TagValue })).TotalCount > 0;
  }

  /** The platform's own tags (`System`) are not asked for. */
  async #loadTags(ids: number[]): Promise<TagRecord[][]> {
    const found = new Map<string, TagRecord[]>(ids.map((id) => [String(id), []]));
    const { Tags, TotalCount } = await this.call(DescribeResourceTagsByResourceIds, {
      ServiceType: resourceServices[0],
      ResourcePrefix: resourcePrefix,
      ResourceIds: ids.map(String),
      Limit: tagRowsPerPage,
      Category: "Custom",
    });
    if (TotalCount > Tags.length) {
      throw new Error(`${ids.length} applications have ${TotalCount} tags and ${Tags.length} were answered`);
    }
    for (const tag of Tags) found.get(tag.ResourceId)?.push(tag);
    return ids.map((id) => found.get(String(id)) ?? []);
  }
}
