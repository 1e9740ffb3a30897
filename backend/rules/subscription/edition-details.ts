import type { z } from "zod";
import {
  type Edition,
  type EditionDetails,
  editionsOfProduct,
  editionTitles,
  freeTrial,
  rankOf,
  type SubscriptionProduct,
} from "../../api";

/** Days for which Chat keeps messages (docs/rules.md, section 1.8). */
const historyDays: Readonly<Partial<Record<Edition, number>>> = {
  "free-trial": 7,
  standard: 7,
  pro: 30,
  "pro-plus": 90,
  enterprise: 90,
};

/** No source of docs/rules.md lists features and SDK platforms by version; these pages of the products do. */
const documentation: Readonly<Record<SubscriptionProduct, string>> = {
  chat: "https://trtc.io/document/34419",
  call: "https://trtc.io/document/54632",
  conference: "https://trtc.io/document/59973",
  live: "https://trtc.io/document/60033",
  "rtc-engine": "https://trtc.io/document/59806",
  "call-pack": "https://cloud.tencent.com/document/product/269/11673#table",
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
    Documentation: documentation[product],
    UpgradesTo: all.slice(rankOf(product, edition) + 1),
  };
}
