import { isPaidEdition, productTitles } from "../../../backend/api";
import type { Ending } from "../../lifecycle/kind";
import { type Notice, notice } from "../../lifecycle/run/notice";
import { parseSubscriptionId } from "./id";

const nothingBack =
  "A package that is given up goes on until its end and then lapses, or goes with its application; nothing is refunded.";
const suspends = "Giving a Chat package back suspends its application at once.";

/** What the end of a declaration does to a package; one that was adopted stays as it is, and a trial costs nothing. */
export function subscriptionEnds({ id, state }: Ending): Notice[] {
  if (state.adopt === true || !isPaidEdition(state.edition)) return [];
  const { SdkAppId, Product } = parseSubscriptionId(id);
  const title = `${productTitles[Product]} package on Application ${SdkAppId}`;
  if (state.refundOnDestroy !== true) {
    const ends = state.autoRenewal === false ? "is given up" : "is given up and isn't renewed any more";
    return [notice("money", `the ${title} ${ends}`, nothingBack)];
  }
  const text = `the ${title} is given back for a refund, or lapses where it can't be any more`;
  return [notice("money", text, ...(Product === "chat" ? [suspends] : []))];
}
