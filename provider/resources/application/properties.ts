import { z } from "zod";
import {
  ApplicationDescription,
  ApplicationName,
  ApplicationType,
  disabledReasons,
  Products,
  Region,
  signatureAlgorithms,
  statuses,
  TagKey,
  TagValue,
  tagsPerResource,
} from "../../../backend/api";
import { policy, property } from "../../lifecycle/properties/meta";
import { everyKind } from "../every-kind";
import { ApplicationId } from "./id";

const TagMap = z
  .record(TagKey, TagValue, 'must map tag keys to values, for example {"team": "support"}')
  .refine((tags) => Object.keys(tags).length <= tagsPerResource, `must be at most ${tagsPerResource} tags`);

/** What an application is made from. */
export const inputs = z.strictObject({
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
    mayBeAbsent: true,
    description:
      "Whether the application serves. Disabling takes 3-5 minutes, hits every product of the SDKAppID at once, and goes on billing for users still in rooms. As an output it is missing while the application is Expired, which is neither.",
    example: true,
  }),
  tags: property(TagMap.default({}), {
    description: "Tags on the application. Keys that are not declared here are left alone.",
    example: { team: "support" },
  }),
  rtcService: property(z.boolean("must be true or false").optional(), {
    description:
      "Opens the TRTC service on a Chat application. It can't be turned off alone; `false` says that nobody here asks for it, and holds even where a call pack opened it.",
    example: true,
  }),
  signatureAlgorithm: property(
    z
      .enum(signatureAlgorithms, 'must be "HMAC-SHA256" or "ECDSA-SHA256", for example "HMAC-SHA256"')
      .optional(),
    {
      description:
        "How UserSigs are signed. Declaring `HMAC-SHA256` upgrades an application from before 2019-08-15, which signs with an ECDSA key pair: in place, for good, and UserSigs made with the pair stay valid. Every other application is HMAC already.",
      example: "HMAC-SHA256",
    },
  ),
  deletionPolicy: policy(
    z.enum(["delete", "disable", "retain"], 'must be "delete", "disable" or "retain"').optional(),
    {
      description:
        "What destroying and replacing do: `delete` disables and deletes, `disable` leaves a disabled application, `retain` gives it up untouched. Default `delete`, or `retain` when adopting. It holds once it is applied, so it can't change in one step with a replacement.",
      example: "delete",
    },
  ),
  dismissRooms: policy(z.boolean("must be true or false").optional(), {
    mayBeAbsent: true,
    description:
      "Once disabling has taken effect, dismisses the rooms in which people still are, who would go on being billed. As well as it can: listing rooms needs a paid package at Tencent Cloud, and a failure is a warning.",
    example: true,
  }),
  deletionProtection: property(z.boolean("must be true or false").default(false), {
    description:
      "Refuses every deletion, from here or a console, until it is turned off; so it also refuses a replacement that would delete.",
    example: false,
  }),
  adopt: policy(ApplicationId.optional(), {
    mayBeAbsent: true,
    description:
      "SDKAppID of an existing application to take over instead of making one. Only what is declared is managed then.",
    example: "1400000001",
  }),
  takeOver: policy(z.boolean("must be true or false").optional(), {
    mayBeAbsent: true,
    description: "With `adopt`: takes the application even from another declaration that manages it.",
    example: true,
  }),
  ...everyKind,
});

const serviceStatus = z.enum(["Normal", "Disabled"]);

/** What the backend says of it beside that. */
export const outputs = z.object({
  sdkAppId: property(z.number().int(), { description: "The SDKAppID, made by the service." }),
  secretKey: property(z.string().optional(), {
    secret: true,
    description:
      "SDKSecretKey, with which UserSigs are signed: 64 hexadecimal characters, used as text. Undefined on an application that still signs with ECDSA-SHA256, which only one from before 2019-08-15 can: it has `publicKey` and `privateKey` instead, and `signatureAlgorithm` tells which.",
  }),
  publicKey: property(z.string().optional(), {
    description: "The public key, PEM, of an ECDSA application or of one that was upgraded from it.",
  }),
  privateKey: property(z.string().optional(), {
    secret: true,
    description: "The private key, PEM, of an ECDSA application or of one that was upgraded from it.",
  }),
  status: property(z.enum(statuses), { description: "What the application is doing now." }),
  disabledReason: property(z.enum(disabledReasons).optional(), {
    description: "Why it is disabled. Only `manual` is cured by `enabled: true`.",
  }),
  disabledCure: property(z.string().optional(), { description: "What brings it back to Normal, in words." }),
  productStatus: property(z.record(z.string(), serviceStatus), {
    description: "Status of each product face.",
  }),
  rtcServiceStatus: property(z.object({ basic: serviceStatus, valueAdded: serviceStatus }).optional(), {
    description:
      "Status of the basic and the value-added services of the RTC faces. The basic ones are shared; the value-added ones of a face come with a package or trial of its product and end with it, and this says Normal while one face has them. Missing on an application without the TRTC service.",
  }),
  editions: property(z.record(z.string(), z.string()), { description: "Edition of each product face." }),
  createdTime: property(z.string(), { description: "When it was made, ISO 8601." }),
  expireTime: property(z.string().optional(), { description: "When its plan ends, ISO 8601." }),
  rtcRegion: property(z.string(), { description: "Where RTC data is stored." }),
  executor: property(z.enum(["clock", "operator"]), {
    description: "Who carries a change of status out: `clock` means that the backend simulates it.",
  }),
});

export type ApplicationInputs = z.output<typeof inputs>;
