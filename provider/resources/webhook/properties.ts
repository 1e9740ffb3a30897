import { z } from "zod";
import { PlainWebhookUrl, WebhookEvents, WebhookProductName, WebhookUrl } from "../../../backend/api";
import { policy, property } from "../../lifecycle/properties/meta";
import { ApplicationId } from "../application/id";
import { everyChild } from "../every-kind";

/** What a webhook is made from. */
export const inputs = z.strictObject({
  application: property(ApplicationId, {
    replaces: "A webhook can't be moved: another application replaces it.",
    refersTo: "Application",
    description: "The application, or its id.",
    example: "1400000001",
  }),
  product: property(WebhookProductName, {
    replaces: "A webhook is of one product: another product replaces it.",
    description:
      "Product whose backend calls the URL: `call`, `conference` or `live`. An application has one webhook per product. A package or a trial of the product has to run.",
    example: "call",
  }),
  url: property(WebhookUrl, {
    secret: true,
    plain: PlainWebhookUrl,
    inFile:
      "URL to which events are posted, with https or http. One with a query or user information holds a secret, and is named by a reference.",
    description:
      "URL to which events are posted, with https or http. As its query may hold a secret, it is encrypted in states and hidden in output; `address` shows the rest of it.",
    example: "https://example.com/tencent/calls",
  }),
  events: property(WebhookEvents, {
    unordered: true,
    description:
      "Events that are posted, such as `Call.CallbackAfterEndCall`. Their order means nothing. Names that Tencent doesn't document for the product are warned of.",
    example: ["Call.CallbackAfterStartCall", "Call.CallbackAfterEndCall"],
  }),
  adopt: policy(z.boolean("must be true or false").optional(), {
    mayBeAbsent: true,
    description:
      "Takes over a webhook that exists, whoever set it, and sets it as declared; an error if there is none. A destroy then leaves the webhook.",
    example: true,
  }),
  ...everyChild,
});

/** What the backend says of it beside that. */
export const outputs = z.object({
  address: property(z.string(), {
    follows: ["url"],
    description: "The URL without its query and user information, which may be shown.",
  }),
});
