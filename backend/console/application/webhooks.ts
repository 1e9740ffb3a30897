import { html } from "hono/html";
import {
  productTitles,
  type SimulatedApplication,
  type SubscriptionProduct,
  type WebhookProduct,
  type WebhookRecord,
  webhookFamilies,
  webhookProducts,
} from "../../api";
import { button, type Html, instant, nothing, owner, quoted, section, table } from "../page/elements";
import { applicationPath } from "../page/paths";
import type { Visit } from "../session/visit";
import { mayEdit } from "./status";

interface Held {
  readonly webhooks: ReadonlyMap<WebhookProduct, WebhookRecord>;
  /** What was ever bought or claimed. */
  readonly subscriptions: ReadonlyMap<SubscriptionProduct, unknown>;
}

/** What the backends of an application's products call. Of an URL nothing is shown that is secret. */
export function webhookList(
  application: SimulatedApplication,
  { webhooks, subscriptions }: Held,
  visit: Visit,
): Html {
  const { SdkAppId } = application;
  const open: ReadonlySet<SubscriptionProduct> = new Set(application.Products);
  const isEditable = mayEdit(application, visit);
  const to = (errand: string, text: string, Product: WebhookProduct) =>
    button(applicationPath(SdkAppId, errand, { Product }), text, productTitles[Product]);
  const rows = [...webhooks.values()].map((one) => [
    productTitles[one.Product],
    html`${quoted(one.Address)}${one.NotAvailable === null ? "" : html`<p class="hint">${one.NotAvailable}</p>`}`,
    one.Events.join(", "),
    one.ChangedTime === null ? "" : instant(one.ChangedTime),
    one.Owner === null ? nothing : owner(one.Owner),
    isEditable
      ? html`${to("set-webhook", "Change", one.Product)} ${to("remove-webhook", "Delete", one.Product)}`
      : "",
  ]);
  // A call pack brings Call to a Chat application.
  const free = webhookProducts.filter(
    (product) =>
      !webhooks.has(product) &&
      webhookFamilies[product].packages.some((one) => subscriptions.has(one) || open.has(one)),
  );
  return section(
    "webhooks",
    "Webhooks",
    rows.length === 0
      ? nothing
      : table(
          `${rows.length} of ${webhookProducts.length}`,
          ["Product", "URL", "Events", "Changed", "Managed by", "Actions"],
          rows,
        ),
    isEditable
      ? free.map((Product) =>
          button(
            applicationPath(SdkAppId, "set-webhook", { Product }),
            `Set webhook of ${productTitles[Product]}`,
          ),
        )
      : [],
  );
}
