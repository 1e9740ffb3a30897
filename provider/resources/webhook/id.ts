import { type WebhookProduct, WebhookProductName } from "../../../backend/api";
import { UserError } from "../../../ground/errors";
import type { IdForm } from "../../lifecycle/kind";
import { parseChildId } from "../application/id";

export const webhookId: IdForm = { form: "<SDKAppID>/<product>", example: "1400000001/call", as: "calls" };

export interface Key {
  readonly SdkAppId: number;
  readonly Product: WebhookProduct;
}

/** The id of a webhook in states, such as `1400000001/call`. */
export const printWebhookId = ({ SdkAppId, Product }: Key): string => `${SdkAppId}/${Product}`;

/** @throws UserError when the text is no id of a webhook. */
export function parseWebhookId(id: string): Key {
  const { sdkAppId, rest } = parseChildId(id, webhookId);
  const product = WebhookProductName.safeParse(rest);
  if (!product.success)
    throw new UserError(`"${id}" is no id of a webhook: its product ${product.error.issues[0]?.message}`);
  return { SdkAppId: sdkAppId, Product: product.data };
}
