import * as pulumi from "@pulumi/pulumi";
import { explain } from "../../../ground/errors";
import { timpushText } from "../../../provider/resources/push-certificate/timpush";
import type { PushCertificate } from "./push-certificate";

/**
 * Makes the text of `timpush-configs.json`, which Android clients of TIMPush read, from the push certificates of one
 * application. It holds no secrets. Values that only the client knows (an AppKey of Xiaomi or Meizu) must be added when
 * the file is built into the app.
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
