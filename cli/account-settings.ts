import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import type { Account } from "../apps/format/project";
import type { AccountReference } from "../apps/format/reference";
import { whyUnreadable } from "../apps/load/unreadable";
import { withPassword } from "../provider/client/endpoint";
import { UserError } from "../provider/lifecycle/errors";

/**
 * The variables by which the provider reaches an account. One that names its endpoint or its key pair gets no
 * credentials but its own: those of the environment are another account's. So it is with an endpoint and its key.
 *
 * @param root where paths start
 * @throws UserError where its credentials aren't where Pulumi.yaml says.
 */
export function variablesOf(account: string, settings: Account, root: string): Record<string, string> {
  const { endpoint, secretId, secretKey, sessionToken, password, backendKey } = settings;
  const secret = (reference: AccountReference | undefined) =>
    reference === undefined ? "" : secretAt(account, reference, root);
  return {
    ...(endpoint !== undefined && {
      // Not PGPASSWORD: Pulumi's own state may be in another such database.
      TENCENTRTC_ENDPOINT: password === undefined ? endpoint : withPassword(endpoint, secret(password)),
    }),
    ...((endpoint !== undefined || secretId !== undefined) && {
      TENCENTCLOUD_SECRET_ID: secret(secretId),
      TENCENTCLOUD_SECRET_KEY: secret(secretKey),
      TENCENTCLOUD_TOKEN: secret(sessionToken),
    }),
    ...((endpoint !== undefined || backendKey !== undefined) && {
      TENCENTRTC_BACKEND_KEY: secret(backendKey),
    }),
  };
}

function secretAt(account: string, reference: AccountReference, root: string): string {
  if (reference.from === "file") return contentOf(account, resolve(root, reference.path));
  const value = process.env[reference.name];
  if (value) return value;
  throw new UserError(`the account "${account}" has its credentials in ${reference.name}, which isn't set`);
}

function contentOf(account: string, file: string): string {
  const why = whyUnreadable(file);
  const text = why === undefined ? readFileSync(file, "utf8").trim() : "";
  if (text !== "") return text;
  throw new UserError(`the account "${account}" has its credentials in ${file}, which ${why ?? "is empty"}`);
}
