import { z } from "zod";
import { applicationResource, ModifyResourceTags, tagsPerRequest } from "../../../backend/api";
import { UserError } from "../../../ground/errors";
import type { Client } from "../../client/client";
import type { Session } from "../../lifecycle/kind";
import { missingPairs, mustExist } from "./tag-pairs";

export type Tags = Readonly<Record<string, string>>;

const TextMap = z.record(z.string(), z.string());

/** Tags that were checked; none of anything else. */
export const textMap = (value: unknown): Tags => TextMap.safeParse(value).data ?? {};

/** The observed tags whose keys are declared; other tags are no drift. */
export function onlyDeclared(declared: unknown, observed: Tags): Record<string, string> {
  const ours = textMap(declared);
  return Object.fromEntries(Object.entries(observed).filter(([key]) => Object.hasOwn(ours, key)));
}

/** What the backend says of an application's tags now. */
export const observeTags = ({ client }: Session, sdkAppId: number): Promise<Tags> => tagsOn(client, sdkAppId);

/** What the backend says of the tags of an application now, for callers without a session. */
export async function tagsOn(client: Client, sdkAppId: number): Promise<Tags> {
  const records = await client.tags(sdkAppId);
  return Object.fromEntries(records.map((tag) => [tag.TagKey, tag.TagValue]));
}

/**
 * Makes the declared tags true. A key is ours when it is declared now or was in the state before; every other
 * key on the resource is left alone.
 */
export async function syncTags(
  session: Session,
  sdkAppId: number,
  tags: { readonly declared: Tags; readonly before: Tags; readonly observed: Tags },
): Promise<void> {
  const { declared, before, observed } = tags;
  const replace = Object.entries(declared).filter(([key, value]) => observed[key] !== value);
  const remove = Object.keys(before).filter(
    (key) => !Object.hasOwn(declared, key) && Object.hasOwn(observed, key),
  );
  const [missing] = await missingPairs(session, replace);
  if (missing) throw new UserError(`the tag ${missing.join("=")} ${mustExist}`);
  while (replace.length > 0 || remove.length > 0) {
    const replaceNow = replace.splice(0, tagsPerRequest).map(([TagKey, TagValue]) => ({ TagKey, TagValue }));
    const removeNow = remove.splice(0, tagsPerRequest).map((TagKey) => ({ TagKey }));
    await session.client.call(ModifyResourceTags, {
      Resource: applicationResource(session.account.Uin, sdkAppId),
      ...(replaceNow.length > 0 && { ReplaceTags: replaceNow }),
      ...(removeNow.length > 0 && { DeleteTags: removeNow }),
    });
  }
}
