import * as pulumi from "@pulumi/pulumi";
import { getWebhook as definition } from "../../../provider/functions";
import { guarded, invoke, invokeIfAny } from "./dynamic-function";
import type { GetWebhookArgs, GetWebhookOutputArgs, GetWebhookResult } from "./get-webhook.generated";

/**
 * Returns what the backend of a product calls, whoever set it. Its `url` is a secret output; `address` may be shown.
 *
 * @throws pulumi.RunError when the application has no webhook of the product.
 * @example
 * ```ts
 * const calls = await getWebhook({ application: "1400000001", product: "call" });
 * export const address = calls.address;
 * ```
 */
export const getWebhook = async (args: GetWebhookArgs): Promise<GetWebhookResult> =>
  withGuardedUrl(await invoke(definition, args));

/** The webhook as `getWebhook` returns it; undefined when the application has none of the product. */
export async function findWebhook(args: GetWebhookArgs): Promise<GetWebhookResult | undefined> {
  const found = await invokeIfAny("findWebhook", definition, args);
  return found && withGuardedUrl(found);
}

const withGuardedUrl = ({
  url,
  ...shown
}: Awaited<ReturnType<typeof definition.call>>): GetWebhookResult => ({ ...shown, url: guarded(url) });

/** `getWebhook` for arguments that may not be known yet, such as the id of an Application of this program. */
export const getWebhookOutput = (args: GetWebhookOutputArgs): pulumi.Output<GetWebhookResult> =>
  pulumi.output(args).apply(getWebhook);

/** `findWebhook` for arguments that may not be known yet. */
export const findWebhookOutput = (args: GetWebhookOutputArgs): pulumi.Output<GetWebhookResult | undefined> =>
  pulumi.output(args).apply(findWebhook);
