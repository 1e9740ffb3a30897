import { ApiError, productTitles, type WebhookContents, type WebhookProduct, webhookFamilies } from "../api";
import { asOwner, asText } from "./activities";

/** A webhook that is there, as far as it decides what becomes of a request. */
export interface HeldWebhook {
  readonly product: WebhookProduct;
  readonly address: string;
  readonly revision: string;
}

const title = (product: WebhookProduct): string => `webhook of ${productTitles[product]}`;

/** What setting a webhook comes to: made, changed, or the same already; or why it is refused. */
export function judgeSetting(
  held: HeldWebhook | undefined,
  wanted: { readonly product: WebhookProduct; readonly revision: string },
  seen: string | undefined,
): "Made" | "Changed" | "Same" | ApiError {
  if (!held) return seen === undefined ? "Made" : changedMeanwhile(wanted.product);
  if (held.revision === wanted.revision) return "Same";
  if (seen === undefined) {
    return new ApiError(
      "ResourceInUse.Webhook",
      `the application has a ${title(held.product)} already, to ${held.address}: take over the existing one, or delete it first`,
      "Product",
    );
  }
  return held.revision === seen ? "Changed" : changedMeanwhile(held.product);
}

/** Why a webhook isn't the one that was seen, if it isn't. */
export const judgeSeen = (held: HeldWebhook, seen: string | undefined): ApiError | undefined =>
  seen === undefined || held.revision === seen ? undefined : changedMeanwhile(held.product);

/** Somebody was faster. */
export const changedMeanwhile = (product: WebhookProduct): ApiError =>
  new ApiError(
    "FailedOperation.WebhookChanged",
    `somebody changed the ${title(product)} since it was looked at, and nothing was done: look again. A program that sets it at its start is the usual cause`,
    "Revision",
  );

export const noSuchWebhook = (sdkAppId: number, product: WebhookProduct): ApiError =>
  new ApiError("ResourceNotFound.Webhook", `application ${sdkAppId} has no ${title(product)}`, "Product");

/** Why nothing is called, and what to buy; undefined where a package or trial of the product runs. */
export function hindranceOf(
  product: WebhookProduct,
  sdkAppId: number,
  running: ReadonlySet<string>,
): string | undefined {
  const { packages } = webhookFamilies[product];
  if (packages.some((one) => running.has(one))) return undefined;
  const named = packages.map((one) => `"${one}"`).join(" or ");
  return `no package or trial of ${productTitles[product]} runs on application ${sdkAppId}, and its webhook needs one: claim a trial or buy a package of ${named} first`;
}

export const judgeAvailable = (hindrance: string | undefined): ApiError | undefined =>
  hindrance === undefined
    ? undefined
    : new ApiError("FailedOperation.ProductNotAvailable", hindrance, "Product");

/** What became of a webhook, for the activity log; of its URL only what may be shown. */
export function settingInWords(
  product: WebhookProduct,
  before: Shown | undefined,
  after: Shown,
): readonly string[] {
  const name = title(product);
  if (!before) return [`${name} set: ${asText(after.address)}, ${after.events.join(", ")}`];
  const target =
    before.address === after.address
      ? `${name}: secret part of its URL changed`
      : `${name}: ${asText(before.address)} → ${asText(after.address)}`;
  const added = after.events.filter((event) => !before.events.includes(event)).map((event) => `+${event}`);
  const gone = before.events.filter((event) => !after.events.includes(event)).map((event) => `-${event}`);
  const events = [...added, ...gone];
  return [
    ...(before.url === after.url ? [] : [target]),
    ...(events.length > 0 ? [`events of the ${name}: ${events.join(", ")}`] : []),
  ];
}

interface Shown {
  readonly url: string;
  readonly address: string;
  readonly events: readonly string[];
}

export const ownerInLog = (product: WebhookProduct, before: string | null, after: string | null): string =>
  `${title(product)} managed by ${asOwner(before)} → ${asOwner(after)}`;

export const deletionInWords = (product: WebhookProduct): string => `${title(product)} deleted`;

/** A webhook's events in the order in which they are kept. */
export const inOrder = ({ Events }: WebhookContents): readonly string[] => [...Events].sort();
