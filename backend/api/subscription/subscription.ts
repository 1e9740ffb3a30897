import { z } from "zod";
import { actionsOf } from "../action";
import { entryOf } from "../entry";
import { ClientToken, Instant, Owner, SdkAppId } from "../fields";
import { managementVersion } from "../version";
import { editions, subscriptionProducts } from "./editions";

const action = actionsOf("rtcapp", managementVersion);

/** `Overdue` still runs, while its account owes; `Expired` and `Refunded` have ended. */
export const subscriptionStatuses = ["InUse", "Overdue", "Expired", "Refunded"] as const;

const listed = (values: readonly string[]) => values.map((value) => `"${value}"`).join(", ");

export const SubscriptionProductName = z.enum(
  subscriptionProducts,
  `must be one of ${listed(subscriptionProducts)}, for example "call"`,
);

export const EditionName = z.enum(editions, `must be one of ${listed(editions)}, for example "free-trial"`);

/** Months in one order at most (Tencent Cloud's billing API, `RenewInstance`). */
export const monthsPerOrder = 36;

/** Quantities beyond the edition, as the purchase page offers them; their names aren't published. */
export const PackageConfiguration = z.record(
  z.string().regex(/^[A-Za-z][A-Za-z0-9_]{0,63}$/, "must be a name of 1-64 letters, digits or underscores"),
  z
    .number("must be a whole number, for example 20000")
    .int("must be a whole number, for example 20000")
    .positive("must be a positive number, for example 20000")
    .max(1_000_000_000, "must be at most 1000000000"),
  'must map names to quantities, for example {"monthlyActiveUsers": 20000}',
);

/** What a version brings, as far as it is published (RTC console, "Version Details"; docs/rules.md, section 1.8). */
export const EditionDetails = z.object({
  Title: z.string(),
  /** The edition whose capabilities it has: a trial has those of the highest. */
  CapabilitiesOf: z.enum(editions),
  BasicServices: z.boolean(),
  ValueAddedServices: z.boolean(),
  /** Chat alone: for how many days messages are kept. */
  MessageHistoryDays: z.number().int().optional(),
  /** The page that lists its features and the SDK platforms that it supports. Older servers don't tell. */
  Documentation: z.string().optional(),
  /** What it can be upgraded to, lowest first. */
  UpgradesTo: z.array(z.enum(editions)),
});

const subscriptionId = { SdkAppId, Product: SubscriptionProductName };

export const SubscriptionRecord = z.object({
  ...subscriptionId,
  /** Made with each purchase of something new; an extension or upgrade keeps it. */
  PackageId: z.string(),
  Edition: z.enum(editions),
  /** What was ordered last. Support alone makes it differ from `Edition`. */
  OrderedEdition: z.enum(editions),
  Status: z.enum(subscriptionStatuses),
  /** What brings it back, in words; null where nothing is wrong. */
  Cure: z.string().nullable(),
  /** Months ordered by hand in all; those that auto-renewal adds don't count. 0 for a trial. */
  Months: z.number().int().nonnegative(),
  Configuration: z.record(z.string(), z.number().int()),
  AutoRenewal: z.boolean(),
  PurchasedTime: Instant,
  /** When the last order takes effect, some five minutes after it. */
  EffectiveTime: Instant,
  ExpireTime: Instant,
  /** Days that are left and days there are in all, today included: what an upgrade's price is made from. */
  RemainingDays: z.number().int().nonnegative(),
  TotalDays: z.number().int().positive(),
  /** Whether asking for a refund would be granted. */
  Refundable: z.boolean(),
  Details: EditionDetails,
  /** The declaration that manages it; null when it was bought or left in a console. */
  Owner: z.string().nullable(),
  /** SHA-256 of the claim that counts, in hex; null when nobody holds one. */
  ClaimDigest: z.string().nullable(),
  /** Since when it is to go with its application; null where it isn't. Older servers don't tell. */
  LeavingSince: Instant.nullable().optional(),
});
export type SubscriptionRecord = z.output<typeof SubscriptionRecord>;

/** One entry per subscription asked for. One that has ended is found: only what was never bought is not. */
export const SubscriptionEntry = entryOf("Subscription", subscriptionId, {
  Subscription: SubscriptionRecord,
});
export type SubscriptionEntry = z.output<typeof SubscriptionEntry>;

/** Subscriptions of one look at most. */
export const subscriptionsPerRequest = 100;

export const DescribeSubscriptions = action(
  "DescribeSubscriptions",
  "read",
  z.strictObject({
    Subscriptions: z.array(z.strictObject(subscriptionId)).min(1).max(subscriptionsPerRequest),
  }),
  z.object({ Entries: z.array(SubscriptionEntry) }),
);

const Quota = z.object({ Claimed: z.number().int(), Limit: z.number().int() });

/** Trials claimed so far: on an application, its call pack's, and on all applications of the account. */
export const DescribeTrials = action(
  "DescribeTrials",
  "read",
  z.strictObject({ SdkAppId: SdkAppId.optional() }),
  z.object({ Application: Quota, CallPack: Quota, Account: Quota }),
);

const Months = z
  .number()
  .int()
  .min(1, "must be at least 1 month")
  .max(monthsPerOrder, `must be at most ${monthsPerOrder} months per order`);
const Edition = EditionName;

/** A repetition with the same token answers with the first result and buys nothing. */
const ordered = { ...subscriptionId, ClientToken: ClientToken.optional() };
/** Refused with OperationDenied.ManagedElsewhere when another declaration has taken the subscription since. */
const claimed = { Claim: z.string().optional() };

const orderAnswer = z.object({
  /** True when this token had already ordered it. */
  Replayed: z.boolean(),
  OrderedTime: Instant,
  ExpireTime: Instant,
});
/** Proof of being the last who bought or took the subscription; null for an order in another's name. */
const claimAnswer = orderAnswer.extend({ Claim: z.string().nullable() });

export const ClaimTrial = action(
  "ClaimTrial",
  "write",
  z.strictObject({ ...ordered, Owner: Owner.optional() }),
  claimAnswer,
);

/** Buys what doesn't run: a first package, one after another has ended, or one that ends a running trial. */
export const PurchaseSubscription = action(
  "PurchaseSubscription",
  "write",
  z.strictObject({
    ...ordered,
    /** The claim in hand stays good, so that a lost answer loses nothing. */
    ...claimed,
    Edition,
    Months,
    Configuration: PackageConfiguration.default({}),
    AutoRenewal: z.boolean().default(false),
    Owner: Owner.optional(),
  }),
  claimAnswer,
);

/** To a higher edition or configuration, at once and within the time already paid. */
export const UpgradeSubscription = action(
  "UpgradeSubscription",
  "write",
  z.strictObject({
    ...ordered,
    ...claimed,
    Edition: Edition.optional(),
    Configuration: PackageConfiguration.optional(),
  }),
  orderAnswer,
);

/** Extends a package by the same version: moves the end of a running one, begins an ended one anew. */
export const ExtendSubscription = action(
  "ExtendSubscription",
  "write",
  z.strictObject({ ...ordered, ...claimed, Months }),
  orderAnswer,
);

const Nothing = z.object({});

export const ModifyAutoRenewal = action(
  "ModifyAutoRenewal",
  "write",
  z.strictObject({ ...subscriptionId, ...claimed, AutoRenewal: z.boolean() }),
  Nothing,
);

/** What was refunded already stays so and succeeds. A refunded Chat package suspends the application. */
export const RefundSubscription = action(
  "RefundSubscription",
  "write",
  z.strictObject({ ...subscriptionId, ...claimed }),
  Nothing,
);

export const ClaimSubscription = action(
  "ClaimSubscription",
  "write",
  z.strictObject({
    ...subscriptionId,
    ...claimed,
    Owner,
    /** Takes it although another declaration manages it. */
    TakeOver: z.boolean().default(false),
  }),
  z.object({ Claim: z.string(), PreviousOwner: z.string().nullable() }),
);

/** Gives a subscription up, its auto-renewal off unless told otherwise. An outdated claim does nothing and succeeds. */
export const ReleaseSubscription = action(
  "ReleaseSubscription",
  "write",
  z.strictObject({
    ...subscriptionId,
    ...claimed,
    KeepAutoRenewal: z.boolean().default(false),
    /** Whether the declaration keeps it, unrenewed, until the application is deleted or released; a claim takes it back. */
    WithApplication: z.boolean().default(false),
  }),
  z.object({ Outdated: z.boolean() }),
);

/** What support and billing do to a package from outside, for simulated accounts. */
export const SimulateSubscription = action(
  "SimulateSubscription",
  "admin",
  z.strictObject({
    ...subscriptionId,
    /**
     * `refund` whatever its conditions; `upgrade` and `downgrade` by ticket, of a Chat package also to `free-trial`,
     * which ends it; `arrears` and `paid` of the application's account; `minutes-used` of an RTC package; `expired` ends it now.
     */
    Event: z.enum(["refund", "upgrade", "downgrade", "arrears", "paid", "minutes-used", "expired"]),
    /** Target edition of an upgrade or a downgrade. */
    Edition: Edition.optional(),
  }),
  Nothing,
);
