import type { Selectable, Updateable } from "kysely";
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

/**
 * How far a change of a real webhook is: none was asked for, Tencent Cloud is being asked (a process that died leaves it
 * so), it has answered yes, or a later look showed it.
 */
export type WebhookStage = "none" | "asked" | "answered" | "shown";

/** A webhook of a real application. What is there is at Tencent Cloud; here is what has become of it from here. */
export interface RealWebhookTable {
  sdk_app_id: number;
  product: WebhookProduct;
  /** The declaration that set it, or has found it as declared; null where none did. */
  owner: string | null;
  client_token: string | null;
  /** Sealed: the URL that the last change puts there; null where it deletes, or there was none. */
  url: string | null;
  /** JSON: string[], sorted. */
  events: string | null;
  revision: string | null;
  stage: WebhookStage;
  /** When the change was asked for. */
  stage_at: number;
  /** JSON: revisions of what was there before, which may be shown for a while; "" of nothing. */
  earlier: string;
  /** Who had set what was there before. */
  earlier_owner: string | null;
  /** Whose turn it is to change it; null where nobody is at it. */
  turn: string | null;
  /** When the turn is over, whatever became of its process. */
  turn_until: number;
  /** Sealed: the URL that Tencent Cloud last showed; null where it showed none. */
  seen_url: string | null;
  seen_events: string | null;
  seen_revision: string | null;
  /** Null where nobody has looked. */
  seen_at: number | null;
  /** The call and its answer. */
  seen_by: string | null;
  seen_request: string | null;
}

export type WebhookRow = Selectable<WebhookTable>;
export type RealWebhookRow = Selectable<RealWebhookTable>;
export type RealWebhookChange = Updateable<RealWebhookTable>;
