import type { BillingReason, Settings } from "../../api";
import { begin, type StatusState, windowUntil } from "./status";

/** What billing tells about an application: a reason to stop it, or that everything is paid. */
export type BillingNews = BillingReason | "paid";

/**
 * A settled application after billing's news. Payment brings back what billing had stopped, through Enabling;
 * what was disabled by hand stays disabled. `settle` then does what the news brings about at once.
 */
export function bill<T extends StatusState>(
  state: T,
  news: BillingNews,
  now: number,
  settings: Settings,
  draw: number,
): T {
  if (news !== "paid") return { ...state, billing_event: news, billing_event_at: now };
  const lapsed = state.expires_at !== null && state.expires_at <= now;
  const cleared: Partial<StatusState> = {
    billing_event: null,
    billing_event_at: null,
    expires_at: lapsed ? null : state.expires_at,
  };
  const stopped =
    state.status === "Expired" || (state.status === "Disabled" && state.disabled_reason !== "manual");
  const enabling = stopped ? begin("Enabling", now, windowUntil(now, settings, draw)) : {};
  return { ...state, ...cleared, ...enabling };
}
