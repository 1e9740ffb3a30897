import { type SubscriptionProduct, SubscriptionProductName } from "../../../backend/api";
import { UserError } from "../../../ground/errors";
import type { IdForm } from "../../lifecycle/kind";
import { parseChildId } from "../application/id";

export const subscriptionId: IdForm = {
  form: "<SDKAppID>/<product>",
  example: "1400000001/chat",
  as: "chat",
};

export interface Key {
  readonly SdkAppId: number;
  readonly Product: SubscriptionProduct;
}

export const printSubscriptionId = ({ SdkAppId, Product }: Key): string => `${SdkAppId}/${Product}`;

/** @throws UserError when the text is no id of a subscription. */
export function parseSubscriptionId(id: string): Key {
  const { sdkAppId, rest } = parseChildId(id, subscriptionId);
  const product = SubscriptionProductName.safeParse(rest);
  if (!product.success)
    throw new UserError(
      `"${id}" is no id of a subscription: its product ${product.error.issues[0]?.message}`,
    );
  return { SdkAppId: sdkAppId, Product: product.data };
}
