import { html } from "hono/html";
import {
  ApiError,
  ClaimTrial,
  DescribeTrials,
  ModifyAutoRenewal,
  productTitles,
  SubscriptionProductName,
} from "../../api";
import { applicationPath } from "../page/paths";
import type { MakeErrand } from "./place";

function productIn(text: string | undefined) {
  const parsed = SubscriptionProductName.safeParse(text);
  if (parsed.success) return parsed.data;
  throw new ApiError(
    "InvalidParameterValue.Product",
    "names no product: go there from the application's page",
    "Product",
  );
}

export const autoRenewal: MakeErrand = (visit, { application: { SdkAppId, Name }, about }) => {
  const Product = productIn(about.Product);
  const AutoRenewal = about.To === "on";
  return {
    title: `Turn auto-renewal ${AutoRenewal ? "on" : "off"}: ${productTitles[Product]} of ${Name}`,
    statement: AutoRenewal
      ? html`<p><strong>This spends money.</strong> The package renews itself for a month before it ends, at the list price, as long as the account's balance suffices.</p>`
      : html`<p>The package ends at the end of its term, unless somebody extends it.</p>`,
    fields: [],
    button: AutoRenewal ? "Turn on" : "Turn off",
    back: applicationPath(SdkAppId),
    async carryOut() {
      await visit.ask(ModifyAutoRenewal, { SdkAppId, Product, AutoRenewal });
      return { said: `Auto-renewal is ${AutoRenewal ? "on" : "off"}.`, to: applicationPath(SdkAppId) };
    },
  };
};

export const claimTrial: MakeErrand = async (visit, { application: { SdkAppId, Name }, about }) => {
  const Product = productIn(about.Product);
  const { Application, CallPack, Account } = await visit.ask(DescribeTrials, { SdkAppId });
  const own = Product === "call-pack" ? CallPack : Application;
  return {
    title: `Claim the free trial: ${productTitles[Product]} of ${Name}`,
    statement: html`<p>It is free, and has the capabilities of the highest version while it lasts. Claimed so far: ${own.Claimed} of ${own.Limit} on this application, ${Account.Claimed} of ${Account.Limit} on the account.</p>`,
    fields: [],
    button: "Claim",
    back: applicationPath(SdkAppId),
    async carryOut({ clientToken }) {
      await visit.ask(ClaimTrial, { SdkAppId, Product, ClientToken: clientToken });
      return { said: "The trial runs.", to: applicationPath(SdkAppId) };
    },
  };
};
