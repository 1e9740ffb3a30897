import { dayMs } from "../../../ground/time";
import type { ClaimTrial, ExtendSubscription, PurchaseSubscription, UpgradeSubscription } from "../../api";
import { freeTrial } from "../../api";
import { editionsOf, productsOf } from "../../rules/application/products";
import {
  configurationOf,
  judgeEdition,
  judgePurchase,
  judgeTrial,
  judgeUpgrade,
  raised,
  trialQuota,
} from "../../rules/subscription/orders";
import { beginPeriod, isTrial, lengthen, runs } from "../../rules/subscription/subscriptions";
import type { ApplicationRow, SubscriptionRow } from "../../store";
import { saveApplication } from "../application/change";
import { throwIf } from "../request";
import type { Handler, Scope, WriteMoment } from "../scope";
import { saveSubscription } from "./change";
import { type HolderRequest, holderOf, type PackageHolder, reclaim } from "./holder";
import { claimedSubscription, payFor, subscriptionTarget } from "./live";
import { answerOf, noteOrder, replayed } from "./orders";
import { claimedTrials } from "./trials";

/** Trials of Live and Conference last longer than those of Call and RTC Engine (docs/rules.md, section 1.2). */
const trialDays = (product: SubscriptionRow["product"], { settings }: WriteMoment): number =>
  product === "live" || product === "conference" ? settings.LiveTrialDays : settings.TrialDays;

/** What a package has that was ordered just now, whatever it is. */
const freshRow = (
  { SdkAppId, Product }: HolderRequest,
  { owner, claim_hash, claimed_at }: PackageHolder,
  { random }: Scope,
  { now }: WriteMoment,
) => ({
  sdk_app_id: SdkAppId,
  product: Product,
  package_id: Buffer.from(random.bytes(8)).toString("hex"),
  purchased_at: now,
  ordered_at: now,
  minutes_used: 0,
  leaving_at: null,
  owner,
  claim_hash,
  claimed_at,
});

export const claimTrial: Handler<typeof ClaimTrial> = (request, scope) =>
  scope.write(async (moment) => {
    const { now, settings } = moment;
    const { SdkAppId, Product } = request;
    const order = { ...request, verb: "trial", edition: freeTrial, months: 0 } as const;
    const before = await replayed(order, moment);
    if (before) return { ...before, Claim: await reclaim(request, scope, moment) };
    const { application, subscription } = await subscriptionTarget(request, moment);
    throwIf(judgeEdition(Product, freeTrial, productsOf(application.products)));
    throwIf(judgeTrial(Product, subscription, editionsOf(application.editions).chat, now));
    throwIf(trialQuota(Product, await claimedTrials(SdkAppId, moment), settings));
    const held = await holderOf(request, subscription, scope, moment);
    const row: SubscriptionRow = {
      ...freshRow(request, held, scope, moment),
      edition: freeTrial,
      ordered_edition: freeTrial,
      months: 0,
      configuration: "{}",
      auto_renewal: 0,
      starts_at: now,
      period_months: 0,
      ends_at: now + trialDays(Product, moment) * dayMs,
      refunded_at: null,
    };
    await saveSubscription(subscription, row, application, moment);
    await openCalls(row, application, moment);
    await noteOrder(order, scope, moment);
    return { ...answerOf(row, now), Claim: held.claim };
  });

export const purchaseSubscription: Handler<typeof PurchaseSubscription> = (request, scope) =>
  scope.write(async (moment) => {
    const { now } = moment;
    const { Product, Edition, Months } = request;
    const order = { ...request, verb: "purchase", edition: Edition, months: Months } as const;
    const before = await replayed(order, moment);
    if (before) return { ...before, Claim: await reclaim(request, scope, moment) };
    const { application, subscription } = await subscriptionTarget(request, moment);
    throwIf(judgeEdition(Product, Edition, productsOf(application.products)));
    throwIf(judgePurchase(Product, Edition, subscription, now));
    const held = await holderOf(request, subscription, scope, moment);
    const row: SubscriptionRow = {
      ...freshRow(request, held, scope, moment),
      edition: Edition,
      ordered_edition: Edition,
      months: held.months + Months,
      configuration: JSON.stringify(request.Configuration),
      auto_renewal: request.AutoRenewal ? 1 : 0,
      ...beginPeriod(Product, now, Months),
    };
    await paid(subscription, row, application, scope, moment);
    await openCalls(row, application, moment);
    await noteOrder(order, scope, moment);
    return { ...answerOf(row, now), Claim: held.claim };
  });

export const upgradeSubscription: Handler<typeof UpgradeSubscription> = (request, scope) =>
  scope.write(async (moment) => {
    const { now, settings } = moment;
    const { application, subscription } = await claimedSubscription(request, moment);
    const edition = request.Edition ?? subscription.edition;
    const order = { ...request, verb: "upgrade", edition, months: 0 } as const;
    const before = await replayed(order, moment);
    if (before) return before;
    const wanted = { edition, configuration: request.Configuration ?? {} };
    throwIf(judgeEdition(request.Product, edition, productsOf(application.products)));
    throwIf(judgeUpgrade(request.Product, subscription, wanted, now, settings));
    const configuration = raised(configurationOf(subscription.configuration), wanted.configuration);
    const row: SubscriptionRow = {
      ...subscription,
      edition,
      ordered_edition: edition,
      configuration: JSON.stringify(configuration),
      ordered_at: now,
    };
    await saveSubscription(subscription, row, application, moment);
    await noteOrder(order, scope, moment);
    return answerOf(row, now);
  });

export const extendSubscription: Handler<typeof ExtendSubscription> = (request, scope) =>
  scope.write(async (moment) => {
    const { now } = moment;
    const { application, subscription } = await claimedSubscription(request, moment);
    const { product } = subscription;
    // What support has ended by going back to the Free Trial is bought again as it was.
    const edition = isTrial(subscription) ? subscription.ordered_edition : subscription.edition;
    const order = { ...request, verb: "extend", edition, months: request.Months } as const;
    const before = await replayed(order, moment);
    if (before) return before;
    throwIf(judgePurchase(product, edition, undefined, now));
    const extended = runs(subscription, now)
      ? lengthen(subscription, request.Months)
      : { ...subscription, ...beginPeriod(product, now, request.Months), purchased_at: now };
    const row = { ...extended, edition, months: subscription.months + request.Months, ordered_at: now };
    await paid(subscription, row, application, scope, moment);
    await noteOrder(order, scope, moment);
    return answerOf(row, now);
  });

/** Saves what was paid for just now, and brings back what had stopped for want of it. */
async function paid(
  before: SubscriptionRow | undefined,
  row: SubscriptionRow,
  application: ApplicationRow,
  scope: Scope,
  moment: WriteMoment,
): Promise<void> {
  await saveSubscription(before, row, await payFor(row.product, application, scope, moment), moment);
}

/** With the call pack comes the TRTC service, for good (IM console, "管理腾讯实时音视频能力"). */
async function openCalls(
  { product }: SubscriptionRow,
  application: ApplicationRow,
  moment: WriteMoment,
): Promise<void> {
  if (product === "call-pack") await saveApplication(application, { rtc_service: 1 }, moment);
}
