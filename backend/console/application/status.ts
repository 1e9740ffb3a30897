import { html } from "hono/html";
import type { ApplicationStatus, DisabledReason, SimulatedApplication } from "../../api";
import { badge, dash, duration, type Html, instant, type Tone } from "../page/elements";
import type { Visit } from "../session/visit";

const tones: Readonly<Record<ApplicationStatus, Tone>> = {
  Normal: "good",
  Disabling: "busy",
  Enabling: "busy",
  Deleting: "busy",
  Disabled: "bad",
  Expired: "bad",
};

const reasons: Readonly<Record<DisabledReason, string>> = {
  manual: "by hand",
  arrears: "in arrears",
  "package-used-up": "package used up",
  "pay-as-you-go-off": "pay-as-you-go is off",
  refund: "refunded",
  expired: "package expired",
};

/** An expired application's package has ended, or was given back before its end. */
export const reasonOf = (
  { Status, DisabledReason, ExpireTime }: SimulatedApplication,
  { now }: Visit,
): DisabledReason | null => {
  if (Status !== "Expired") return DisabledReason;
  return ExpireTime !== null && Date.parse(ExpireTime) > now ? "refund" : "expired";
};

/** The status with its reason, and until when a running window lasts. */
export function statusOfApplication(application: SimulatedApplication, visit: Visit): Html {
  const { Status, StatusUntil } = application;
  const reason = reasonOf(application, visit);
  return html`${badge(Status, tones[Status])}${reason && html` <span class="faint">${reasons[reason]}</span>`}${
    StatusUntil &&
    html` <span class="faint">until ${instant(StatusUntil)} (${duration(Date.parse(StatusUntil) - visit.now)})</span>`
  }`;
}

/** Whether there is anything that buttons could change: what is being deleted takes no more changes. */
export const mayEdit = ({ Status }: SimulatedApplication, { mayWrite }: Visit): boolean =>
  mayWrite && Status !== "Deleting";

/** What a running window means, and until when it lasts; nothing outside one. */
export function windowOf({ Status, StatusUntil }: SimulatedApplication): Html {
  if (StatusUntil === null) return html``;
  const meanwhile = Status === "Enabling" ? "" : "Until then users may still enter rooms, and are billed. ";
  return html`<div class="window" role="status"><p>${Status} takes until ${instant(StatusUntil)} to be in effect everywhere. ${meanwhile}This page looks again by itself.</p></div>`;
}

/** The status of a service within an application. */
export const serviceStatus = (status: "Normal" | "Disabled" | undefined): Html | string =>
  status === undefined ? dash : badge(status, status === "Normal" ? "good" : "bad");

/** Looking sooner than the window ends shows nothing new; looking later than this might miss that it ended early. */
const longestWait = 60;

/** Seconds until a page with these applications is worth another look; undefined where no window runs. */
export function refreshAfter(
  applications: readonly SimulatedApplication[],
  { now }: Visit,
): number | undefined {
  const ends = applications.flatMap(({ StatusUntil }) =>
    StatusUntil === null ? [] : [Date.parse(StatusUntil)],
  );
  if (ends.length === 0) return undefined;
  return Math.min(longestWait, Math.max(1, Math.ceil((Math.min(...ends) - now) / 1_000)) + 1);
}
