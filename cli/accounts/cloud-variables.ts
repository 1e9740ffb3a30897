import { resolve } from "node:path";
import type { CloudAccess, cloudSecrets } from "../../apps/format/cloud-access";
import type { AccountReference } from "../../apps/format/secret-reference";

/** Variables for the calls to Tencent Cloud of one account; undefined takes one of the process's own away. */
export type CloudVariables = Readonly<Record<string, string | undefined>>;

type SecretName = Exclude<(typeof cloudSecrets)[number], "tokenFile">;

/**
 * The variables by which an account is asked about. It gets all that say who asks, or their absence: those of the
 * environment are another account's. Where Tencent's hosts are stays as the environment says.
 *
 * @param secretAt reads a secret, or throws why it can't be had
 * @param root where paths start
 */
export function cloudVariables(
  access: CloudAccess,
  secretAt: (name: SecretName, reference: AccountReference) => string,
  root: string,
): CloudVariables {
  const secret = (name: SecretName): string | undefined => {
    const reference = access[name];
    return reference && secretAt(name, reference);
  };
  const { tokenFile } = access;
  return {
    TENCENTRTC_CLOUD_SECRET_ID: secret("secretId"),
    TENCENTRTC_CLOUD_SECRET_KEY: secret("secretKey"),
    TENCENTRTC_CLOUD_TOKEN: secret("sessionToken"),
    TENCENTRTC_CLOUD_ROLE_ARN: access.roleArn,
    TENCENTRTC_CLOUD_OIDC_PROVIDER: access.oidcProvider,
    TENCENTRTC_CLOUD_OIDC_TOKEN_FILE: tokenFile?.from === "file" ? resolve(root, tokenFile.path) : undefined,
    TENCENTRTC_CLOUD_ROLE_SESSION_NAME: access.roleSessionName,
  };
}
