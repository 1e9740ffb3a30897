import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import type { Account } from "../apps/format/project";
import { parseReference } from "../apps/format/reference";
import { UserError } from "../provider/lifecycle/errors";

/**
 * The variables by which the provider reaches an account. One that names its endpoint or its key pair gets no
 * credentials but its own: those of the environment are another account's.
 *
 * @param root where paths start
 * @throws UserError where its credentials aren't where Pulumi.yaml says.
 */
export function variablesOf(account: string, settings: Account, root: string): Record<string, string> {
  const { endpoint, secretId, secretKey } = settings;
  if (endpoint === undefined && secretId === undefined) return {};
  const credential = (text: string | undefined) =>
    text === undefined ? "" : credentialAt(account, text, root);
  return {
    ...(endpoint !== undefined && { TENCENTRTC_ENDPOINT: endpoint }),
    TENCENTCLOUD_SECRET_ID: credential(secretId),
    TENCENTCLOUD_SECRET_KEY: credential(secretKey),
    TENCENTCLOUD_TOKEN: "",
  };
}

function credentialAt(account: string, text: string, root: string): string {
  const reference = parseReference(text);
  if (reference?.from === "env") {
    const value = process.env[reference.name];
    if (value) return value;
    throw new UserError(`the account "${account}" has its credentials in ${reference.name}, which isn't set`);
  }
  if (reference?.from === "file") return contentOf(account, resolve(root, reference.path));
  throw new UserError(
    `the account "${account}": credentials come from env: or file:, before any stack is opened`,
  );
}

function contentOf(account: string, file: string): string {
  try {
    return readFileSync(file, "utf8").trim();
  } catch (cause) {
    const code = cause instanceof Error && "code" in cause ? String(cause.code) : "unreadable";
    throw new UserError(
      `the account "${account}" has its credentials in ${file}, which can't be read (${code})`,
      {
        cause,
      },
    );
  }
}
