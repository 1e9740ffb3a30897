import type { z } from "zod";
import {
  type Edition,
  type EditionDetails,
  editionsOfProduct,
  editionTitles,
  freeTrial,
  rankOf,
  type SubscriptionProduct,
} from "../api";

/** Days for which Chat keeps messages (docs/rules.md, section 1.8). */
const historyDays: Readonly<Partial<Record<Edition, number>>> = {
  "free-trial": 7,
  standard: 7,
  pro: 30,
  "pro-plus": 90,
  enterprise: 90,
};

/** What an edition includes, as far as it is published. A claimed trial has the capabilities of the flagship. */
export function editionDetails(
  product: SubscriptionProduct,
  edition: Edition,
): z.output<typeof EditionDetails> {
  const all = editionsOfProduct[product];
  const flagship = all.at(-1) ?? edition;
  const days = product === "chat" ? historyDays[edition] : undefined;
  return {
    Title: editionTitles[edition],
    CapabilitiesOf: edition === freeTrial && product !== "chat" ? flagship : edition,
    BasicServices: true,
    ValueAddedServices: product !== "chat",
    ...(days !== undefined && { MessageHistoryDays: days }),
    UpgradesTo: all.slice(rankOf(product, edition) + 1),
  };
}
