// Generated from provider/resources by "npm run generate". Do not edit.
import type * as pulumi from "@pulumi/pulumi";
import type { Application } from "./application";

/**
 * Arguments of a Subscription.
 */
export interface SubscriptionArgs {
  /**
   * The application, or its id. A package can't be moved: with another application this package lapses and a new one is bought.
   * @example "1400000001"
   */
  application: Application | pulumi.Input<string> | number;
  /**
   * Product that the package is for: one that the application has, or `call-pack`, which adds calls and the TRTC service to a Chat application. A package is for one product: with another product this package lapses and a new one is bought.
   * @example "call"
   */
  product: pulumi.Input<"chat" | "call" | "conference" | "live" | "rtc-engine" | "call-pack">;
  /**
   * `free-trial` claims a trial; anything else is bought. Chat: `standard`, `pro`, `pro-plus`, `enterprise`; Call and the call pack: `1-to-1-call`, `group-call`; Conference and Live: `lite`, `standard`, `pro`; RTC Engine: `standard`, `pro`. A higher edition upgrades in place; a lower one is refused. Required, except with `adopt`. As an output it is undefined after the package has ended.
   * @example "group-call"
   */
  edition?: pulumi.Input<"free-trial" | "lite" | "standard" | "pro" | "pro-plus" | "enterprise" | "1-to-1-call" | "group-call">;
  /**
   * Months bought in all; default 1. A higher number buys the difference, at most 36 at a time. It can't be lowered. Months added by auto-renewal or in a console are no drift.
   * @example 1
   */
  months?: pulumi.Input<number>;
  /**
   * Quantities beyond those of the edition, by their names on the purchase page. They can be raised in place, never lowered.
   * @default {}
   * @example {"monthlyActiveUsers":20000}
   */
  configuration?: pulumi.Input<Record<string, pulumi.Input<number>>>;
  /**
   * Whether Tencent Cloud buys the next month at list price before the term ends. Turning it on needs `tencentrtc:allowPurchases`. Not for trials.
   * @default false
   * @example true
   */
  autoRenewal?: pulumi.Input<boolean>;
  /**
   * Whether a destroy asks for a refund instead of letting the package lapse. The refund of a Chat package suspends the application at once. RTC packages are refunded within 5 days of purchase, if no minutes were used; later they lapse.
   * @default false
   * @example true
   */
  refundOnDestroy?: pulumi.Input<boolean>;
  /**
   * Takes over a running package instead of buying one. Only declared properties are managed then, and a destroy leaves the package as it is.
   * @example true
   */
  adopt?: pulumi.Input<boolean>;
  /**
   * With `adopt`: takes the package over even if a declaration of another stack manages it.
   * @example true
   */
  takeOver?: pulumi.Input<boolean>;
  /**
   * How long creating, reading, updating and deleting may take, as durations. The resource option `customTimeouts` does the same.
   * @example {"delete":"1h"}
   */
  timeouts?: pulumi.Input<{ create?: pulumi.Input<string>; read?: pulumi.Input<string>; update?: pulumi.Input<string>; delete?: pulumi.Input<string> }>;
}

/**
 * Outputs of a Subscription: the declared properties, as the backend has them, and what the service adds.
 */
export interface SubscriptionOutputs {
  /**
   * The application, or its id. A package can't be moved: with another application this package lapses and a new one is bought.
   */
  readonly application: pulumi.Output<string>;
  /**
   * Product that the package is for: one that the application has, or `call-pack`, which adds calls and the TRTC service to a Chat application. A package is for one product: with another product this package lapses and a new one is bought.
   */
  readonly product: pulumi.Output<"chat" | "call" | "conference" | "live" | "rtc-engine" | "call-pack">;
  /**
   * `free-trial` claims a trial; anything else is bought. Chat: `standard`, `pro`, `pro-plus`, `enterprise`; Call and the call pack: `1-to-1-call`, `group-call`; Conference and Live: `lite`, `standard`, `pro`; RTC Engine: `standard`, `pro`. A higher edition upgrades in place; a lower one is refused. Required, except with `adopt`. As an output it is undefined after the package has ended.
   */
  readonly edition: pulumi.Output<"free-trial" | "lite" | "standard" | "pro" | "pro-plus" | "enterprise" | "1-to-1-call" | "group-call" | undefined>;
  /**
   * Months bought in all; default 1. A higher number buys the difference, at most 36 at a time. It can't be lowered. Months added by auto-renewal or in a console are no drift.
   */
  readonly months: pulumi.Output<number | undefined>;
  /**
   * Quantities beyond those of the edition, by their names on the purchase page. They can be raised in place, never lowered.
   */
  readonly configuration: pulumi.Output<Record<string, number>>;
  /**
   * Whether Tencent Cloud buys the next month at list price before the term ends. Turning it on needs `tencentrtc:allowPurchases`. Not for trials.
   */
  readonly autoRenewal: pulumi.Output<boolean>;
  /**
   * Whether a destroy asks for a refund instead of letting the package lapse. The refund of a Chat package suspends the application at once. RTC packages are refunded within 5 days of purchase, if no minutes were used; later they lapse.
   */
  readonly refundOnDestroy: pulumi.Output<boolean>;
  /**
   * Takes over a running package instead of buying one. Only declared properties are managed then, and a destroy leaves the package as it is.
   */
  readonly adopt: pulumi.Output<boolean | undefined>;
  /**
   * With `adopt`: takes the package over even if a declaration of another stack manages it.
   */
  readonly takeOver: pulumi.Output<boolean | undefined>;
  /**
   * How long creating, reading, updating and deleting may take, as durations. The resource option `customTimeouts` does the same.
   */
  readonly timeouts: pulumi.Output<{ create?: string; read?: string; update?: string; delete?: string } | undefined>;
  /**
   * Id of the package, assigned at its purchase.
   */
  readonly packageId: pulumi.Output<string>;
  /**
   * `InUse`; `Overdue` while the account is in arrears; `Expired` or `Refunded` after the package has ended. An ended package is never bought again automatically.
   */
  readonly status: pulumi.Output<"InUse" | "Overdue" | "Expired" | "Refunded">;
  /**
   * What to do to bring the package back, in words.
   */
  readonly cure: pulumi.Output<string | undefined>;
  /**
   * When the package was bought or the trial claimed, ISO 8601.
   */
  readonly purchasedTime: pulumi.Output<string>;
  /**
   * When the last order takes effect, about five minutes after it, ISO 8601.
   */
  readonly effectiveTime: pulumi.Output<string>;
  /**
   * When the package ends, or ended, ISO 8601.
   */
  readonly expireTime: pulumi.Output<string>;
  /**
   * What the edition includes, as far as it is published. A trial has the capabilities of the highest edition (`capabilitiesOf`). `messageHistoryDays` is how long Chat keeps messages; `documentation` is the page that lists features and SDK platforms.
   */
  readonly versionDetails: pulumi.Output<{ title: string; capabilitiesOf: "free-trial" | "lite" | "standard" | "pro" | "pro-plus" | "enterprise" | "1-to-1-call" | "group-call"; basicServices: boolean; valueAddedServices: boolean; messageHistoryDays?: number; documentation?: string; upgradesTo: ("free-trial" | "lite" | "standard" | "pro" | "pro-plus" | "enterprise" | "1-to-1-call" | "group-call")[] }>;
}
