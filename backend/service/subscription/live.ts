import { ApiError, productTitles, type SubscriptionProduct } from "../../api";
import { bill } from "../../rules/application/billing";
import { editionsOf } from "../../rules/application/products";
import { isOutdated, overtaken } from "../../rules/claims";
import { settleSubscription } from "../../rules/subscription/subscriptions";
import type { ApplicationRow, SubscriptionRow } from "../../store";
import { saveStatus } from "../application/change";
import { liveApplication, mustBeEditable } from "../application/live";
import { arrearsSince } from "../application/record";
import type { Moment, Scope, WriteMoment } from "../scope";

/** A subscription's row as it is now. */
export const settled = (
  row: SubscriptionRow,
  application: ApplicationRow,
  { now }: Pick<Moment, "now">,
): SubscriptionRow => settleSubscription(row, now, arrearsSince(application));

export const noSuchSubscription = (sdkAppId: number, product: SubscriptionProduct): ApiError =>
  new ApiError(
    "ResourceNotFound.Subscription",
    `application ${sdkAppId} never had a ${productTitles[product]} package`,
    "Product",
  );

/** An application with one of its subscriptions, both as they are now. */
export interface AppliedSubscription {
  readonly application: ApplicationRow;
  readonly subscription: SubscriptionRow | undefined;
}

interface Key {
  readonly SdkAppId: number;
  readonly Product: SubscriptionProduct;
}

/** @throws ApiError when the application is gone, going or another account's. */
export async function subscriptionTarget(
  { SdkAppId, Product }: Key,
  moment: Moment,
): Promise<AppliedSubscription> {
  const application = await liveApplication(SdkAppId, moment);
  mustBeEditable(application, moment);
  const row = await moment.db
    .selectFrom("subscriptions")
    .selectAll()
    .where("sdk_app_id", "=", SdkAppId)
    .where("product", "=", Product)
    .executeTakeFirst();
  return { application, subscription: row && settled(row, application, moment) };
}

/**
 * The package under a key, which must be there and which the claim must fit.
 *
 * @throws ApiError where there is none, or another declaration has claimed it since.
 */
export async function claimedSubscription(
  key: Key & { readonly Claim?: string | undefined },
  moment: Moment,
): Promise<{ readonly application: ApplicationRow; readonly subscription: SubscriptionRow }> {
  const { application, subscription } = await subscriptionTarget(key, moment);
  if (!subscription) throw noSuchSubscription(key.SdkAppId, key.Product);
  if (isOutdated(subscription, key.Claim)) throw overtaken(subscription, "subscription");
  return { application, subscription };
}

/** What each kind of package cures when it is paid (RTC console, "Service Status"; docs/rules.md, section 0). */
function cures(product: SubscriptionProduct, application: ApplicationRow): boolean {
  const event = application.billing_event;
  if (event === null || event === "arrears") return true;
  const ofPackage = event === "refund" || event === "expired";
  return product === "chat" || !("chat" in editionsOf(application.editions)) ? true : !ofPackage;
}

/** What billing had stopped for want of this package comes back, through Enabling. The application from then on. */
export async function payFor(
  product: SubscriptionProduct,
  application: ApplicationRow,
  scope: Scope,
  moment: WriteMoment,
): Promise<ApplicationRow> {
  if (!cures(product, application)) return application;
  const paid = bill(application, "paid", moment.now, moment.settings, scope.random.fraction());
  // A Chat package that has ended is not paid by another product's.
  const back = product === "chat" ? paid : { ...paid, expires_at: application.expires_at };
  await saveStatus(application, back, moment);
  return back;
}
