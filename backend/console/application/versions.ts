import { html } from "hono/html";
import {
  freeTrial,
  hasTrialToClaim,
  productTitles,
  type SimulatedApplication,
  type SubscriptionProduct,
  type SubscriptionRecord,
} from "../../api";
import {
  badge,
  button,
  type Cell,
  code,
  dash,
  facts,
  type Html,
  instant,
  leavingBadge,
  nothing,
  section,
  table,
} from "../page/elements";
import { applicationPath } from "../page/paths";
import type { Visit } from "../session/visit";
import { editionTitle } from "./editions";
import { mayEdit, serviceStatus } from "./status";

type Subscriptions = ReadonlyMap<SubscriptionProduct, SubscriptionRecord>;

/** The version of each product and how its services stand. */
export function versionsSection(
  application: SimulatedApplication,
  subscriptions: Subscriptions,
  visit: Visit,
): Html {
  const { SdkAppId, RtcService } = application;
  const isEditable = mayEdit(application, visit);
  const rows = application.ProductStatus.map(
    ({ Product, Status, BasicService, ValueAddedService, Edition, ExpireTime }) => [
      productTitles[Product],
      html`${editionTitle(Edition)}${version(subscriptions.get(Product))} ${isEditable && claim(SdkAppId, Product, subscriptions.get(Product))}`,
      serviceStatus(Status),
      serviceStatus(BasicService),
      serviceStatus(ValueAddedService),
      end(ExpireTime, subscriptions.get(Product)),
      renewalCell(SdkAppId, Product, subscriptions.get(Product), isEditable),
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
  application: SimulatedApplication,
  subscriptions: Subscriptions,
  visit: Visit,
): Html {
  const { SdkAppId, Products } = application;
  if (!Products.includes("chat")) return html``;
  const pack = subscriptions.get("call-pack");
  const content = pack
    ? facts([
        ["Version", html`${editionTitle(pack.Edition)}${version(pack)}`],
        ["Expires", end(pack.ExpireTime, pack)],
        ["Auto-renewal", renewal(pack)],
      ])
    : nothing;
  const buttons = mayEdit(application, visit)
    ? [claim(SdkAppId, "call-pack", pack), switchRenewal(SdkAppId, "call-pack", pack)]
    : [];
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
  if (Details.Documentation !== undefined)
    list.push([
      "Features and SDK platforms",
      html`<a href="${Details.Documentation}">${Details.Documentation}</a>`,
    ]);
  return html` ${Status !== "InUse" && badge(Status, "bad")}${leavingBadge(subscription)}${Cure && html` <span class="faint">${Cure}</span>`}<details><summary>Version details</summary>${facts(list)}</details>`;
}

/** A date in the future says nothing of what was given back. */
const end = (expireTime: string | null, subscription: SubscriptionRecord | undefined): Cell => {
  if (subscription?.Status === "Refunded") return "refunded";
  return expireTime === null ? dash : instant(expireTime);
};

const runs = ({ Status }: SubscriptionRecord): boolean => Status === "InUse" || Status === "Overdue";

/** A trial ends, and so does what was given back or has ended already. */
const isRenewable = (subscription: SubscriptionRecord): boolean =>
  runs(subscription) && subscription.Edition !== freeTrial;

const renewal = (subscription: SubscriptionRecord | undefined): string =>
  subscription && isRenewable(subscription) ? (subscription.AutoRenewal ? "on" : "off") : dash;

function renewalCell(
  sdkAppId: number,
  product: SubscriptionProduct,
  subscription: SubscriptionRecord | undefined,
  isEditable: boolean,
): Cell {
  if (!subscription || !isRenewable(subscription)) return dash;
  return html`${renewal(subscription)} ${isEditable && switchRenewal(sdkAppId, product, subscription)}`;
}

function switchRenewal(
  sdkAppId: number,
  product: SubscriptionProduct,
  subscription: SubscriptionRecord | undefined,
): Html {
  if (!subscription || !isRenewable(subscription)) return html``;
  const to = subscription.AutoRenewal ? "off" : "on";
  return button(
    applicationPath(sdkAppId, "auto-renewal", { Product: product, To: to }),
    `Turn ${to}`,
    `auto-renewal of ${productTitles[product]}`,
  );
}

/** A trial can be had where nothing runs. */
function claim(
  sdkAppId: number,
  product: SubscriptionProduct,
  subscription: SubscriptionRecord | undefined,
): Html {
  if (!hasTrialToClaim(product) || (subscription && runs(subscription))) return html``;
  return button(
    applicationPath(sdkAppId, "claim-trial", { Product: product }),
    "Claim free trial",
    `of ${productTitles[product]}`,
  );
}
