import {
  type AccessKey,
  addAccessKey,
  addAccount,
  listAccessKeys,
  listAccounts,
  removeAccessKey,
} from "../../backend/service";
import type { AccessRights } from "../../backend/store";
import { print, printJson, table } from "../screen";
import { withStore } from "./store";

interface DatabaseOptions {
  readonly database: string;
  readonly json?: boolean;
}

export async function add(
  name: string,
  options: DatabaseOptions & { readonly windowSeconds?: number },
): Promise<void> {
  const { database, windowSeconds } = options;
  const account = { name, windowSeconds, now: Date.now() };
  report(await withStore(database, { create: true }, (store) => addAccount(store, account)), options);
}

export async function addKey(
  account: string,
  options: DatabaseOptions & { readonly user?: string; readonly rights: AccessRights },
): Promise<void> {
  const { database, user = null, rights } = options;
  const wanted = { account, user, rights, now: Date.now() };
  report(await withStore(database, { create: false }, (store) => addAccessKey(store, wanted)), options);
}

function report(key: AccessKey, { json }: DatabaseOptions): void {
  if (json) {
    printJson(key);
    return;
  }
  print(`uin        ${key.uin}\nrights     ${key.rights}${key.user === null ? "" : ` (${key.user})`}`);
  print(`SecretId   ${key.secretId}\nSecretKey  ${key.secretKey}   (shown this once)`);
}

export async function list({ database, json }: DatabaseOptions): Promise<void> {
  const [accounts, keys] = await withStore(database, { create: false }, async (store) => [
    await listAccounts(store),
    await listAccessKeys(store),
  ]);
  if (json) {
    printJson({ accounts, keys });
    return;
  }
  const nameOf = new Map(accounts.map(({ uin, name }) => [uin, name]));
  print(
    table(
      ["ACCOUNT", "UIN", "SECRETID", "USER", "RIGHTS"],
      keys.map(({ uin, secretId, user, rights }) =>
        [nameOf.get(uin) ?? "", uin, secretId, user ?? "-", rights].map((text) => ({ text })),
      ),
    ),
  );
  const keyless = accounts.filter(({ uin }) => !keys.some((key) => key.uin === uin));
  if (keyless.length > 0) print(`Without a key pair: ${keyless.map(({ name }) => name).join(", ")}`);
}

export async function revoke(secretId: string, { database, json }: DatabaseOptions): Promise<void> {
  await withStore(database, { create: false }, (store) => removeAccessKey(store, secretId, Date.now()));
  if (json) printJson({ revoked: secretId });
  else print(`${secretId} is taken away.`);
}
