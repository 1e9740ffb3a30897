import { dayMs } from "../../../ground/time";
import type { ApplicationStatus, BillingReason, DisabledReason, Settings } from "../../api";
import { graceStages } from "./grace";

/** What of an application's row decides its status. Instants are milliseconds since 1970. */
export interface StatusState {
  readonly status: ApplicationStatus;
  readonly status_since: number;
  /** End of the running window; null outside one. */
  readonly status_until: number | null;
  readonly disabled_reason: DisabledReason | null;
  /** What billing has against the application, and since when; null when nothing is due. */
  readonly billing_event: BillingReason | null;
  readonly billing_event_at: number | null;
  readonly expires_at: number | null;
}

interface StatusStep {
  readonly at: number;
  readonly to: Partial<StatusState> | "gone";
}

function windowEnd(state: StatusState): StatusStep | undefined {
  const at = state.status_until;
  if (at === null) return undefined;
  const settled = { status_since: at, status_until: null };
  switch (state.status) {
    case "Disabling":
      return { at, to: { ...settled, status: "Disabled", disabled_reason: "manual" } };
    case "Enabling":
      return { at, to: { ...settled, status: "Normal", disabled_reason: null } };
    case "Deleting":
      return { at, to: "gone" };
    default:
      return undefined;
  }
}

function expiry(state: StatusState): StatusStep | undefined {
  const at = state.expires_at;
  if (at === null || state.billing_event !== null || state.status === "Deleting") return undefined;
  return { at, to: { billing_event: "expired", billing_event_at: at } };
}

function billing(state: StatusState, settings: Settings): StatusStep | undefined {
  const { status, billing_event: event, billing_event_at: since } = state;
  if (event === null || since === null) return undefined;
  if (status !== "Normal" && status !== "Enabling" && status !== "Expired") return undefined;
  const next = graceStages(event, settings).find((stage) => stage.status !== status);
  if (!next) return undefined;
  const at = Math.max(since + next.afterDays * dayMs, state.status_since);
  const disabled_reason = next.status === "Disabled" ? event : null;
  return { at, to: { status: next.status, status_since: at, status_until: null, disabled_reason } };
}

/**
 * The application as it is now, or undefined when it is gone. Windows end, packages expire and graces run out
 * in the order of the clock, so that it doesn't matter how often anybody looked in between:
 * settling at one instant and again at a later one is settling at the later one.
 */
export function settle<T extends StatusState>(row: T, now: number, settings: Settings): T | undefined {
  let current = row;
  for (;;) {
    const changes = [windowEnd(current), expiry(current), billing(current, settings)];
    let next: StatusStep | undefined;
    for (const change of changes) {
      if (change && change.at <= now && (!next || change.at < next.at)) next = change;
    }
    if (!next) return current;
    if (next.to === "gone") return undefined;
    current = { ...current, ...next.to };
  }
}

/**
 * Why a settled application can't be Normal now; null when nothing is wrong. An application that was disabled
 * by hand stays `manual` while billing turns against it, but enabling it then needs billing's cure first.
 */
export function hindrance(state: StatusState, now: number, settings: Settings): DisabledReason | null {
  const { status, disabled_reason: reason, billing_event: event, billing_event_at: since } = state;
  if (status === "Expired") return event === "refund" ? event : "expired";
  if (status !== "Disabled" || (reason !== null && reason !== "manual")) return reason;
  const first = event === null ? undefined : graceStages(event, settings)[0];
  const due = first !== undefined && since !== null && since + first.afterDays * dayMs <= now;
  return due ? event : "manual";
}

/** A window that begins now; its length is drawn, `draw` being in [0, 1). */
export function windowUntil(now: number, settings: Settings, draw: number): number {
  const shortest = Math.min(settings.WindowSecondsMin, settings.WindowSecondsMax);
  const span = Math.max(0, settings.WindowSecondsMax - shortest);
  return now + Math.round((shortest + span * draw) * 1_000);
}

/** What changes when a window begins. A deletion keeps the reason for which the application was disabled. */
export const begin = (
  window: "Disabling" | "Enabling" | "Deleting",
  now: number,
  until: number,
): Partial<StatusState> => ({
  status: window,
  status_since: now,
  status_until: until,
  ...(window === "Deleting" ? {} : { disabled_reason: window === "Disabling" ? "manual" : null }),
});
