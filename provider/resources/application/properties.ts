import { z } from "zod";
import {
  ApplicationDescription,
  ApplicationName,
  ApplicationType,
  everyDisabledReason,
  everyStatus,
  Products,
  Region,
  signatureAlgorithms,
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
      "Name in the consoles: 1-15 letters, digits or underscores. Default: the resource's own name, where it fits. Names need not be unique.",
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
      "Products of the SDKAppID. Required, except with `adopt`. Products can be added, never removed.",
    example: ["chat"],
  }),
  region: property(Region.optional(), {
    replaces: "A region is fixed at creation: another one replaces the application.",
    description:
      "Where Chat data is stored. RTC data is stored in Singapore by default, whatever the region. Required, except with `adopt`.",
    example: "singapore",
  }),
  enabled: property(z.boolean("must be true or false").default(true), {
    mayBeAbsent: true,
    description:
      "Whether the application is in service. Disabling takes 3-5 minutes and stops every product of the SDKAppID at once; users who are still in rooms are billed until their rooms are dismissed. As an output it is undefined while the application is Expired.",
    example: true,
  }),
  tags: property(TagMap.default({}), {
    description: "Tags on the application. Tags with other keys stay as they are.",
    example: { team: "support" },
  }),
  rtcService: property(z.boolean("must be true or false").optional(), {
    description:
      "Opens the TRTC service on a Chat application. An open service can't be closed. `false` doesn't ask for it, and is no drift where a call pack has opened it.",
    example: true,
  }),
  signatureAlgorithm: property(
    z
      .enum(signatureAlgorithms, 'must be "HMAC-SHA256" or "ECDSA-SHA256", for example "HMAC-SHA256"')
      .optional(),
    {
      description:
        "How UserSigs are signed. `HMAC-SHA256` upgrades an application from before 2019-08-15, which signs with an ECDSA key pair. The upgrade is in place and can't be undone; UserSigs signed with the key pair stay valid. Every other application uses HMAC already.",
      example: "HMAC-SHA256",
    },
  ),
  deletionPolicy: policy(
    z.enum(["delete", "disable", "retain"], 'must be "delete", "disable" or "retain"').optional(),
    {
      description:
        "What a destroy or a replacement does: `delete` disables and deletes the application, `disable` only disables it, `retain` leaves it as it is. Default `delete`; with `adopt`, `retain`. Apply a new policy first; a replacement must come in a later update.",
      example: "delete",
    },
  ),
  dismissRooms: policy(z.boolean("must be true or false").optional(), {
    mayBeAbsent: true,
    description:
      "After disabling has taken effect, tries to dismiss rooms that still have users, who would be billed further. Listing rooms needs a paid package at Tencent Cloud; a failure is only a warning.",
    example: true,
  }),
  deletionProtection: property(z.boolean("must be true or false").default(false), {
    description:
      "Refuses every deletion, from Pulumi or a console, until it is `false`. A replacement that would delete the application is refused, too.",
    example: false,
  }),
  adopt: policy(ApplicationId.optional(), {
    mayBeAbsent: true,
    description:
      "SDKAppID of an existing application to take over instead of creating one. Only declared properties are managed then.",
    example: "1400000001",
  }),
  takeOver: policy(z.boolean("must be true or false").optional(), {
    mayBeAbsent: true,
    description: "With `adopt`: takes the application over even if another declaration manages it.",
    example: true,
  }),
  ...everyKind,
});

const serviceStatus = z.enum(["Normal", "Disabled"]);

/** What the backend says of it beside that. */
export const outputs = z.object({
  sdkAppId: property(z.number().int(), {
    follows: [],
    description: "The SDKAppID, assigned by the service.",
  }),
  secretKey: property(z.string().optional(), {
    follows: ["signatureAlgorithm"],
    secret: true,
    description:
      "SDKSecretKey, the key that signs UserSigs: 64 hexadecimal characters, used as text. Undefined on a real account unless `tencentrtc:secretKeysInState` is true, and on an application from before 2019-08-15 that still signs with ECDSA-SHA256 (see `signatureAlgorithm`): it has `publicKey` and `privateKey` instead.",
  }),
  publicKey: property(z.string().optional(), {
    follows: ["signatureAlgorithm"],
    description: "The public key, in PEM, of an application that signs, or once signed, with ECDSA-SHA256.",
  }),
  privateKey: property(z.string().optional(), {
    follows: ["signatureAlgorithm"],
    secret: true,
    description: "The private key, in PEM, of an application that signs, or once signed, with ECDSA-SHA256.",
  }),
  status: property(z.enum(everyStatus), {
    follows: ["enabled"],
    description: "Status of the application. `Unknown`: of a real application nobody knows it.",
  }),
  disabledReason: property(z.enum(everyDisabledReason).optional(), {
    follows: ["enabled"],
    description:
      "Why the application is disabled. `enabled: true` helps only with `manual`. `billing` and `blocked` are of real applications: a matter of money, or Tencent's blocklist.",
  }),
  disabledCure: property(z.string().optional(), {
    follows: ["enabled"],
    description: "What to do to bring a disabled application back to Normal, in words.",
  }),
  productStatus: property(z.record(z.string(), serviceStatus), {
    follows: ["enabled", "products"],
    description: "Status of each product.",
  }),
  rtcServiceStatus: property(z.object({ basic: serviceStatus, valueAdded: serviceStatus }).optional(), {
    follows: ["enabled", "products", "rtcService"],
    description:
      "Status of the basic and the value-added RTC services. All RTC products share the basic services. Value-added services come with a package or trial of a product and end with it; the status is Normal while one product has them. Undefined on an application without the TRTC service.",
  }),
  editions: property(z.record(z.string(), z.string()), {
    follows: ["products"],
    description: "Edition of each product.",
  }),
  createdTime: property(z.string(), {
    follows: [],
    description: "When the application was created, ISO 8601.",
  }),
  expireTime: property(z.string().optional(), {
    follows: [],
    description: "When the Chat package ends, ISO 8601.",
  }),
  rtcRegion: property(z.string(), { follows: [], description: "Where RTC data is stored." }),
  executor: property(z.enum(["clock", "operator"]), {
    follows: [],
    description:
      "Who carries out a change of status. `clock`: the backend simulates it. `operator`: people do, in the console of Tencent Cloud, where the application is.",
  }),
});

export type ApplicationInputs = z.output<typeof inputs>;
