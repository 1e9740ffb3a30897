import { DescribeSubscriptions, subscriptionsPerRequest } from "../../../backend/api";
import { LookUp } from "../../client/look-up";
import { printSubscriptionId } from "./id";

/** Packages by application and product; one that has ended is found too. */
export const subscriptions = new LookUp({
  limit: subscriptionsPerRequest,
  print: printSubscriptionId,
  load: async (call, Subscriptions) => (await call(DescribeSubscriptions, { Subscriptions })).Entries,
});
