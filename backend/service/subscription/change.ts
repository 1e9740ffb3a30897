import { editionTitles, productTitles } from "../../api";
import {
  asFlag,
  asListed,
  asOwner,
  asTime,
  asWord,
  differences,
  summaryOf,
  type Words,
} from "../../rules/activities";
import { editionsOf } from "../../rules/application/products";
import { serviceEnd } from "../../rules/subscription/subscriptions";
import type { ApplicationRow, SubscriptionRow } from "../../store";
import { arrearsSince } from "../application/record";
import type { WriteMoment } from "../scope";

const titles: Readonly<Record<string, string>> = editionTitles;
/** Prints an edition as the consoles write it. */
const asEdition = (value: unknown): string => titles[String(value)] ?? asWord(value);

const words: Words<SubscriptionRow> = {
  edition: ["version", asEdition],
  months: ["months", asWord],
  configuration: ["configuration", asListed],
  auto_renewal: ["auto-renewal", asFlag],
  ends_at: ["expires", asTime],
  purchased_at: ["bought", asTime],
  refunded_at: ["refunded", asTime],
  minutes_used: ["bonus minutes used", (value) => (value === 1 ? "yes" : "no")],
  leaving_at: ["leaving since", asTime],
  owner: ["Owner", asOwner],
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
  `${asEdition(edition)}${months === 0 ? "" : ` for ${months} ${months === 1 ? "month" : "months"}`}, until ${asTime(ends_at)}`;
