import { createHmac } from "node:crypto";
import { z } from "zod";
import { webhookProducts } from "./families";

const listed = (values: readonly string[]) => values.map((value) => `"${value}"`).join(", ");

export const WebhookProductName = z.enum(
  webhookProducts,
  `must be one of ${listed(webhookProducts)}, for example "call"`,
);

/** Characters of an URL at most; no source names a length. */
const longestUrl = 1_000;
const urlRule =
  'must be an URL that begins with https:// or http://, for example "https://example.com/tencent/calls"';

/** Where a product's backend posts its events. Its query and its user information are secrets. */
export const WebhookUrl = z
  .string(urlRule)
  .max(longestUrl, `must be at most ${longestUrl} characters`)
  .refine((text) => isUrl(text), urlRule);

/** One without secret parts. */
export const PlainWebhookUrl = z
  .string(urlRule)
  .regex(/^https?:\/\/[^\s\\?#@/]+(\/[^\s\\?#]*)?$/, `${urlRule}, and have no query`);

function isUrl(text: string): boolean {
  if (!/^https?:\/\/[^\s\\#]+$/.test(text) || !URL.canParse(text)) return false;
  return new URL(text).hostname !== "";
}

/** Events of one webhook at most. */
const eventsPerWebhook = 100;
const eventRule =
  'must be a name such as "Call.CallbackAfterEndCall": letters, then ".Callback", then what happened';

/** Names of events. Each product documents some (`webhookFamilies`), and may have others. */
export const WebhookEvents = z
  .array(
    z.string(eventRule).regex(/^[A-Z][A-Za-z]{0,31}\.Callback[A-Za-z0-9]{1,95}$/, eventRule),
    'must be a list of events, for example ["Call.CallbackAfterEndCall"]',
  )
  .min(1, 'must name at least one event, for example ["Call.CallbackAfterEndCall"]')
  .max(eventsPerWebhook, `must name at most ${eventsPerWebhook} events`)
  .refine((list) => new Set(list).size === list.length, "must not name an event twice");

/** Whether an URL has parts that are secret. */
export const hidesPart = (url: string): boolean => webhookAddress(url) !== url;

/** What may be shown of an URL: all but its query and its user information. */
export const webhookAddress = (url: string): string =>
  url.replace(/[?#].*$/s, "").replace(/^(https?:\/\/)[^/@]*@/, "$1");

/** What a webhook says; the order of its events means nothing. */
export interface WebhookContents {
  readonly Url: string;
  readonly Events: readonly string[];
}

/**
 * What stands for a webhook's contents: equal where these are, whatever the order of the events, and of no use to whoever
 * hasn't the key and wants to try secrets out.
 *
 * @param key of the account, for fingerprints
 */
export const webhookRevision = (key: string, { Url, Events }: WebhookContents): string =>
  createHmac("sha256", key)
    .update(JSON.stringify(["webhook", Url, [...Events].sort()]))
    .digest("hex");
