// Generated from provider/functions by "npm run generate". Do not edit.
import type * as pulumi from "@pulumi/pulumi";

/**
 * What getSubscription is asked.
 */
export interface GetSubscriptionArgs {
  /**
   * The SDKAppID as text: an Application's `id`.
   * @example "1400000001"
   */
  application: string;
  /**
   * What the package is for.
   * @example "call"
   */
  product: "chat" | "call" | "conference" | "live" | "rtc-engine" | "call-pack";
}

/**
 * What getSubscriptionOutput is asked.
 */
export interface GetSubscriptionOutputArgs {
  /**
   * The SDKAppID as text: an Application's `id`.
   * @example "1400000001"
   */
  application: pulumi.Input<string>;
  /**
   * What the package is for.
   * @example "call"
   */
  product: pulumi.Input<"chat" | "call" | "conference" | "live" | "rtc-engine" | "call-pack">;
}

/**
 * What getSubscription answers.
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
   * What the package is for.
   */
  readonly product: "chat" | "call" | "conference" | "live" | "rtc-engine" | "call-pack";
  /**
   * Its edition, also once it has ended.
   */
  readonly edition: "free-trial" | "lite" | "standard" | "pro" | "pro-plus" | "enterprise" | "1-to-1-call" | "group-call";
  /**
   * Months bought by hand in all; 0 for a trial.
   */
  readonly months: number;
  /**
   * Quantities beyond the edition.
   */
  readonly configuration: Record<string, number>;
  /**
   * Whether it renews itself.
   */
  readonly autoRenewal: boolean;
  /**
   * The declaration that manages it: organisation, stack, project, parents and name.
   */
  readonly owner?: string;
  /**
   * Id of the package, made at its purchase.
   */
  readonly packageId: string;
  /**
   * `InUse`; `Overdue` while the account is in arrears; `Expired` or `Refunded` once it has ended. What has ended is never bought again by itself.
   */
  readonly status: "InUse" | "Overdue" | "Expired" | "Refunded";
  /**
   * What brings it back, in words.
   */
  readonly cure?: string;
  /**
   * When it was bought or claimed, ISO 8601.
   */
  readonly purchasedTime: string;
  /**
   * When the last order takes effect, some five minutes after it, ISO 8601.
   */
  readonly effectiveTime: string;
  /**
   * When it ends, or ended, ISO 8601.
   */
  readonly expireTime: string;
  /**
   * What the edition includes, as far as it is published: a trial has the capabilities of the highest edition; Chat keeps messages for some days; `documentation` is the page that lists the features and SDK platforms.
   */
  readonly versionDetails: { title: string; capabilitiesOf: "free-trial" | "lite" | "standard" | "pro" | "pro-plus" | "enterprise" | "1-to-1-call" | "group-call"; basicServices: boolean; valueAddedServices: boolean; messageHistoryDays?: number; documentation?: string; upgradesTo: ("free-trial" | "lite" | "standard" | "pro" | "pro-plus" | "enterprise" | "1-to-1-call" | "group-call")[] };
}
