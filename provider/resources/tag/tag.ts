import { z } from "zod";
import { applicationResource, ModifyResourceTags, TagKey, TagValue } from "../../../backend/api";
import type { Bag } from "../../../ground/bag";
import { hasCode } from "../../client/errors";
import { foundIn, isGoneOrGoing } from "../../client/gone";
import { defineKind } from "../../lifecycle/kind";
import { property } from "../../lifecycle/properties/meta";
import { defaultTimeouts } from "../../lifecycle/timeouts";
import { foreseeApplication } from "../application/exists";
import { ApplicationId, parseApplicationId } from "../application/id";
import { foreseePairs, observeTags, syncTags } from "../application/tags";
import { everyChild } from "../every-kind";
import { parseTagId, printTagId } from "./id";
import { applicationTags } from "./look-up";

const inputs = z.strictObject({
  application: property(ApplicationId, {
    replaces: true,
    refersTo: "Application",
    description: "The application, or its id. Another application replaces the tag.",
    example: "1400000001",
  }),
  key: property(TagKey, {
    replaces: true,
    description: "Key of the tag, 1-127 characters. Another key replaces the tag.",
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
  readonly value: string;
}

/** A Tag's one pair; of a key that isn't known yet, none. */
const pairOf = ({ key, value }: Bag = {}): Bag => (typeof key === "string" ? { [key]: value } : {});

export const tag = defineKind({
  name: "Tag",
  description:
    "One tag on an application. A pair that Tag Management lacks is created there. A destroy removes the tag from the application and leaves the pair in Tag Management.",
  inputs,
  outputs: z.object({}),
  notOnReal:
    "this release neither reads nor changes tags of real applications; the console does (RTC console > My Applications > Manage > TAG)",
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
    // The application answers for itself, so a complete list of its tags that lacks the key means gone.
    const tags = new Map(Object.entries(await observeTags(session, sdkAppId)));
    const value = tags.get(key);
    return value === undefined ? undefined : { application: String(sdkAppId), key, value };
  },

  facts: (observed: Observed) => ({ ...observed }),
  loggedAs: () => "Tags",
  attached: async (client, { SdkAppId }) =>
    (await client.look(applicationTags, SdkAppId)).map(({ TagKey: name }) => ({
      id: printTagId(SdkAppId, name),
      logged: `tag ${name}`,
    })),
  results: () => ({}),

  async reconcile(session, change) {
    const { application, key, value } = change.desired;
    const sdkAppId = parseApplicationId(application);
    // observe
    const observed = await observeTags(session, sdkAppId);
    // ensure, sync
    await syncTags(session, sdkAppId, { declared: { [key]: value }, before: {}, observed });
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
