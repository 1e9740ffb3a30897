import type { SimulateSubscription } from "../../api";
import { ApiError, type Edition, freeTrial, rankOf } from "../../api";
import { bill } from "../../rules/application/billing";
import { isTrial } from "../../rules/subscription/subscriptions";
import type { ApplicationRow, SubscriptionRow } from "../../store";
import { subscriptionsOf } from "../application/attached";
import { saveStatus } from "../application/change";
import type { Handler, Scope, WriteMoment } from "../scope";
import { saveSubscription } from "../subscription/change";
import { noSuchSubscription, settled, subscriptionTarget } from "../subscription/live";
import { refund } from "../subscription/subscription";

export const simulateSubscription: Handler<typeof SimulateSubscription> = (request, scope) =>
  scope.write(async (moment) => {
    const { application, subscription } = await subscriptionTarget(request, moment);
    if (!subscription) throw noSuchSubscription(request.SdkAppId, request.Product);
    switch (request.Event) {
      case "refund":
        await refund(subscription, application, scope, moment);
        return {};
      case "upgrade":
        await upgrade(subscription, application, request.Edition, moment);
        return {};
      case "downgrade":
        await downgrade(subscription, application, request.Edition, scope, moment);
        return {};
      case "arrears":
      case "paid":
        await billAccount(application, request.Event, scope, moment);
        return {};
      case "minutes-used":
        await saveSubscription(subscription, { ...subscription, minutes_used: 1 }, application, moment);
        return {};
      case "expired":
        await saveSubscription(
          subscription,
          { ...subscription, auto_renewal: 0, ends_at: moment.now },
          application,
          moment,
        );
        return {};
    }
  });

/** Upgrades by ticket: from then on the higher edition is the ordered one. */
async function upgrade(
  subscription: SubscriptionRow,
  application: ApplicationRow,
  edition: Edition | undefined,
  moment: WriteMoment,
): Promise<void> {
  const { product } = subscription;
  const isHigher = edition !== undefined && rankOf(product, edition) > rankOf(product, subscription.edition);
  if (!isHigher || isTrial(subscription)) {
    throw new ApiError(
      "InvalidParameterValue.Edition",
      "must name a paid package's higher edition",
      "Edition",
    );
  }
  const ordered = { ...subscription, edition, ordered_edition: edition, ordered_at: moment.now };
  await saveSubscription(subscription, ordered, application, moment);
}

/** Downgrades by ticket. A Chat application that is back on the Free Trial can be deleted by hand. */
async function downgrade(
  subscription: SubscriptionRow,
  application: ApplicationRow,
  edition: Edition | undefined,
  scope: Scope,
  moment: WriteMoment,
): Promise<void> {
  const { product } = subscription;
  if (edition === undefined || rankOf(product, edition) < 0 || isTrial(subscription)) {
    throw new ApiError(
      "InvalidParameterValue.Edition",
      "must name a paid package's lower edition",
      "Edition",
    );
  }
  if (edition !== freeTrial) {
    await saveSubscription(subscription, { ...subscription, edition }, application, moment);
    return;
  }
  const ended = { ...subscription, edition, auto_renewal: 0, refunded_at: moment.now };
  await saveSubscription(subscription, ended, application, moment);
  if (product !== "chat") return;
  const paid = bill(application, "paid", moment.now, moment.settings, scope.random.fraction());
  await saveStatus(application, { ...paid, expires_at: null }, moment);
}

/**
 * Arrears stop renewals from now on and payment lets them go on; either way every package is first brought to what
 * it is by now, since the arrears that it was computed from may be over.
 */
export async function billAccount(
  application: ApplicationRow,
  news: Parameters<typeof bill>[1],
  scope: Scope,
  moment: WriteMoment,
): Promise<void> {
  const rows = await subscriptionsOf(moment.db, [application.sdk_app_id]);
  const billed = withRefund(
    bill(application, news, moment.now, moment.settings, scope.random.fraction()),
    rows.find(({ product }) => product === "chat"),
  );
  await saveStatus(application, billed, moment);
  for (const row of rows) {
    const current = settled(row, application, moment);
    await saveSubscription(current, stoppedRenewal(current, moment.now), billed, moment);
  }
}

/** What was owed may be paid; a Chat package that was refunded is missing all the same. */
const withRefund = (billed: ApplicationRow, chat: SubscriptionRow | undefined): ApplicationRow =>
  billed.billing_event !== null || chat === undefined || chat.refunded_at === null || isTrial(chat)
    ? billed
    : { ...billed, billing_event: "refund", billing_event_at: chat.refunded_at };

/** A package that could not be renewed in time has ended: paying later doesn't bring it back by itself. */
const stoppedRenewal = (row: SubscriptionRow, now: number): SubscriptionRow =>
  row.ends_at <= now ? { ...row, auto_renewal: 0 } : row;
