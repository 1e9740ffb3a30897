import {
  ClaimTrial,
  DescribeSubscriptions,
  PurchaseSubscription,
  type RequestOf,
  type SubscriptionProduct,
} from "../../../backend/api";
import type { Backend } from "./backend";

type Purchase = RequestOf<typeof PurchaseSubscription>;
type Trial = RequestOf<typeof ClaimTrial>;

/** Orders and looks for the packages of one application; which one, on which backend, is asked at each call. */
export function packagesOf(current: () => { readonly backend: Backend; readonly SdkAppId: number }) {
  const purchase = (changes: Partial<Purchase> = {}): Purchase => ({
    SdkAppId: current().SdkAppId,
    Product: "call",
    Edition: "1-to-1-call",
    Months: 1,
    ...changes,
  });
  return {
    purchase,
    buy: (changes: Partial<Purchase> = {}) => current().backend.call(PurchaseSubscription, purchase(changes)),
    trial: (Product: SubscriptionProduct, changes: Partial<Trial> = {}) =>
      current().backend.call(ClaimTrial, { SdkAppId: current().SdkAppId, Product, ...changes }),
    /** The package, or the code that says why there is none. */
    record: async (Product: SubscriptionProduct, SdkAppId = current().SdkAppId) => {
      const Subscriptions = [{ SdkAppId, Product }];
      const [entry] = (await current().backend.call(DescribeSubscriptions, { Subscriptions })).Entries;
      return entry?.Outcome === "Found" ? entry.Subscription : entry?.Code;
    },
  };
}

/** An application with every product that packages are sold for. */
export const withEveryProduct = async (backend: Backend): Promise<number> =>
  (await backend.create({ Products: ["chat", "call", "live", "conference", "rtc-engine"] })).SdkAppId;
