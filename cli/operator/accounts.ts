import {
  type AccessKey,
  addAccessKey,
  addAccount,
  listAccessKeys,
  listAccounts,
  removeAccessKey,
  takeBackAccount,
} from "../../backend/service";
import type { AccessRights } from "../../backend/store";
import { print, printJson, table } from "../terminal/screen";
import { showOnce } from "../terminal/shown-once";
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
  await withStore(database, { create: true }, async (store) => {
    const key = await addAccount(store, account);
    const takeBack = () => takeBackAccount(store, key);
    await showOnce({ text: inWords(key, options), what: `the account "${name}"`, takeBack });
  });
}

export async function addKey(
  account: string,
  options: DatabaseOptions & { readonly user?: string; readonly rights: AccessRights },
): Promise<void> {
  const { database, user = null, rights } = options;
  const wanted = { account, user, rights, now: Date.now() };
  await withStore(database, { create: false }, async (store) => {
    const key = await addAccessKey(store, wanted);
    const takeBack = () => removeAccessKey(store, key.secretId, Date.now());
    await showOnce({ text: inWords(key, options), what: `the key pair ${key.secretId}`, takeBack });
  });
}

function inWords(key: AccessKey, { json }: DatabaseOptions): string {
  if (json) return JSON.stringify(key, null, 2);
  const owner = `uin        ${key.uin}\nrights     ${key.rights}${key.user === null ? "" : ` (${key.user})`}`;
  return `${owner}\nSecretId   ${key.secretId}\nSecretKey  ${key.secretKey}   (shown this once)`;
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
