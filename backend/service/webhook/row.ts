import { type WebhookContents, type WebhookProduct, webhookAddress, webhookRevision } from "../../api";
import { inOrder } from "../../rules/webhooks";
import type { Read, WebhookRow } from "../../store";
import type { Scope } from "../scope";

export interface Key {
  readonly SdkAppId: number;
  readonly Product: WebhookProduct;
}

/** Where the URL of a webhook stands. */
const urlPlace = ({ SdkAppId, Product }: Key) => ({
  table: "webhooks",
  row: `${SdkAppId}/${Product}`,
  column: "url",
});

const keyOf = ({ sdk_app_id, product }: Pick<WebhookRow, "sdk_app_id" | "product">): Key => ({
  SdkAppId: sdk_app_id,
  Product: product,
});

/** @throws BackendError where it doesn't open. */
export const urlIn = (row: WebhookRow, { sealer }: Pick<Scope, "sealer">): string =>
  sealer.open(urlPlace(keyOf(row)), row.url);

export const eventsIn = ({ events }: Pick<WebhookRow, "events">): string[] => {
  const read: unknown = JSON.parse(events);
  return Array.isArray(read) ? read.map(String) : [];
};

/** The columns that say what a webhook is. @param fingerprintKey of the account */
export const contentsOf = (
  { Url, Events, ...key }: Key & WebhookContents,
  fingerprintKey: string,
  { sealer }: Pick<Scope, "sealer">,
) => ({
  url: sealer.seal(urlPlace({ SdkAppId: key.SdkAppId, Product: key.Product }), Url),
  address: webhookAddress(Url),
  events: JSON.stringify(inOrder({ Url, Events })),
  revision: webhookRevision(fingerprintKey, { Url, Events }),
});

export const webhookRow = ({ SdkAppId, Product }: Key, db: Read): Promise<WebhookRow | undefined> =>
  db
    .selectFrom("webhooks")
    .selectAll()
    .where("sdk_app_id", "=", SdkAppId)
    .where("product", "=", Product)
    .executeTakeFirst();
