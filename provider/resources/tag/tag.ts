import { z } from "zod";
import {
  type ApiError,
  applicationResource,
  ModifyResourceTags,
  TagKey,
  TagValue,
} from "../../../backend/api";
import type { Bag } from "../../../ground/bag";
import { explain } from "../../../ground/errors";
import { hasCode } from "../../client/errors";
import { foundIn, isGoneOrGoing } from "../../client/gone";
import { defineKind } from "../../lifecycle/kind";
import { property } from "../../lifecycle/properties/meta";
import { defaultTimeouts } from "../../lifecycle/timeouts";
import { foreseeApplication } from "../application/exists";
import { ApplicationId, parseApplicationId } from "../application/id";
import {
  convergeTags,
  foreseePairs,
  isUnsupported,
  leaveTagsToPeople,
  remarkOnUnseen,
  seeTags,
} from "../application/tags";
import { everyChild } from "../every-kind";
import { isReal } from "../in-console";
import { parseTagId, printTagId, tagId } from "./id";

const inputs = z.strictObject({
  application: property(ApplicationId, {
    replaces: "A tag can't be moved: another application replaces it.",
    refersTo: "Application",
    description: "The application, or its id.",
    example: "1400000001",
  }),
  key: property(TagKey, {
    replaces: "A tag can't be renamed: another key replaces it.",
    description: "Key of the tag, 1-127 characters.",
    example: "team",
  }),
  value: property(TagValue, {
    description: "Value of the tag, 1-255 characters. Changed in place.",
    example: "support",
  }),
  ...everyChild,
});

interface Observed {
  readonly application: string;
  readonly key: string;
  /** Null where nobody knows it, or whether there is one. */
  readonly value: string | null;
  readonly left?: ApiError;
}

/** A Tag's one pair; of a key that isn't known yet, none. */
const pairOf = ({ key, value }: Bag = {}): Bag => (typeof key === "string" ? { [key]: value } : {});

export const tag = defineKind({
  name: "Tag",
  description:
    "One tag on an application. A pair that Tag Management lacks is created there. A destroy removes the tag from the application and leaves the pair in Tag Management.",
  id: tagId,
  inputs,
  outputs: z.object({}),
  notOnReal: undefined,
  endsAlone: true,
  deleteBeforeReplace: true,
  timeouts: defaultTimeouts.withoutWaits,

  foresee: async (session, proposal) => [
    ...(await foreseeApplication(session, proposal)),
    ...(await foreseePairs(session, pairOf(proposal.inputs), pairOf(proposal.olds), () => "value")),
  ],
  identity: (desired) => [desired.application, desired.key],
  holds: ({ application, key }) => [{ names: [application, "tags", key], path: "key", isAll: true }],

  async observe(session, id): Promise<Observed | undefined> {
    const { sdkAppId, key } = parseTagId(id);
    if (!foundIn(await session.client.application(sdkAppId), "Application")) return undefined;
    const { tags, tagsLeft: left } = await seeTags(session.client, sdkAppId);
    if (tags === null) return { application: String(sdkAppId), key, value: null, ...(left && { left }) };
    // The application answers for itself, so a complete list of its tags that lacks the key means gone.
    return Object.hasOwn(tags, key)
      ? { application: String(sdkAppId), key, value: tags[key] ?? null }
      : undefined;
  },

  // What nobody knows is neither as declared nor otherwise.
  facts: ({ application, key, value }: Observed, declared) => ({
    application,
    key,
    value: value ?? declared.value,
  }),
  unimportable: ({ left }: Observed) => left && `its value isn't known: ${explain(left)}`,
  remarks: ({ application, key, left }: Observed) =>
    left ? [remarkOnUnseen(left, `the tag ${key} of Application ${application}: whether it is`)] : [],
  loggedAs: () => "Tags",
  attached: async (client, { SdkAppId }) =>
    Object.keys((await seeTags(client, SdkAppId)).tags ?? {}).map((name) => ({
      id: printTagId(SdkAppId, name),
      logged: `tag ${name}`,
    })),
  results: () => ({}),

  async reconcile(session, change) {
    const { application, key, value } = change.desired;
    const sdkAppId = parseApplicationId(application);
    // observe
    const seen = await seeTags(session.client, sdkAppId);
    // ensure, sync
    const declared = { [key]: value };
    const pair = { declared, before: {}, property: `the tag ${key}`, value };
    await convergeTags(session, change.about, { sdkAppId, seen, ...pair });
    change.made(printTagId(application, key));
  },

  async remove(session, { id, about }) {
    const { sdkAppId, key } = parseTagId(id);
    try {
      await session.client.call(ModifyResourceTags, {
        Resource: applicationResource(session.account.Uin, sdkAppId),
        DeleteTags: [{ TagKey: key }],
      });
    } catch (error) {
      if (isReal(session) && isUnsupported(error)) {
        const change = { property: `the tag ${key}`, sdkAppId, value: "none: take it off" };
        return leaveTagsToPeople(session, about, change);
      }
      if (!isGoneOrGoing(error, "Application") && !isUnbound(error)) throw error;
      session.reporter.info(about, `the tag ${key} was gone already`);
    }
  },
});

/**
 * Codes of the tag service for a key that isn't on the resource, and for a resource that isn't there, which is only
 * called an id that is none (docs/rules.md, section 4.4).
 */
const isUnbound = (error: unknown): boolean =>
  hasCode(
    error,
    "ResourceNotFound.AttachedTagKeyNotFound",
    "ResourceNotFound.TagNonExist",
    "InvalidParameterValue.ResourceIdInvalid",
  );
