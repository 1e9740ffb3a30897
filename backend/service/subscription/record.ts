import type { SubscriptionRecord } from "../../api";
import { subscriptionCure } from "../../rules/application/cures";
import { editionDetails } from "../../rules/subscription/edition-details";
import { configurationOf } from "../../rules/subscription/orders";
import { daysOf } from "../../rules/subscription/periods";
import { judgeRefund } from "../../rules/subscription/refunds";
import { statusOf } from "../../rules/subscription/subscriptions";
import type { ApplicationRow, SubscriptionRow } from "../../store";
import { arrearsSince, instant } from "../application/record";
import type { Moment } from "../scope";

/** What the consoles show of a package. */
export function subscriptionRecord(
  subscription: SubscriptionRow,
  application: ApplicationRow,
  { now, settings }: Moment,
): SubscriptionRecord {
  const { product, edition } = subscription;
  const days = daysOf(subscription, now);
  const status = statusOf(subscription, now, arrearsSince(application));
  return {
    SdkAppId: subscription.sdk_app_id,
    Product: product,
    PackageId: subscription.package_id,
    Edition: edition,
    OrderedEdition: subscription.ordered_edition,
    Status: status,
    Cure: subscriptionCure(subscription, status),
    Months: subscription.months,
    Configuration: configurationOf(subscription.configuration),
    AutoRenewal: subscription.auto_renewal === 1,
    PurchasedTime: instant(subscription.purchased_at),
    EffectiveTime: instant(subscription.ordered_at + settings.OrderEffectSeconds * 1_000),
    ExpireTime: instant(subscription.ends_at),
    RemainingDays: days.remaining,
    TotalDays: days.total,
    Refundable: judgeRefund(subscription, now, settings) === undefined,
    Details: editionDetails(product, edition),
    Owner: subscription.owner,
    ClaimDigest: subscription.claim_hash,
    LeavingSince: subscription.leaving_at === null ? null : instant(subscription.leaving_at),
  };
}
