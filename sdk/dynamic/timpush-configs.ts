import * as pulumi from "@pulumi/pulumi";
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
    const entries = parts
      .flatMap((part) => Object.entries(part))
      .sort(([one], [other]) => (one < other ? -1 : 1));
    const twice = entries.find(([name], index) => entries[index + 1]?.[0] === name);
    if (twice) {
      throw new pulumi.RunError(
        `timpushConfigs: two of the certificates set "${twice[0]}", and a client reads one: give a file for each app its own certificates`,
      );
    }
    return `${JSON.stringify(Object.fromEntries(entries), null, 2)}\n`;
  });
}
