import type {
  DescribeSubscriptions,
  DescribeTrials,
  ModifyAutoRenewal,
  RefundSubscription,
  SubscriptionEntry,
  SubscriptionProduct,
} from "../../api";
import { ApiError } from "../../api";
import { bill } from "../../rules/application/billing";
import { judgeRefund } from "../../rules/subscription/refunds";
import { isTrial, runs } from "../../rules/subscription/subscriptions";
import type { ApplicationRow, SubscriptionRow } from "../../store";
import { subscriptionsOf } from "../application/attached";
import { saveStatus } from "../application/change";
import { applicationRows, judgeRow } from "../application/live";
import { refused } from "../refused";
import { throwIf } from "../request";
import type { Handler, Scope, WriteMoment } from "../scope";
import { saveSubscription } from "./change";
import { claimedSubscription, noSuchSubscription, settled } from "./live";
import { subscriptionRecord } from "./record";
import { claimedTrials } from "./trials";

const keyOf = (sdkAppId: number, product: SubscriptionProduct) => `${sdkAppId}/${product}`;

export const describeSubscriptions: Handler<typeof DescribeSubscriptions> = (request, scope) =>
  scope.read(async (moment) => {
    const asked = request.Subscriptions;
    const ids = [...new Set(asked.map((key) => key.SdkAppId))];
    const rows = await applicationRows(ids, moment.db);
    const subscriptions = await subscriptionsOf(moment.db, ids);
    const held = new Map(subscriptions.map((row) => [keyOf(row.sdk_app_id, row.product), row]));
    const entry = (key: (typeof asked)[number]): SubscriptionEntry => {
      const { SdkAppId, Product } = key;
      const application = judgeRow(rows.get(SdkAppId), SdkAppId, moment);
      if (application instanceof ApiError) return refused("Subscription", key, application);
      const row = held.get(keyOf(SdkAppId, Product));
      if (!row) return refused("Subscription", key, noSuchSubscription(SdkAppId, Product));
      const Subscription = subscriptionRecord(settled(row, application, moment), application, moment);
      return { Outcome: "Found", ...key, Subscription };
    };
    return { Entries: asked.map(entry) };
  });

export const describeTrials: Handler<typeof DescribeTrials> = (request, scope) =>
  scope.read(async (moment) => {
    const { settings } = moment;
    const claimed = await claimedTrials(request.SdkAppId, moment);
    return {
      Application: { Claimed: claimed.onApplication, Limit: settings.TrialsPerApplication },
      CallPack: { Claimed: claimed.ofCallPack, Limit: settings.CallPackTrialsPerApplication },
      Account: { Claimed: claimed.onAccount, Limit: settings.TrialsPerAccount },
    };
  });

export const modifyAutoRenewal: Handler<typeof ModifyAutoRenewal> = (request, scope) =>
  scope.write(async (moment) => {
    const { application, subscription } = await claimedSubscription(request, moment);
    if (request.AutoRenewal && isTrial(subscription)) {
      throw new ApiError("FailedOperation", "a trial isn't renewed: buy an edition", "AutoRenewal");
    }
    if (request.AutoRenewal && !runs(subscription, moment.now)) {
      throw new ApiError(
        "FailedOperation.SubscriptionExpired",
        "the package has ended, and only a running one renews itself: extend it first",
        "AutoRenewal",
      );
    }
    const changed = { ...subscription, auto_renewal: request.AutoRenewal ? 1 : 0 };
    await saveSubscription(subscription, changed, application, moment);
    return {};
  });

export const refundSubscription: Handler<typeof RefundSubscription> = (request, scope) =>
  scope.write(async (moment) => {
    const { application, subscription } = await claimedSubscription(request, moment);
    if (subscription.refunded_at !== null) return {};
    throwIf(judgeRefund(subscription, moment.now, moment.settings));
    await refund(subscription, application, scope, moment);
    return {};
  });

/** Gives the money back. Without its package a Chat application is Expired at once (IM console, "停用/删除应用"). */
export async function refund(
  subscription: SubscriptionRow,
  application: ApplicationRow,
  scope: Scope,
  moment: WriteMoment,
): Promise<void> {
  const { now, settings } = moment;
  const refunded = { ...subscription, auto_renewal: 0, refunded_at: now };
  await saveSubscription(subscription, refunded, application, moment);
  if (subscription.product !== "chat") return;
  const suspended = bill(application, "refund", now, settings, scope.random.fraction());
  await saveStatus(application, { ...suspended, expires_at: null }, moment);
}
