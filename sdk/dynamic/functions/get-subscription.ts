import * as pulumi from "@pulumi/pulumi";
import { getSubscription as definition } from "../../../provider/functions";
import { invoke, invokeIfAny } from "./dynamic-function";
import type {
  GetSubscriptionArgs,
  GetSubscriptionOutputArgs,
  GetSubscriptionResult,
} from "./get-subscription.generated";

/**
 * Returns the package or trial of a product on an application, whoever manages it.
 *
 * @throws pulumi.RunError when the application never had one.
 * @example
 * ```ts
 * const plan = await getSubscription({ application: "1400000001", product: "chat" });
 * export const ends = plan.expireTime;
 * ```
 */
export const getSubscription = (args: GetSubscriptionArgs): Promise<GetSubscriptionResult> =>
  invoke(definition, args);

/** The package as `getSubscription` returns it; undefined when the application never had one. */
export const findSubscription = (args: GetSubscriptionArgs): Promise<GetSubscriptionResult | undefined> =>
  invokeIfAny("findSubscription", definition, args);

/** `getSubscription` for arguments that may not be known yet, such as the id of an Application of this program. */
export const getSubscriptionOutput = (
  args: GetSubscriptionOutputArgs,
): pulumi.Output<GetSubscriptionResult> => pulumi.output(args).apply(getSubscription);

/** `findSubscription` for arguments that may not be known yet. */
export const findSubscriptionOutput = (
  args: GetSubscriptionOutputArgs,
): pulumi.Output<GetSubscriptionResult | undefined> => pulumi.output(args).apply(findSubscription);
