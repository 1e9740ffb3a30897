import {
  type ApplicationRecord,
  DescribeWebhooks,
  type WebhookRecord,
  webhookProducts,
  webhooksPerRequest,
} from "../../../backend/api";
import type { Client } from "../../client/client";
import { BackendUnavailable, hasCode } from "../../client/errors";
import { foundIn } from "../../client/gone";
import { LookUp } from "../../client/look-up";
import type { Attached, Session } from "../../lifecycle/kind";
import { type Key, printWebhookId } from "./id";

/** Webhooks by application and product. */
const webhooks = new LookUp({
  limit: webhooksPerRequest,
  print: printWebhookId,
  load: async (call, Webhooks: Key[]) => (await call(DescribeWebhooks, { Webhooks })).Entries,
});

/** Those of real accounts, as they are known in the backend: Tencent Cloud isn't asked. */
const known = new LookUp({
  limit: webhooksPerRequest,
  print: printWebhookId,
  load: async (call, Webhooks: Key[]) => (await call(DescribeWebhooks, { Webhooks, AsKnown: true })).Entries,
});

/**
 * A webhook as it is now; undefined where there is none.
 *
 * @throws BackendUnavailable when the backend can't open its URL.
 */
export async function webhookNow(
  { client }: Pick<Session, "client">,
  key: Key,
): Promise<WebhookRecord | undefined> {
  const record = foundIn(await client.look(webhooks, key), "Webhook")?.Webhook;
  if (record?.UrlFault !== undefined) throw new BackendUnavailable(record.UrlFault, "unusable");
  return record;
}

/** The webhooks of an application as resources. */
export const webhooksOn = async (client: Client, { SdkAppId }: ApplicationRecord): Promise<Attached[]> =>
  (await everyWebhook(client, SdkAppId)).map((one) => ({ id: printWebhookId(one), owner: one.Owner }));

/** The webhooks of an application; servers of before, and their real accounts, have none. */
export const everyWebhook = (client: Client, SdkAppId: number): Promise<WebhookRecord[]> =>
  everyBy(webhooks, client, SdkAppId);

/** The webhooks of a real application, as they are known in the backend. */
export const everyKnownWebhook = (client: Client, SdkAppId: number): Promise<WebhookRecord[]> =>
  everyBy(known, client, SdkAppId);

async function everyBy(look: typeof webhooks, client: Client, SdkAppId: number): Promise<WebhookRecord[]> {
  try {
    const entries = await Promise.all(
      webhookProducts.map((Product) => client.look(look, { SdkAppId, Product })),
    );
    return entries.flatMap((entry) => (entry.Outcome === "Found" ? [entry.Webhook] : []));
  } catch (error) {
    if (hasCode(error, "InvalidAction", "UnsupportedOperation")) return [];
    throw error;
  }
}
