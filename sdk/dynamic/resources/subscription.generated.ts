// Generated from provider/resources by "npm run generate". Do not edit.
import type * as pulumi from "@pulumi/pulumi";
import type { Application } from "./application";

/**
 * What a Subscription is made from.
 */
export interface SubscriptionArgs {
  /**
   * The application, or its id. A package can't be moved: another application lets this one lapse and buys anew.
   * @example "1400000001"
   */
  application: Application | pulumi.Input<string> | number;
  /**
   * What the package is for: a product that the application has, or `call-pack`, which brings calls and the TRTC service to a Chat application. Another product lets this one lapse and buys anew.
   * @example "call"
   */
  product: pulumi.Input<"chat" | "call" | "conference" | "live" | "rtc-engine" | "call-pack">;
  /**
   * `free-trial` claims a trial; anything else is bought. Chat: `standard`, `pro`, `pro-plus`, `enterprise`; Call and the call pack: `1-to-1-call`, `group-call`; Conference and Live: `lite`, `standard`, `pro`; RTC Engine: `standard`, `pro`. A higher one upgrades in place, a lower one is refused. Required unless adopting. As an output it is missing once the package has ended.
   * @example "group-call"
   */
  edition?: pulumi.Input<"free-trial" | "lite" | "standard" | "pro" | "pro-plus" | "enterprise" | "1-to-1-call" | "group-call">;
  /**
   * Months bought in all, 1 unless told: a higher number buys the difference, at most 36 at a time. It can't be lowered. Months that auto-renewal or somebody in a console adds don't count as changes.
   * @example 1
   */
  months?: pulumi.Input<number>;
  /**
   * Quantities beyond the edition, by the names of the purchase page. They can be raised in place, never lowered.
   * @default {}
   * @example {"monthlyActiveUsers":20000}
   */
  configuration?: pulumi.Input<Record<string, pulumi.Input<number>>>;
  /**
   * Whether Tencent Cloud buys the next month, at list price, before the last one ends. Turning it on needs `allowPurchases`. Not for trials.
   * @default false
   * @example true
   */
  autoRenewal?: pulumi.Input<boolean>;
  /**
   * Whether destroying asks for the money back instead of letting the package lapse. A refunded Chat package suspends the application at once. RTC packages are refunded within 5 days of purchase, with their minutes untouched; later they lapse.
   * @default false
   * @example true
   */
  refundOnDestroy?: pulumi.Input<boolean>;
  /**
   * Takes over a package that runs already instead of buying one. Only what is declared is managed then, and destroying this declaration leaves the package as it is.
   * @example true
   */
  adopt?: pulumi.Input<boolean>;
  /**
   * With `adopt`: takes the package even from another stack's declaration that manages it.
   * @example true
   */
  takeOver?: pulumi.Input<boolean>;
  /**
   * How long creating, reading, updating and deleting may take, as durations. The resource option `customTimeouts` says the same.
   * @example {"delete":"1h"}
   */
  timeouts?: pulumi.Input<{ create?: pulumi.Input<string>; read?: pulumi.Input<string>; update?: pulumi.Input<string>; delete?: pulumi.Input<string> }>;
}

/**
 * What a Subscription gives back: everything declared, as the backend holds it, and what it made.
 */
export interface SubscriptionOutputs {
  /**
   * The application, or its id. A package can't be moved: another application lets this one lapse and buys anew.
   */
  readonly application: pulumi.Output<string>;
  /**
   * What the package is for: a product that the application has, or `call-pack`, which brings calls and the TRTC service to a Chat application. Another product lets this one lapse and buys anew.
   */
  readonly product: pulumi.Output<"chat" | "call" | "conference" | "live" | "rtc-engine" | "call-pack">;
  /**
   * `free-trial` claims a trial; anything else is bought. Chat: `standard`, `pro`, `pro-plus`, `enterprise`; Call and the call pack: `1-to-1-call`, `group-call`; Conference and Live: `lite`, `standard`, `pro`; RTC Engine: `standard`, `pro`. A higher one upgrades in place, a lower one is refused. Required unless adopting. As an output it is missing once the package has ended.
   */
  readonly edition: pulumi.Output<"free-trial" | "lite" | "standard" | "pro" | "pro-plus" | "enterprise" | "1-to-1-call" | "group-call" | undefined>;
  /**
   * Months bought in all, 1 unless told: a higher number buys the difference, at most 36 at a time. It can't be lowered. Months that auto-renewal or somebody in a console adds don't count as changes.
   */
  readonly months: pulumi.Output<number | undefined>;
  /**
   * Quantities beyond the edition, by the names of the purchase page. They can be raised in place, never lowered.
   */
  readonly configuration: pulumi.Output<Record<string, number>>;
  /**
   * Whether Tencent Cloud buys the next month, at list price, before the last one ends. Turning it on needs `allowPurchases`. Not for trials.
   */
  readonly autoRenewal: pulumi.Output<boolean>;
  /**
   * Whether destroying asks for the money back instead of letting the package lapse. A refunded Chat package suspends the application at once. RTC packages are refunded within 5 days of purchase, with their minutes untouched; later they lapse.
   */
  readonly refundOnDestroy: pulumi.Output<boolean>;
  /**
   * Takes over a package that runs already instead of buying one. Only what is declared is managed then, and destroying this declaration leaves the package as it is.
   */
  readonly adopt: pulumi.Output<boolean | undefined>;
  /**
   * With `adopt`: takes the package even from another stack's declaration that manages it.
   */
  readonly takeOver: pulumi.Output<boolean | undefined>;
  /**
   * How long creating, reading, updating and deleting may take, as durations. The resource option `customTimeouts` says the same.
   */
  readonly timeouts: pulumi.Output<{ create?: string; read?: string; update?: string; delete?: string } | undefined>;
  /**
   * Id of the package, made at its purchase.
   */
  readonly packageId: pulumi.Output<string>;
  /**
   * `InUse`; `Overdue` while the account is in arrears; `Expired` or `Refunded` once it has ended. What has ended is never bought again by itself.
   */
  readonly status: pulumi.Output<"InUse" | "Overdue" | "Expired" | "Refunded">;
  /**
   * What brings it back, in words.
   */
  readonly cure: pulumi.Output<string | undefined>;
  /**
   * When it was bought or claimed, ISO 8601.
   */
  readonly purchasedTime: pulumi.Output<string>;
  /**
   * When the last order takes effect, some five minutes after it, ISO 8601.
   */
  readonly effectiveTime: pulumi.Output<string>;
  /**
   * When it ends, or ended, ISO 8601.
   */
  readonly expireTime: pulumi.Output<string>;
  /**
   * What the edition includes, as far as it is published: a trial has the capabilities of the highest edition; Chat keeps messages for some days; `documentation` is the page that lists the features and SDK platforms.
   */
  readonly versionDetails: pulumi.Output<{ title: string; capabilitiesOf: "free-trial" | "lite" | "standard" | "pro" | "pro-plus" | "enterprise" | "1-to-1-call" | "group-call"; basicServices: boolean; valueAddedServices: boolean; messageHistoryDays?: number; documentation?: string; upgradesTo: ("free-trial" | "lite" | "standard" | "pro" | "pro-plus" | "enterprise" | "1-to-1-call" | "group-call")[] }>;
}
