import * as pulumi from "@pulumi/pulumi";
import { explain } from "../../../provider/lifecycle/errors";
import { timpushText } from "../../../provider/resources/push-certificate/timpush";
import type { PushCertificate } from "./push-certificate";

/**
 * The text of `timpush-configs.json`, which Android clients of TIMPush read, from the push certificates of one
 * application. Secrets aren't in it; what only the client's side knows (an AppKey of Xiaomi or Meizu) is to be added
 * where the file is built into the app.
 *
 * @example
 * ```ts
 * export const timpush = timpushConfigs([huawei, xiaomi]);
 * ```
 */
export function timpushConfigs(certificates: readonly PushCertificate[]): pulumi.Output<string> {
  const configs = certificates.map(({ timpushConfig }) => timpushConfig);
  return pulumi.all(configs).apply((parts) => {
    try {
      return timpushText(parts) ?? "{}\n";
    } catch (error) {
      throw new pulumi.RunError(`timpushConfigs: ${explain(error)}`);
    }
  });
}
