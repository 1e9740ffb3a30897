import type { Failure } from "../../../ground/bag";
import type { Listener } from "../../lifecycle/kind";
import { notice } from "../../lifecycle/run/notice";
import type { Declaration } from "../../lifecycle/run/reporter";
import { costs, type Step } from "./plan";
import { hasPrice, inWords, price, propertyOf, type Subject } from "./words";

/** Why an order isn't made, and how it would be. */
export const notAllowed = (step: Step, subject: Subject): string =>
  `would ${inWords(step, subject)}.${hasPrice(step) ? ` ${price}` : ""} Nothing is bought unless tencentrtc:allowPurchases is true (OperationDenied.PurchaseNotAllowed): ` +
  "`pulumi config set tencentrtc:allowPurchases true` allows it for the whole stack";

/** Says what a run would buy, or refuses it where nothing may be bought. */
export function announce(
  { settings, reporter }: Listener,
  about: Declaration,
  steps: readonly Step[],
  subject: Subject,
): Failure[] {
  const orders = steps.filter(costs);
  if (!settings.allowPurchases) {
    return orders.map((step) => ({ path: propertyOf(step), reason: notAllowed(step, subject) }));
  }
  for (const step of orders) {
    const statements = hasPrice(step) ? [price] : [];
    reporter.notice(about, notice("money", `this will ${inWords(step, subject)}`, ...statements));
  }
  return [];
}
