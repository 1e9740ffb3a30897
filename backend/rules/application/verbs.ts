import type { ApplicationStatus, BillingReason, DisabledReason, ErrorCode } from "../../api";
import { cures, enableRefusals } from "./cures";

export const verbs = ["enable", "disable", "delete", "edit"] as const;
export type Verb = (typeof verbs)[number];

/** What a verb does to a status: begins a window, does nothing because it is so already, or is refused. */
type Transition =
  | { readonly outcome: "begins"; readonly window: "Disabling" | "Enabling" | "Deleting" }
  | { readonly outcome: "nothing" }
  | { readonly outcome: "allowed" }
  | { readonly outcome: "refused"; readonly code: ErrorCode; readonly message: string };

const nothing: Transition = { outcome: "nothing" };
const allowed: Transition = { outcome: "allowed" };
const begins = (window: "Disabling" | "Enabling" | "Deleting"): Transition => ({ outcome: "begins", window });
const refused = (code: ErrorCode, message: string): Transition => ({
  outcome: "refused",
  code,
  message,
});

const busy = (status: ApplicationStatus, target: ApplicationStatus) =>
  refused(
    "FailedOperation.ApplicationBusy",
    `the application is ${status}: try again once it is ${target}, which StatusUntil of DescribeApplications tells beforehand`,
  );

const notDisabled = (status: ApplicationStatus) =>
  refused(
    "FailedOperation.ApplicationNotDisabled",
    `the application is ${status} and only a disabled one can be deleted: disable it, wait until it is Disabled (StatusUntil), then delete it`,
  );

const uncured = (reason: BillingReason) =>
  refused(enableRefusals[reason], `the application can't be enabled by hand: ${cures[reason]}`);

const deleting = refused(
  "OperationDenied.ApplicationDeleting",
  "the application is being deleted, which can't be undone: create a new one instead",
);

/**
 * The table "status × verb" of docs/rules.md, section 0. `reason` is what `hindrance` says of the application.
 * From Normal no verb leads to Deleting: only Disabled does.
 */
export function transition(status: ApplicationStatus, reason: DisabledReason | null, verb: Verb): Transition {
  const billed = reason === null || reason === "manual" ? undefined : reason;
  switch (status) {
    case "Normal":
      return { enable: nothing, disable: begins("Disabling"), delete: notDisabled(status), edit: allowed }[
        verb
      ];
    case "Disabling": {
      const wait = busy(status, "Disabled");
      return { enable: wait, disable: nothing, delete: wait, edit: allowed }[verb];
    }
    case "Disabled":
      return {
        enable: billed ? uncured(billed) : begins("Enabling"),
        disable: nothing,
        delete: begins("Deleting"),
        edit: allowed,
      }[verb];
    case "Enabling": {
      const wait = busy(status, "Normal");
      return { enable: nothing, disable: wait, delete: wait, edit: allowed }[verb];
    }
    case "Expired":
      return {
        enable: uncured(billed ?? "expired"),
        disable: begins("Disabling"),
        delete: notDisabled(status),
        edit: allowed,
      }[verb];
    case "Deleting":
      return { enable: deleting, disable: deleting, delete: nothing, edit: deleting }[verb];
  }
}
