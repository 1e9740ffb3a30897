import { productTitles } from "../api";
import { asFlag, asStored, asText, asTime, differences, summaryOf, type Words } from "../rules/activities";
import { editionsOf } from "../rules/products";
import { serviceEnd } from "../rules/subscriptions";
import type { ApplicationRow, SubscriptionRow } from "../store";
import { arrearsSince } from "./application-record";
import type { WriteMoment } from "./scope";

const words: Words<SubscriptionRow> = {
  edition: ["Edition", asText],
  months: ["Months", asText],
  configuration: ["Configuration", asStored],
  auto_renewal: ["AutoRenewal", asFlag],
  ends_at: ["ExpireTime", asTime],
  purchased_at: ["PurchasedTime", asTime],
  refunded_at: ["RefundedTime", asTime],
  minutes_used: ["MinutesUsed", asFlag],
  leaving_at: ["LeavingSince", asTime],
  owner: ["Owner", asText],
};

/**
 * Writes a subscription as it is from now on, and what of its application depends on it, and notes the change.
 *
 * @param before as it was until now; undefined for the first of its product
 */
export async function saveSubscription(
  before: SubscriptionRow | undefined,
  after: SubscriptionRow,
  application: ApplicationRow,
  moment: WriteMoment,
): Promise<void> {
  const { db } = moment;
  await db
    .insertInto("subscriptions")
    .values(after)
    .onConflict((conflict) => conflict.columns(["sdk_app_id", "product"]).doUpdateSet(after))
    .execute();
  noteChange(before, after, moment);
  if (after.product !== "chat") return;
  const editions = { ...editionsOf(application.editions), chat: after.edition };
  await db
    .updateTable("applications")
    .set({ editions: JSON.stringify(editions), expires_at: serviceEnd(after, arrearsSince(application)) })
    .where("sdk_app_id", "=", application.sdk_app_id)
    .execute();
}

function noteChange(
  before: SubscriptionRow | undefined,
  after: SubscriptionRow,
  { note }: WriteMoment,
): void {
  const changed = before ? differences(before, after, words).map(({ text }) => text) : [ordered(after)];
  if (changed.length === 0) return;
  note({
    sdkAppId: after.sdk_app_id,
    owner: after.owner ?? before?.owner ?? null,
    fields: ["Subscriptions"],
    summary: summaryOf([`${productTitles[after.product]} package`, ...changed]),
  });
}

const ordered = ({ edition, months, ends_at }: SubscriptionRow): string =>
  `${asText(edition)}${months === 0 ? "" : ` for ${months} months`}, until ${asTime(ends_at)}`;
