import { html } from "hono/html";
import {
  ApiError,
  DeleteWebhook,
  hidesPart,
  productTitles,
  SetWebhook,
  type WebhookProduct,
  WebhookProductName,
  type WebhookRecord,
  webhookFamilies,
} from "../../api";
import { webhooksOf } from "../application/holdings";
import type { Field } from "../page/form";
import { applicationPath } from "../page/paths";
import { type MakeErrand, ofDeclaration } from "./place";

function productIn(text: string | undefined): WebhookProduct {
  const parsed = WebhookProductName.safeParse(text);
  if (parsed.success) return parsed.data;
  throw new ApiError(
    "InvalidParameterValue.Product",
    "names no product: go there from the application's page",
    "Product",
  );
}

/** Sets the webhook of a product, or changes the one that the page showed. */
export const setWebhook: MakeErrand = async (visit, { application: { SdkAppId, Name }, about }) => {
  const Product = productIn(about.Product);
  const held = (await webhooksOf(visit, SdkAppId)).get(Product);
  return {
    title: `Set the webhook: ${productTitles[Product]} of ${Name}`,
    statement: html`<p>Tencent's backend posts the events that are ticked to this URL.</p>${held && ofDeclaration(held.Owner)}`,
    fields: fieldsOf(Product, held),
    button: "Set",
    back: applicationPath(SdkAppId),
    async carryOut({ answers, clientToken }) {
      const seen = answers.text("Revision");
      await visit.submit(SetWebhook, {
        SdkAppId,
        Product,
        Url: answers.text("Url"),
        Events: [...answers.all("Events")],
        ...(seen === "" ? { ClientToken: clientToken } : { Revision: seen }),
      });
      return { said: `The webhook of ${productTitles[Product]} is set.`, to: applicationPath(SdkAppId) };
    },
  };
};

function fieldsOf(product: WebhookProduct, held: WebhookRecord | undefined): Field[] {
  const documented = Object.keys(webhookFamilies[product].events);
  const events = [...new Set([...documented, ...(held?.Events ?? [])])];
  const shownUrl = held?.Url !== undefined && !hidesPart(held.Url) ? held.Url : "";
  return [
    {
      kind: "text",
      name: "Url",
      label: "URL",
      hint: "With https or http. The query and user information of an URL are never shown again",
      value: shownUrl,
    },
    {
      kind: "boxes",
      name: "Events",
      label: "Events",
      values: held?.Events ?? [],
      options: events.map((value) => ({ value, text: value })),
    },
    // Whoever changed it since isn't overwritten unseen.
    { kind: "hidden", name: "Revision", value: held?.Revision ?? "" },
  ];
}

export const removeWebhook: MakeErrand = async (visit, { application: { SdkAppId, Name }, about }) => {
  const Product = productIn(about.Product);
  const held = (await webhooksOf(visit, SdkAppId)).get(Product);
  return {
    title: `Delete the webhook: ${productTitles[Product]} of ${Name}`,
    statement: html`<p>Tencent's backend calls nothing any more for this product.</p>${held && ofDeclaration(held.Owner)}`,
    fields: [],
    button: "Delete",
    isDangerous: true,
    back: applicationPath(SdkAppId),
    async carryOut() {
      await visit.ask(DeleteWebhook, { SdkAppId, Product });
      return { said: `The webhook of ${productTitles[Product]} is deleted.`, to: applicationPath(SdkAppId) };
    },
  };
};
