import { z } from "zod";
import {
  ApplicationDescription,
  ApplicationName,
  type ApplicationRecord,
  ApplicationType,
  disabledReasons,
  Products,
  Region,
  signatureAlgorithms,
  statuses,
  TagKey,
  TagValue,
  tagsPerResource,
} from "../../backend/api";
import { UserError } from "../lifecycle/errors";
import { defineKind } from "../lifecycle/kind";
import { property } from "../lifecycle/meta";
import { observeTags, syncTags, type Tags } from "../lifecycle/tags";
import { foreseeAdoption } from "./application-adoption";
import { ApplicationId, parseApplicationId } from "./application-id";
import { foreseeQuota } from "./application-quota";
import { judgeApplication } from "./application-rules";
import { removeApplication, syncEnabled } from "./application-status";
import { ensureApplication, keepClaim, syncFields } from "./application-sync";
import { everyKind } from "./hidden";

const TagMap = z
  .record(TagKey, TagValue, 'must map tag keys to values, for example {"team": "support"}')
  .refine((tags) => Object.keys(tags).length <= tagsPerResource, `must be at most ${tagsPerResource} tags`);

const inputs = z.strictObject({
  name: property(ApplicationName.optional(), {
    heldPasses: true,
    description:
      "Name in the consoles: 1-15 letters, digits or underscores. Taken from the resource's own name where that fits. Names need not be unique.",
    example: "support_chat",
  }),
  description: property(ApplicationDescription.default(""), {
    heldPasses: true,
    description: "Up to 300 letters, digits or underscores; the consoles take no spaces or punctuation.",
    example: "customer_support",
  }),
  applicationType: property(ApplicationType.optional(), {
    heldPasses: true,
    mayBeAbsent: true,
    description: "Free text of 1-40 characters that the Chat console shows as the application's type.",
    example: "social",
  }),
  products: property(Products.optional(), {
    unordered: true,
    description:
      "Product faces of the SDKAppID. Required unless adopting. Products can be added, never taken away.",
    example: ["chat"],
  }),
  region: property(Region.optional(), {
    replaces: true,
    description:
      "Where Chat data is stored; RTC data is in Singapore by default whatever this says. Required unless adopting. Fixed at creation: another region replaces the application.",
    example: "singapore",
  }),
  enabled: property(z.boolean("must be true or false").default(true), {
    description:
      "Whether the application serves. Disabling takes 3-5 minutes, hits every product of the SDKAppID at once, and goes on billing for users still in rooms.",
    example: true,
  }),
  tags: property(TagMap.default({}), {
    description: "Tags on the application. Keys that are not declared here are left alone.",
    example: { team: "support" },
  }),
  rtcService: property(z.boolean("must be true or false").optional(), {
    description: "Opens the TRTC service on a Chat application. It can't be turned off alone.",
    example: true,
  }),
  deletionPolicy: property(
    z.enum(["delete", "disable", "retain"], 'must be "delete", "disable" or "retain"').optional(),
    {
      policy: true,
      description:
        "What destroying does: `delete` disables and deletes, `disable` leaves a disabled application, `retain` gives it up untouched. Default `delete`, or `retain` when adopting.",
      example: "delete",
    },
  ),
  deletionProtection: property(z.boolean("must be true or false").default(false), {
    description: "Refuses every deletion, from here or a console, until it is turned off.",
    example: false,
  }),
  adopt: property(ApplicationId.optional(), {
    policy: true,
    mayBeAbsent: true,
    description:
      "SDKAppID of an existing application to take over instead of making one. Only what is declared is managed then.",
    example: "1400000001",
  }),
  takeOver: property(z.boolean("must be true or false").optional(), {
    policy: true,
    mayBeAbsent: true,
    description: "With `adopt`: takes the application even from another declaration that manages it.",
    example: true,
  }),
  ...everyKind,
});

const outputs = z.object({
  sdkAppId: property(z.number().int(), { description: "The SDKAppID, made by the service." }),
  secretKey: property(z.string().optional(), {
    secret: true,
    description: "SDKSecretKey, with which UserSigs are signed. Missing on ECDSA applications.",
  }),
  publicKey: property(z.string().optional(), { description: "ECDSA applications: the public key, PEM." }),
  privateKey: property(z.string().optional(), {
    secret: true,
    description: "ECDSA applications: the private key, PEM.",
  }),
  signatureAlgorithm: property(z.enum(signatureAlgorithms), {
    description: "How UserSigs are signed. Applications from before 2019-08-15 use ECDSA.",
  }),
  status: property(z.enum(statuses), { description: "What the application is doing now." }),
  disabledReason: property(z.enum(disabledReasons).optional(), {
    description: "Why it is disabled. Only `manual` is cured by `enabled: true`.",
  }),
  disabledCure: property(z.string().optional(), { description: "What brings it back to Normal, in words." }),
  productStatus: property(z.record(z.string(), z.enum(["Normal", "Disabled"])), {
    description: "Status of each product face.",
  }),
  editions: property(z.record(z.string(), z.string()), { description: "Edition of each product face." }),
  createdTime: property(z.string(), { description: "When it was made, ISO 8601." }),
  expireTime: property(z.string().optional(), { description: "When its plan ends, ISO 8601." }),
  rtcRegion: property(z.string(), { description: "Where RTC data is stored." }),
  allTags: property(z.record(z.string(), z.string()), {
    description: "Every tag on the application, those of others included.",
  }),
  executor: property(z.enum(["clock", "operator"]), {
    description: "Who carries a change of status out: `clock` means that the backend simulates it.",
  }),
});

export type ApplicationInputs = z.output<typeof inputs>;
interface Observed {
  readonly record: ApplicationRecord;
  readonly tags: Tags;
}

export const application = defineKind({
  name: "Application",
  description: "A Tencent RTC / Chat application: one SDKAppID with all its product faces.",
  inputs,
  outputs,
  deleteBeforeReplace: true,
  /** Two windows of 5 minutes at most, and the same again for a slow day; a creation may end disabled. */
  timeouts: { create: 1_200, update: 1_200, delete: 2_400 },

  startsBackend: (given) => given.adopt === undefined,
  adopts: (given) => given.adopt !== undefined,

  complete: (given, settings, declaration) => ({
    ...given,
    ...(given.name === undefined && given.adopt === undefined && { name: nameFrom(declaration.name) }),
    ...(given.deletionPolicy === undefined && {
      deletionPolicy: given.adopt === undefined ? "delete" : "retain",
    }),
    ...(settings && given.adopt === undefined && { tags: withDefaults(given.tags, settings.defaultTags) }),
  }),

  judge: judgeApplication,
  foresee: async (...asked) => [...(await foreseeQuota(...asked)), ...(await foreseeAdoption(...asked))],
  identity: (desired) => [desired.region, desired.adopt],

  async observe(session, id) {
    const sdkAppId = parseApplicationId(id);
    const entry = await session.client.application(sdkAppId);
    if (entry.Outcome === "Refused") {
      if (entry.Code === "ResourceNotFound.Application") return undefined;
      throw new UserError(`${entry.Message} (${entry.Code})`);
    }
    return { record: entry.Application, tags: await observeTags(session, sdkAppId) };
  },

  facts: ({ record, tags }: Observed, declared) => ({
    name: record.Name,
    description: record.Description,
    applicationType: record.ApplicationType,
    products: declaredProducts(declared.products, record.Products),
    region: record.Region,
    enabled: record.Status === "Normal" || record.Status === "Enabling",
    tags: onlyDeclared(declared.tags, tags),
    rtcService: record.RtcService,
    deletionProtection: record.DeletionProtection,
  }),

  results: ({ record, tags }: Observed) => ({
    sdkAppId: record.SdkAppId,
    secretKey: record.SecretKey,
    publicKey: record.PublicKey,
    privateKey: record.PrivateKey,
    signatureAlgorithm: record.SignatureAlgorithm,
    status: record.Status,
    disabledReason: record.DisabledReason,
    disabledCure: record.Cure,
    productStatus: Object.fromEntries(record.ProductStatus.map((face) => [face.Product, face.Status])),
    editions: Object.fromEntries(record.ProductStatus.map((face) => [face.Product, face.Edition])),
    createdTime: record.CreatedTime,
    expireTime: record.ExpireTime,
    rtcRegion: record.RtcRegion,
    allTags: tags,
    executor: record.Executor,
  }),

  async reconcile(session, change) {
    // observe
    const found = change.current && (await this.observe(session, change.current.id));
    if (change.current && !found) {
      throw new UserError(
        "the application was deleted behind Pulumi's back; run `pulumi refresh` so that the state forgets it and `pulumi up` can make a new one",
      );
    }
    // ensure
    const id = change.current?.id ?? (await ensureApplication(session, change));
    const { record, tags } = found ?? (await this.observe(session, id)) ?? missing();
    // sync
    await keepClaim(session, change, record);
    await syncFields(session, change, record);
    const declared = change.desired.tags;
    if (declared !== undefined) {
      await syncTags(session, record.SdkAppId, {
        declared,
        before: textMap(change.current?.state.tags),
        observed: tags,
      });
    }
    await syncEnabled(session, change, record);
  },

  remove: removeApplication,
});

function missing(): never {
  throw new UserError("the application was deleted while it was being made");
}

/** The resource's own name where it passes as an application's name; the rules explain it where it doesn't. */
const nameFrom = (name: string): string | undefined => ApplicationName.safeParse(name).data;

const textMap = (value: unknown): Tags => TextMap.safeParse(value).data ?? {};
const TextMap = z.record(z.string(), z.string());

/** An application's own tag wins over a default of the same key. What isn't a map is left for the check to refuse. */
const withDefaults = (own: unknown, defaults: Tags): unknown =>
  own === undefined || (typeof own === "object" && own !== null && !Array.isArray(own))
    ? { ...defaults, ...own }
    : own;

/** A product that somebody else activated is no drift, since products can't be taken away. */
function declaredProducts(declared: unknown, observed: readonly string[]): readonly string[] {
  return Array.isArray(declared) ? declared.filter((product) => observed.includes(product)) : observed;
}

/** Of the tags on an application, those whose keys are ours; the others are nobody's drift. */
function onlyDeclared(declared: unknown, observed: Tags): Tags | undefined {
  if (declared === undefined) return undefined;
  const ours = textMap(declared);
  return Object.fromEntries(Object.entries(observed).filter(([key]) => Object.hasOwn(ours, key)));
}
