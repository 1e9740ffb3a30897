import { freeTrial, type SubscriptionProduct, type subscriptionStatuses } from "../../api";
import { periodEnd } from "./periods";

export type SubscriptionStatus = (typeof subscriptionStatuses)[number];

/** What of a subscription's row decides how it stands. Instants are milliseconds since 1970. */
export interface Period {
  readonly product: SubscriptionProduct;
  readonly edition: string;
  /** 0 or 1. */
  readonly auto_renewal: number;
  readonly starts_at: number;
  /** 0 for a trial. */
  readonly period_months: number;
  readonly ends_at: number;
  readonly refunded_at: number | null;
}

export const isTrial = ({ edition }: Pick<Period, "edition">): boolean => edition === freeTrial;

/** Whether it ends unless somebody pays: renewed is what is neither given back nor a trial. */
const renewsItself = (period: Period): boolean =>
  period.auto_renewal === 1 && period.refunded_at === null && !isTrial(period);

/**
 * The subscription as it is now. Auto-renewal buys the next month before the running one ends, which fails while the
 * account owes; a package that has ended is not renewed any more.
 *
 * @param arrearsSince when the account fell into the arrears that it is in, null when it is in none.
 */
export function settleSubscription<T extends Period>(row: T, now: number, arrearsSince: number | null): T {
  if (!renewsItself(row) || row.ends_at > now) return row;
  const until = Math.min(now, arrearsSince ?? Number.POSITIVE_INFINITY);
  let current = row;
  while (current.ends_at <= until && current.ends_at !== arrearsSince) current = lengthen(current, 1);
  return current;
}

/** A running period with more months at its end. */
export function lengthen<T extends Period>(period: T, months: number): T {
  const period_months = period.period_months + months;
  return { ...period, period_months, ends_at: periodEnd(period.product, period.starts_at, period_months) };
}

/** A period that begins now. */
export const beginPeriod = (product: SubscriptionProduct, now: number, months: number) => ({
  starts_at: now,
  period_months: months,
  ends_at: periodEnd(product, now, months),
  refunded_at: null,
});

/** How a settled subscription stands. */
export function statusOf(period: Period, now: number, arrearsSince: number | null): SubscriptionStatus {
  if (period.refunded_at !== null) return "Refunded";
  if (period.ends_at <= now) return "Expired";
  return arrearsSince === null ? "InUse" : "Overdue";
}

/** Whether it serves: neither refunded nor over. */
export const runs = (period: Period, now: number): boolean =>
  period.refunded_at === null && period.ends_at > now;

/**
 * When a Chat package ends its application's service by the clock; null where renewal goes on, or where the refund
 * has already stopped it.
 */
export const serviceEnd = (period: Period, arrearsSince: number | null): number | null =>
  period.refunded_at !== null || (renewsItself(period) && arrearsSince === null) ? null : period.ends_at;
