import { z } from "zod";
import {
  applicationResource,
  type ResourceService,
  resourceIdsPerRequest,
  resourcePrefix,
  tagRowsPerPage,
} from "../../api";
import type { CloudAccount } from "../account";
import { CloudRefusal } from "../errors";
import { describeResourceTagsByResourceIds } from "../looks";
import type { ServiceAction } from "../service";
import { tagAnswer } from "./answers";

/** Tags of an application, by key. */
export type CloudTags = Readonly<Record<string, string>>;

/** What an application has, and by which request that is known. */
export interface TagsFound {
  readonly tags: CloudTags;
  readonly requestId: string | undefined;
}

/** Changes of one application's tags: at most 10 in each list, no key in both, at least one in all. */
export interface TagChange {
  readonly replace: readonly { readonly TagKey: string; readonly TagValue: string }[];
  readonly remove: readonly string[];
}

/**
 * The one action of API 3.0 that changes something. Sent twice it does what it does once: a value is set, and a key that
 * isn't there is none to take off.
 */
const modifyResourceTags: ServiceAction & { readonly answer: z.ZodType } = {
  ...{ service: "tag", version: "2018-08-13", name: "ModifyResourceTags" },
  answer: z.object({}),
};

/** Whether the tag service takes no applications under the service type that it was asked with. */
export const isUnsupported = (error: unknown): error is CloudRefusal =>
  error instanceof CloudRefusal && tagAnswer(error.code).means === "unsupported";

/**
 * Does work under the first of some service types under which the tag service takes applications.
 *
 * @throws CloudRefusal for which `isUnsupported` holds, where it takes them under none.
 */
export async function underService<T>(
  [first, ...others]: readonly [ResourceService, ...ResourceService[]],
  work: (service: ResourceService) => Promise<T>,
): Promise<{ readonly service: ResourceService; readonly answer: T }> {
  try {
    return { service: first, answer: await work(first) };
  } catch (error) {
    const [second, ...rest] = others;
    if (second === undefined || !isUnsupported(error)) throw error;
    return underService([second, ...rest], work);
  }
}

/**
 * The tags that people put on applications, in as few calls as there may be.
 *
 * @throws CloudRefusal; CloudUnavailable where there is no answer.
 */
export async function tagsUnder(
  service: ResourceService,
  account: CloudAccount,
  sdkAppIds: readonly number[],
  signal: AbortSignal,
): Promise<ReadonlyMap<number, TagsFound>> {
  const chunks: (readonly number[])[] = [];
  for (let start = 0; start < sdkAppIds.length; start += resourceIdsPerRequest) {
    chunks.push(sdkAppIds.slice(start, start + resourceIdsPerRequest));
  }
  const found = await Promise.all(chunks.map((ids) => tagsOfSome(service, account, ids, signal)));
  return new Map(found.flatMap((some) => [...some]));
}

async function tagsOfSome(
  ServiceType: ResourceService,
  account: CloudAccount,
  ids: readonly number[],
  signal: AbortSignal,
): Promise<Map<number, TagsFound>> {
  const held = new Map(ids.map((id) => [String(id), new Map<string, string>()]));
  let requestId: string | undefined;
  let isWhole = false;
  for (let Offset = 0; !isWhole; Offset += tagRowsPerPage) {
    const request = {
      ServiceType,
      ResourcePrefix: resourcePrefix,
      ResourceIds: ids.map(String),
      // Applications lie in no region, which the service wants said so.
      ResourceRegion: "",
      Offset,
      Limit: tagRowsPerPage,
      Category: "Custom",
    };
    const page = await account.look(describeResourceTagsByResourceIds, request, signal);
    requestId = page.requestId;
    const { Tags, TotalCount } = page.answer;
    for (const { ResourceId, TagKey, TagValue } of Tags) held.get(ResourceId)?.set(TagKey, TagValue);
    isWhole = Tags.length === 0 || Offset + Tags.length >= TotalCount;
  }
  return new Map(ids.map((id) => [id, { tags: Object.fromEntries(held.get(String(id)) ?? []), requestId }]));
}

/**
 * Changes tags of an application. Other keys stay as they are.
 *
 * @throws CloudRefusal, after which nothing was changed; CloudUnavailable where it isn't known whether anything was.
 */
export async function changeTags(
  service: ResourceService,
  account: CloudAccount,
  { uin, sdkAppId }: { readonly uin: string; readonly sdkAppId: number },
  { replace, remove }: TagChange,
  signal: AbortSignal,
): Promise<void> {
  const request = {
    Resource: applicationResource(uin, sdkAppId, service),
    ...(replace.length > 0 && { ReplaceTags: replace }),
    ...(remove.length > 0 && { DeleteTags: remove.map((TagKey) => ({ TagKey })) }),
  };
  await account.change(modifyResourceTags, request, signal);
}
