import { dayMs } from "../../../ground/time";
import { ApiError, type Settings } from "../../api";
import { isTrial, type Period, runs } from "./subscriptions";

interface Refundable extends Period {
  readonly purchased_at: number;
  /** 0 or 1. */
  readonly minutes_used: number;
}

const refused = (why: string) =>
  new ApiError("FailedOperation.NotRefundable", `the package can't be refunded: ${why}`);

/**
 * Chat is refunded at any time while it runs, by what is left of it; an RTC package within five days of its purchase
 * and with its bonus minutes untouched (docs/rules.md, section 5).
 */
export function judgeRefund(held: Refundable, now: number, settings: Settings): ApiError | undefined {
  if (isTrial(held)) return refused("it is a trial, which costs nothing");
  if (!runs(held, now)) return refused("it has ended");
  if (held.product === "chat") return undefined;
  if (now - held.purchased_at > settings.RefundDays * dayMs) {
    return refused(
      `it was bought on ${new Date(held.purchased_at).toISOString()}, more than ${settings.RefundDays} days ago`,
    );
  }
  return held.minutes_used === 1 ? refused("its bonus minutes have been used") : undefined;
}
