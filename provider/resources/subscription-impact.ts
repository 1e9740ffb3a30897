import { productTitles } from "../../backend/api";
import type { Leaving } from "../lifecycle/kind";
import { type Notice, notice } from "../lifecycle/notice";
import { parseSubscriptionId } from "./subscription-id";

const nothingBack =
  "A package that isn't renewed any more goes on until its end and then lapses; nothing is refunded.";
const suspends = "Giving a Chat package back suspends its application at once.";

/** What the end of a declaration does to a package; one that was adopted stays as it is. */
export function subscriptionEnds({ id, state }: Leaving): Notice[] {
  if (state.adopt === true || state.edition === undefined) return [];
  const { SdkAppId, Product } = parseSubscriptionId(id);
  const title = `${productTitles[Product]} package on Application ${SdkAppId}`;
  if (state.refundOnDestroy !== true)
    return [notice("money", `the ${title} isn't renewed any more`, nothingBack)];
  const text = `the ${title} is given back for a refund, or lapses where it can't be any more`;
  return [notice("money", text, ...(Product === "chat" ? [suspends] : []))];
}
