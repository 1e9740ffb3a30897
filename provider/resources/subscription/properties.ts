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
    replaces:
      "A package can't be moved: with another application this package lapses and a new one is bought.",
    refersTo: "Application",
    description: "The application, or its id.",
    example: "1400000001",
  }),
  product: property(SubscriptionProductName, {
    replaces:
      "A package is for one product: with another product this package lapses and a new one is bought.",
    description:
      "Product that the package is for: one that the application has, or `call-pack`, which adds calls and the TRTC service to a Chat application.",
    example: "call",
  }),
  edition: property(EditionName.optional(), {
    mayBeAbsent: true,
    description:
      "`free-trial` claims a trial; anything else is bought. Chat: `standard`, `pro`, `pro-plus`, `enterprise`; Call and the call pack: `1-to-1-call`, `group-call`; Conference and Live: `lite`, `standard`, `pro`; RTC Engine: `standard`, `pro`. A higher edition upgrades in place; a lower one is refused. Required, except with `adopt`. As an output it is undefined after the package has ended.",
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
      description: `Months bought in all; default 1. A higher number buys the difference, at most ${monthsPerOrder} at a time. It can't be lowered. Months added by auto-renewal or in a console are no drift.`,
      example: 1,
    },
  ),
  configuration: property(PackageConfiguration.default({}), {
    description:
      "Quantities beyond those of the edition, by their names on the purchase page. They can be raised in place, never lowered.",
    example: { monthlyActiveUsers: 20000 },
  }),
  autoRenewal: property(z.boolean("must be true or false").default(false), {
    description:
      "Whether Tencent Cloud buys the next month at list price before the term ends. Turning it on needs `tencentrtc:allowPurchases`. Not for trials.",
    example: true,
  }),
  refundOnDestroy: policy(z.boolean("must be true or false").default(false), {
    description:
      "Whether a destroy asks for a refund instead of letting the package lapse. The refund of a Chat package suspends the application at once. RTC packages are refunded within 5 days of purchase, if no minutes were used; later they lapse.",
    example: true,
  }),
  adopt: policy(z.boolean("must be true or false").optional(), {
    mayBeAbsent: true,
    description:
      "Takes over a running package instead of buying one. Only declared properties are managed then, and a destroy leaves the package as it is.",
    example: true,
  }),
  takeOver: policy(z.boolean("must be true or false").optional(), {
    mayBeAbsent: true,
    description: "With `adopt`: takes the package over even if a declaration of another stack manages it.",
    example: true,
  }),
  ...everyChild,
});

/** What the backend says of it beside that. */
export const outputs = z.object({
  packageId: property(z.string(), { description: "Id of the package, assigned at its purchase." }),
  status: property(z.enum(subscriptionStatuses), {
    description:
      "`InUse`; `Overdue` while the account is in arrears; `Expired` or `Refunded` after the package has ended. An ended package is never bought again automatically.",
  }),
  cure: property(z.string().optional(), { description: "What to do to bring the package back, in words." }),
  purchasedTime: property(z.string(), {
    follows: [],
    description: "When the package was bought or the trial claimed, ISO 8601.",
  }),
  effectiveTime: property(z.string(), {
    description: "When the last order takes effect, about five minutes after it, ISO 8601.",
  }),
  expireTime: property(z.string(), { description: "When the package ends, or ended, ISO 8601." }),
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
        "What the edition includes, as far as it is published. A trial has the capabilities of the highest edition (`capabilitiesOf`). `messageHistoryDays` is how long Chat keeps messages; `documentation` is the page that lists features and SDK platforms.",
    },
  ),
});

export type SubscriptionInputs = z.output<typeof inputs>;
