import { type ProductName, products } from "../application/values";

/**
 * What a subscription is for: a product face, or the pack that brings calls to a Chat application (IM console,
 * "管理腾讯实时音视频能力").
 */
export const subscriptionProducts = [...products, "call-pack"] as const;
export type SubscriptionProduct = (typeof subscriptionProducts)[number];

/** What nobody pays for: claimed for some days, or what Chat and RTC Engine begin with. */
export const freeTrial = "free-trial";

/** Whether a face's edition, which may be `none` or a console's own word, is one that somebody pays for. */
export const isPaidEdition = (edition: unknown): boolean =>
  typeof edition === "string" && edition !== freeTrial && edition !== "none";

/** Every edition of any product. */
export const editions = [
  freeTrial,
  "lite",
  "standard",
  "pro",
  "pro-plus",
  "enterprise",
  "1-to-1-call",
  "group-call",
] as const;
export type Edition = (typeof editions)[number];

/** The editions of each product, lowest first (docs/rules.md, section 1.3). */
export const editionsOfProduct: Readonly<Record<SubscriptionProduct, readonly Edition[]>> = {
  chat: [freeTrial, "standard", "pro", "pro-plus", "enterprise"],
  call: [freeTrial, "1-to-1-call", "group-call"],
  conference: [freeTrial, "lite", "standard", "pro"],
  live: [freeTrial, "lite", "standard", "pro"],
  "rtc-engine": [freeTrial, "standard", "pro"],
  "call-pack": [freeTrial, "1-to-1-call", "group-call"],
};

/** Where an edition stands among those of its product; -1 where it is none of them. */
export const rankOf = (product: SubscriptionProduct, edition: Edition): number =>
  editionsOfProduct[product].indexOf(edition);

/** Chat begins with its Free Trial, so that there is nothing to claim (Chat console, "Create application"). */
export const hasTrialToClaim = (product: SubscriptionProduct): boolean => product !== "chat";

/** The face that an application must have open for a subscription. The call pack belongs to Chat. */
export const faceOf = (product: SubscriptionProduct): ProductName =>
  product === "call-pack" ? "chat" : product;

/** Names of the products, as the consoles write them. */
export const productTitles: Readonly<Record<SubscriptionProduct, string>> = {
  chat: "Chat",
  call: "Call",
  conference: "Conference",
  live: "Live",
  "rtc-engine": "RTC Engine",
  "call-pack": "Chat call capability pack",
};

export const editionTitles: Readonly<Record<Edition, string>> = {
  "free-trial": "Free Trial",
  lite: "Lite",
  standard: "Standard",
  pro: "Pro",
  "pro-plus": "Pro Plus",
  enterprise: "Enterprise",
  "1-to-1-call": "1-to-1 Call",
  "group-call": "Group Call",
};
