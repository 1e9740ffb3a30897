import { z } from "zod";
import {
  EditionName,
  editions,
  monthsPerOrder,
  PackageConfiguration,
  SubscriptionProductName,
  subscriptionStatuses,
} from "../../../backend/api";
import { policy, property } from "../../lifecycle/properties/meta";
import { ApplicationId } from "../application/id";
import { everyChild } from "../every-kind";

/** What a subscription is made from. */
export const inputs = z.strictObject({
  application: property(ApplicationId, {
    replaces: true,
    refersTo: "Application",
    description:
      "The application, or its id. A package can't be moved: another application lets this one lapse and buys anew.",
    example: "1400000001",
  }),
  product: property(SubscriptionProductName, {
    replaces: true,
    description:
      "What the package is for: a product that the application has, or `call-pack`, which brings calls and the TRTC service to a Chat application. Another product lets this one lapse and buys anew.",
    example: "call",
  }),
  edition: property(EditionName.optional(), {
    mayBeAbsent: true,
    description:
      "`free-trial` claims a trial; anything else is bought. Chat: `standard`, `pro`, `pro-plus`, `enterprise`; Call and the call pack: `1-to-1-call`, `group-call`; Conference and Live: `lite`, `standard`, `pro`; RTC Engine: `standard`, `pro`. A higher one upgrades in place, a lower one is refused. Required unless adopting. As an output it is missing once the package has ended.",
    example: "group-call",
  }),
  months: property(
    z
      .number("must be a whole number of months, for example 1")
      .int("must be a whole number of months, for example 1")
      .min(1, "must be at least 1 month, for example 1")
      .max(1_200, "must be at most 1200 months, for example 12")
      .optional(),
    {
      mayBeAbsent: true,
      description: `Months bought in all, 1 unless told: a higher number buys the difference, at most ${monthsPerOrder} at a time. It can't be lowered. Months that auto-renewal or somebody in a console adds don't count as changes.`,
      example: 1,
    },
  ),
  configuration: property(PackageConfiguration.default({}), {
    description:
      "Quantities beyond the edition, by the names of the purchase page. They can be raised in place, never lowered.",
    example: { monthlyActiveUsers: 20000 },
  }),
  autoRenewal: property(z.boolean("must be true or false").default(false), {
    description:
      "Whether Tencent Cloud buys the next month, at list price, before the last one ends. Turning it on needs `allowPurchases`. Not for trials.",
    example: true,
  }),
  refundOnDestroy: policy(z.boolean("must be true or false").default(false), {
    description:
      "Whether destroying asks for the money back instead of letting the package lapse. A refunded Chat package suspends the application at once. RTC packages are refunded within 5 days of purchase, with their minutes untouched; later they lapse.",
    example: true,
  }),
  adopt: policy(z.boolean("must be true or false").optional(), {
    mayBeAbsent: true,
    description:
      "Takes over a package that runs already instead of buying one. Only what is declared is managed then, and destroying this declaration leaves the package as it is.",
    example: true,
  }),
  takeOver: policy(z.boolean("must be true or false").optional(), {
    mayBeAbsent: true,
    description: "With `adopt`: takes the package even from another stack's declaration that manages it.",
    example: true,
  }),
  ...everyChild,
});

/** What the backend says of it beside that. */
export const outputs = z.object({
  packageId: property(z.string(), { description: "Id of the package, made at its purchase." }),
  status: property(z.enum(subscriptionStatuses), {
    description:
      "`InUse`; `Overdue` while the account is in arrears; `Expired` or `Refunded` once it has ended. What has ended is never bought again by itself.",
  }),
  cure: property(z.string().optional(), { description: "What brings it back, in words." }),
  purchasedTime: property(z.string(), { description: "When it was bought or claimed, ISO 8601." }),
  effectiveTime: property(z.string(), {
    description: "When the last order takes effect, some five minutes after it, ISO 8601.",
  }),
  expireTime: property(z.string(), { description: "When it ends, or ended, ISO 8601." }),
  versionDetails: property(
    z.object({
      title: z.string(),
      capabilitiesOf: z.enum(editions),
      basicServices: z.boolean(),
      valueAddedServices: z.boolean(),
      messageHistoryDays: z.number().int().optional(),
      documentation: z.string().optional(),
      upgradesTo: z.array(z.enum(editions)),
    }),
    {
      description:
        "What the edition includes, as far as it is published: a trial has the capabilities of the highest edition; Chat keeps messages for some days; `documentation` is the page that lists the features and SDK platforms.",
    },
  ),
});

export type SubscriptionInputs = z.output<typeof inputs>;
