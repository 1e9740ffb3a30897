import {
  type Edition,
  editionTitles,
  productTitles,
  type SubscriptionProduct,
} from "../subscription/editions";
import type { Settings } from "./account";

/** The setting of each RTC product. Chat and its call pack have none: their console upgrades them in place. */
const settingOf = {
  call: "PaidUpgradeCall",
  conference: "PaidUpgradeConference",
  live: "PaidUpgradeLive",
  "rtc-engine": "PaidUpgradeRtcEngine",
} as const satisfies Partial<Record<SubscriptionProduct, keyof Settings>>;

type PaidUpgradeSettings = Pick<Settings, "PaidUpgrade" | (typeof settingOf)[keyof typeof settingOf]>;

/**
 * Who changes one paid version of a product into a higher one (docs/rules.md, section 5): Chat by oneself
 * ("升级套餐包" [IM]), the RTC products by ticket ("If you need to switch to a different paid version, please submit a
 * service ticket" [RTC]) unless a setting says otherwise. From a trial to a paid version is a purchase, and not asked here.
 */
export function paidUpgradeOf(
  product: SubscriptionProduct,
  settings: PaidUpgradeSettings,
): "self-service" | "ticket" {
  if (settings.PaidUpgrade !== "per-product") return settings.PaidUpgrade;
  return product === "chat" || product === "call-pack" ? "self-service" : settings[settingOf[product]];
}

/** The setting that lets people upgrade this product by themselves. */
export const paidUpgradeSetting = (
  product: SubscriptionProduct,
  { PaidUpgrade }: Pick<Settings, "PaidUpgrade">,
): keyof PaidUpgradeSettings =>
  PaidUpgrade === "per-product" && product !== "chat" && product !== "call-pack"
    ? settingOf[product]
    : "PaidUpgrade";

interface Upgrade {
  readonly sdkAppId: number;
  readonly product: SubscriptionProduct;
  readonly packageId: string;
  readonly from: Edition;
  readonly to: Edition;
}

/** What to write to support, whole. */
export const upgradeTicket = ({ sdkAppId, product, packageId, from, to }: Upgrade): string =>
  `SDKAppID ${sdkAppId}, monthly package ${packageId} of ${productTitles[product]}: please switch it from "${editionTitles[from]}" to "${editionTitles[to]}" within its current term`;
