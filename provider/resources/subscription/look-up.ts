import {
  type ApplicationRecord,
  DescribeSubscriptions,
  subscriptionProducts,
  subscriptionsPerRequest,
} from "../../../backend/api";
import type { Client } from "../../client/client";
import { LookUp } from "../../client/look-up";
import type { Attached } from "../../lifecycle/kind";
import { printSubscriptionId } from "./id";
import { isRunning } from "./plan";

/** Packages by application and product; one that has ended is found too. */
export const subscriptions = new LookUp({
  limit: subscriptionsPerRequest,
  print: printSubscriptionId,
  load: async (call, Subscriptions) => (await call(DescribeSubscriptions, { Subscriptions })).Entries,
});

/** The running packages of an application, without those that go with it. */
export async function packagesOn(client: Client, { SdkAppId }: ApplicationRecord): Promise<Attached[]> {
  const entries = await Promise.all(
    subscriptionProducts.map((Product) => client.look(subscriptions, { SdkAppId, Product })),
  );
  return entries.flatMap((entry) => {
    if (entry.Outcome !== "Found" || !isRunning(entry.Subscription)) return [];
    const { Product, Owner = null, LeavingSince = null } = entry.Subscription;
    return LeavingSince === null ? [{ id: printSubscriptionId({ SdkAppId, Product }), owner: Owner }] : [];
  });
}
