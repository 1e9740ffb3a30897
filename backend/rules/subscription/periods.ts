import { dayMs } from "../../../ground/time";
import type { SubscriptionProduct } from "../../api";

const startOfDay = (instant: number): number => Math.floor(instant / dayMs) * dayMs;

/** Adds calendar months in UTC and keeps the time of day. A month that lacks the day ends on its last one. */
export function addMonths(instant: number, months: number): number {
  const from = new Date(instant);
  const day = from.getUTCDate();
  from.setUTCDate(1);
  from.setUTCMonth(from.getUTCMonth() + months);
  const daysInMonth = new Date(Date.UTC(from.getUTCFullYear(), from.getUTCMonth() + 1, 0)).getUTCDate();
  return from.setUTCDate(Math.min(day, daysInMonth));
}

/**
 * When a package of so many months ends. Chat's runs from day T to day T of another month; the others begin with
 * the first second of the day of purchase and end with the last one before that date (docs/rules.md, section 5).
 */
export const periodEnd = (product: SubscriptionProduct, startsAt: number, months: number): number =>
  product === "chat" ? addMonths(startsAt, months) : addMonths(startOfDay(startsAt), months) - 1_000;

/** Days of a period, and those of them that are left; a day that has begun counts as left. */
export function daysOf(
  period: { readonly starts_at: number; readonly ends_at: number },
  now: number,
): { readonly remaining: number; readonly total: number } {
  const days = (from: number) => Math.max(0, Math.ceil((period.ends_at - from) / dayMs));
  const total = Math.max(1, days(startOfDay(period.starts_at)));
  return { remaining: Math.min(total, days(Math.max(now, period.starts_at))), total };
}
