// Generated from provider/functions by "npm run generate". Do not edit.
import type * as pulumi from "@pulumi/pulumi";

/**
 * Arguments of getSubscription.
 */
export interface GetSubscriptionArgs {
  /**
   * The SDKAppID as text: an Application's `id`.
   * @example "1400000001"
   */
  application: string;
  /**
   * Product that the package is for.
   * @example "call"
   */
  product: "chat" | "call" | "conference" | "live" | "rtc-engine" | "call-pack";
}

/**
 * Arguments of getSubscriptionOutput, which may not be known yet.
 */
export interface GetSubscriptionOutputArgs {
  /**
   * The SDKAppID as text: an Application's `id`.
   * @example "1400000001"
   */
  application: pulumi.Input<string>;
  /**
   * Product that the package is for.
   * @example "call"
   */
  product: pulumi.Input<"chat" | "call" | "conference" | "live" | "rtc-engine" | "call-pack">;
}

/**
 * Result of getSubscription.
 */
export interface GetSubscriptionResult {
  /**
   * Id of the package as a resource.
   */
  readonly id: string;
  /**
   * The SDKAppID as text.
   */
  readonly application: string;
  /**
   * Product that the package is for.
   */
  readonly product: "chat" | "call" | "conference" | "live" | "rtc-engine" | "call-pack";
  /**
   * Edition, also after the package has ended.
   */
  readonly edition: "free-trial" | "lite" | "standard" | "pro" | "pro-plus" | "enterprise" | "1-to-1-call" | "group-call";
  /**
   * Months bought in all, without auto-renewal; 0 for a trial.
   */
  readonly months: number;
  /**
   * Quantities beyond those of the edition.
   */
  readonly configuration: Record<string, number>;
  /**
   * Whether auto-renewal is on.
   */
  readonly autoRenewal: boolean;
  /**
   * Declaration that manages the package: organisation, stack, project, parents and name.
   */
  readonly owner?: string;
  /**
   * Id of the package, assigned at its purchase.
   */
  readonly packageId: string;
  /**
   * `InUse`; `Overdue` while the account is in arrears; `Expired` or `Refunded` after the package has ended. An ended package is never bought again automatically.
   */
  readonly status: "InUse" | "Overdue" | "Expired" | "Refunded";
  /**
   * What to do to bring the package back, in words.
   */
  readonly cure?: string;
  /**
   * When the package was bought or the trial claimed, ISO 8601.
   */
  readonly purchasedTime: string;
  /**
   * When the last order takes effect, about five minutes after it, ISO 8601.
   */
  readonly effectiveTime: string;
  /**
   * When the package ends, or ended, ISO 8601.
   */
  readonly expireTime: string;
  /**
   * What the edition includes, as far as it is published. A trial has the capabilities of the highest edition (`capabilitiesOf`). `messageHistoryDays` is how long Chat keeps messages; `documentation` is the page that lists features and SDK platforms.
   */
  readonly versionDetails: { title: string; capabilitiesOf: "free-trial" | "lite" | "standard" | "pro" | "pro-plus" | "enterprise" | "1-to-1-call" | "group-call"; basicServices: boolean; valueAddedServices: boolean; messageHistoryDays?: number; documentation?: string; upgradesTo: ("free-trial" | "lite" | "standard" | "pro" | "pro-plus" | "enterprise" | "1-to-1-call" | "group-call")[] };
}
