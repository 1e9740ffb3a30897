import { z } from "zod";
import { productTitles, WebhookProductName } from "../../backend/api";
import { property } from "../lifecycle/properties/meta";
import { webhook } from "../resources";
import { ApplicationId, parseApplicationId } from "../resources/application/id";
import { printWebhookId } from "../resources/webhook/id";
import { outputs } from "../resources/webhook/properties";
import { defineFunction } from "./function";

const args = z.strictObject({
  application: property(ApplicationId, {
    description: "The SDKAppID as text: an Application's `id`.",
    example: "1400000001",
  }),
  product: property(WebhookProductName, {
    description: "Product whose backend calls the URL.",
    example: "call",
  }),
});

const result = z.object({
  id: property(z.string(), { description: "Id of the webhook as a resource." }),
  application: property(z.string(), { description: "The SDKAppID as text." }),
  product: property(WebhookProductName, { description: "Product whose backend calls the URL." }),
  url: property(z.string().optional(), {
    secret: true,
    description:
      "URL to which events are posted. Missing where it holds a secret and the key pair may read none.",
  }),
  events: property(z.array(z.string()), { description: "Events that are posted, sorted." }),
  notAvailable: property(z.string().optional(), {
    description: "Why nothing is called at present, and what to do.",
  }),
  owner: property(z.string().optional(), {
    description: "Declaration that set the webhook: organisation, stack, project, parents and name.",
  }),
  ...outputs.shape,
});

export const getWebhook = defineFunction({
  name: "getWebhook",
  description: "Returns what the backend of a product calls, whoever set it.",
  args,
  result,

  whyMissing: ({ application, product }) =>
    `Application ${application} has no webhook of ${productTitles[product]}`,
  async find(session, { application, product }) {
    const id = printWebhookId({ SdkAppId: parseApplicationId(application), Product: product });
    const found = await webhook.observe(session, id);
    if (!found) return undefined;
    const { Url: url, Events: events, Owner, NotAvailable, Address: address } = found.record;
    return result.parse({
      id,
      application,
      product,
      ...(url !== undefined && { url }),
      events,
      address,
      ...(NotAvailable !== null && { notAvailable: NotAvailable }),
      ...(Owner !== null && { owner: Owner }),
    });
  },
});
