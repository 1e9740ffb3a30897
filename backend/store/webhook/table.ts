import type { WebhookProduct } from "../../api";

/** What the backend of a product calls. */
export interface WebhookTable {
  sdk_app_id: number;
  product: WebhookProduct;
  /** Sealed: its query may hold a secret. */
  url: string;
  /** The URL without what is secret of it. */
  address: string;
  /** JSON: string[], sorted. */
  events: string;
  /** Fingerprint of URL and events. */
  revision: string;
  /** The declaration that set it; null where none did. */
  owner: string | null;
  /** The token that made it: spent when it goes. */
  client_token: string | null;
  changed_at: number;
}
