import { productTitles, type SubscriptionProduct, type SubscriptionRecord } from "../../../backend/api";
import { isUnknown } from "../../lifecycle/properties/unknown";
import { isRunning, isTrial, type Step } from "./plan";

/** What an order is for. */
export interface Subject {
  /** SDKAppID, or unknown where this run makes the application. */
  readonly application: unknown;
  readonly product: SubscriptionProduct;
  readonly record: SubscriptionRecord | undefined;
}

/** Nothing here knows a price; the purchase page does. */
export const price =
  "The console's purchase page shows the price before anything is paid (trtc.io/document/74514 says how it is made).";

export const hasPrice = (step: Step): boolean => step.verb !== "claim" && step.verb !== "renewal";

/** `1 month`, `2 months`. */
export const counted = (count: number, unit: "day" | "month"): string =>
  `${count} ${unit}${count === 1 ? "" : "s"}`;

const listed = (quantities: Readonly<Record<string, number>>): string =>
  Object.entries(quantities)
    .map(([name, value]) => `${name} ${value}`)
    .join(", ");

const withQuantities = (quantities: Readonly<Record<string, number>>): string =>
  Object.keys(quantities).length === 0 ? "" : ` with ${listed(quantities)}`;

const onApplication = ({ application }: Subject): string =>
  isUnknown(application) ? "the application that this run makes" : `Application ${String(application)}`;

/** The property that asks for a step. */
export function propertyOf(step: Step): string {
  if (step.verb === "extend") return "months";
  return step.verb === "renewal" ? "autoRenewal" : "edition";
}

/** An order in words that follow "would" or "will". */
export function inWords(step: Step, subject: Subject): string {
  const product = productTitles[subject.product];
  const where = onApplication(subject);
  switch (step.verb) {
    case "claim":
      return `claim a trial of ${product} for ${where}`;
    case "purchase": {
      const renewal = step.autoRenewal
        ? "auto-renewal on, which buys every further month at list price"
        : "auto-renewal off";
      return `buy ${product} "${step.edition}"${withQuantities(step.configuration)} for ${where}: ${counted(step.months, "month")}, ${renewal}${voided(subject.record)}`;
    }
    case "extend":
      return `extend ${product} "${subject.record?.OrderedEdition}" on ${where} by ${counted(step.months, "month")}`;
    case "upgrade":
      return `upgrade ${product} "${subject.record?.Edition}" on ${where} to "${step.edition}"${withQuantities(step.configuration)}, in place and at once: ${proration(subject.record)}`;
    case "renewal":
      return `turn auto-renewal of ${product} on ${where} ${step.on ? "on, which buys every further month at list price" : "off"}`;
  }
}

/** A purchase ends a running trial (RTC console, "Obtain a Free Trial Version"). */
function voided(record: SubscriptionRecord | undefined): string {
  if (!record || !isRunning(record) || !isTrial(record)) return "";
  return `. The running trial becomes void at once, ${counted(record.RemainingDays, "day")} before its end`;
}

/** The published formula, with the days that apply today. */
function proration(record: SubscriptionRecord | undefined): string {
  const days = record ? `${record.RemainingDays} of ${record.TotalDays} days` : "remaining days / total days";
  return `(list price of the new − discounted price of the current) × ${days}`;
}
