import { type BillingReason, type DisabledReason, type ErrorCode, freeTrial } from "../../api";
import type { SubscriptionStatus } from "../subscription/subscriptions";

/** What brings an application back to Normal, by the reason it stands still (RTC console, "Service Status"). */
export const cures: Record<DisabledReason, string> = {
  manual: "it was disabled by hand: enable it",
  arrears:
    "the Tencent Cloud account is in arrears: pay what is owed, then the application comes back by itself",
  "package-used-up":
    "its audio/video package is used up: buy a package or turn pay-as-you-go on, then the application comes back by itself",
  "pay-as-you-go-off":
    "pay-as-you-go is off: turn it on or buy an audio/video package, then the application comes back by itself",
  refund:
    "its package was refunded: buy a Standard or higher package for it, then the application comes back by itself",
  expired: "its package has expired: renew it, then the application comes back by itself",
};

/** The code that refuses enabling while the cure is missing. */
export const enableRefusals: Record<BillingReason, ErrorCode> = {
  arrears: "FailedOperation.Overdue",
  "package-used-up": "FailedOperation.Overdue",
  "pay-as-you-go-off": "FailedOperation.Overdue",
  refund: "FailedOperation.SubscriptionExpired",
  expired: "FailedOperation.SubscriptionExpired",
};

/** What brings a package back, in words; null where nothing is wrong with it. */
export function subscriptionCure(
  { edition }: { readonly edition: string },
  status: SubscriptionStatus,
): string | null {
  switch (status) {
    case "InUse":
      return null;
    case "Overdue":
      return "the Tencent Cloud account is in arrears, so that it won't be renewed: pay what is owed";
    case "Refunded":
      return "it was refunded: buy it again";
    case "Expired":
      return edition === freeTrial ? "the trial is over: buy an edition" : "it has expired: extend it";
  }
}
