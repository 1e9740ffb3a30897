import { html } from "hono/html";
import {
  type ApplicationRecord,
  freeTrial,
  hasTrialToClaim,
  productTitles,
  type SubscriptionProduct,
  type SubscriptionRecord,
} from "../api";
import { editionTitle } from "./editions";
import {
  badge,
  button,
  type Cell,
  code,
  facts,
  type Html,
  instant,
  leavingBadge,
  nothing,
  section,
  table,
} from "./elements";
import { applicationPath } from "./paths";
import { mayEdit, serviceStatus } from "./status";
import type { Visit } from "./visit";

type Subscriptions = ReadonlyMap<SubscriptionProduct, SubscriptionRecord>;

/** The version of each product and how its services stand. */
export function versionsSection(
  application: ApplicationRecord,
  subscriptions: Subscriptions,
  visit: Visit,
): Html {
  const { SdkAppId, RtcService } = application;
  const isEditable = mayEdit(application, visit);
  const rows = application.ProductStatus.map(
    ({ Product, Status, BasicService, ValueAddedService, Edition, ExpireTime }) => [
      productTitles[Product],
      html`${editionTitle(Edition)}${version(subscriptions.get(Product))}`,
      serviceStatus(Status),
      serviceStatus(BasicService),
      serviceStatus(ValueAddedService),
      ExpireTime === null ? "–" : instant(ExpireTime),
      html`${renewal(subscriptions.get(Product))} ${isEditable && errands(SdkAppId, Product, subscriptions.get(Product))}`,
    ],
  );
  const headings = [
    "Product",
    "Version",
    "Service",
    "Basic services",
    "Value-added services",
    "Expires",
    "Auto-renewal",
  ];
  const open =
    isEditable && !RtcService ? [button(applicationPath(SdkAppId, "open-rtc"), "Open the RTC service")] : [];
  return section(
    "versions",
    "Versions and service status",
    html`${table("Disabling the application stops every product", headings, rows)}
${facts([["RTC service on this SDKAppID", RtcService ? "open" : "not open"]])}`,
    open,
  );
}

/** The pack that brings calls to a Chat application. */
export function callPackSection(
  application: ApplicationRecord,
  subscriptions: Subscriptions,
  visit: Visit,
): Html {
  const { SdkAppId, Products } = application;
  if (!Products.includes("chat")) return html``;
  const pack = subscriptions.get("call-pack");
  const content = pack
    ? facts([
        ["Version", html`${editionTitle(pack.Edition)}${version(pack)}`],
        ["Expires", instant(pack.ExpireTime)],
        ["Auto-renewal", renewal(pack)],
      ])
    : nothing;
  const buttons = mayEdit(application, visit) ? [errands(SdkAppId, "call-pack", pack)] : [];
  return section("call-pack", productTitles["call-pack"], content, buttons);
}

/** What is published of a version, and what is wrong with its package. */
function version(subscription: SubscriptionRecord | undefined): Html {
  if (!subscription) return html``;
  const { Details, Status, Cure, PackageId, RemainingDays } = subscription;
  const list: (readonly [string, Cell])[] = [
    ["Package ID", code(PackageId)],
    ["Days left", RemainingDays],
    ["Has the capabilities of", editionTitle(Details.CapabilitiesOf)],
    ["Can be upgraded to", Details.UpgradesTo.map(editionTitle).join(", ") || nothing],
  ];
  if (Details.MessageHistoryDays !== undefined)
    list.push(["Days that messages are kept", Details.MessageHistoryDays]);
  return html` ${Status !== "InUse" && badge(Status, "bad")}${leavingBadge(subscription)}${Cure && html` <span class="faint">${Cure}</span>`}<details><summary>Version details</summary>${facts(list)}</details>`;
}

const isRenewable = ({ Edition }: SubscriptionRecord): boolean => Edition !== freeTrial;

const renewal = (subscription: SubscriptionRecord | undefined): string =>
  subscription && isRenewable(subscription) ? (subscription.AutoRenewal ? "on" : "off") : "–";

function errands(
  sdkAppId: number,
  product: SubscriptionProduct,
  subscription: SubscriptionRecord | undefined,
): Html {
  const about = productTitles[product];
  if (subscription?.Status === "InUse" && !isRenewable(subscription)) return html``;
  if (subscription && isRenewable(subscription)) {
    const to = subscription.AutoRenewal ? "off" : "on";
    return button(
      applicationPath(sdkAppId, "auto-renewal", { Product: product, To: to }),
      `Turn ${to}`,
      `auto-renewal of ${about}`,
    );
  }
  if (!hasTrialToClaim(product)) return html``;
  return button(
    applicationPath(sdkAppId, "claim-trial", { Product: product }),
    "Claim free trial",
    `of ${about}`,
  );
}
