import { defaultSettings } from "../../../backend/api";
import type { StatusState } from "../../../backend/rules/application/status";

export const settings = defaultSettings;
export const second = 1_000;
export const day = 86_400_000;
/** The instant that the tables of these tests count from. */
export const t0 = Date.parse("2026-03-01T00:00:00.000Z");

/** An application that was made at `t0` and is Normal, but for what a test says. */
export const application = (changes: Partial<StatusState> = {}): StatusState => ({
  status: "Normal",
  status_since: t0,
  status_until: null,
  disabled_reason: null,
  billing_event: null,
  billing_event_at: null,
  expires_at: null,
  ...changes,
});
