import type { Site } from "../../backend/api";
import {
  type AccessKey,
  type AccountEntry,
  addAccessKey,
  addAccount,
  addRealAccount,
  listAccessKeys,
  listAccounts,
  removeAccessKey,
  takeBackAccount,
} from "../../backend/service";
import type { AccessRights } from "../../backend/store";
import { UserError } from "../../ground/errors";
import { print, printJson, table } from "../terminal/screen";
import { showOnce } from "../terminal/shown-once";
import { withStore } from "./store";

interface DatabaseOptions {
  readonly database: string;
  readonly json?: boolean;
}

export async function add(name: string, options: DatabaseOptions & NewAccountOptions): Promise<void> {
  const { database, windowSeconds } = options;
  const real = realAccountOf(options);
  const now = Date.now();
  await withStore(database, { create: true }, async (store) => {
    const key = real
      ? await addRealAccount(store, { name, ...real, now })
      : await addAccount(store, { name, windowSeconds, now });
    const takeBack = () => takeBackAccount(store, key);
    await showOnce({ text: inWords(key, options), what: `the account "${name}"`, takeBack });
  });
}

interface NewAccountOptions {
  readonly windowSeconds?: number;
  readonly site?: Site;
  readonly uin?: string;
  readonly twoPeople?: boolean;
}

/** @throws UserError where only half of what names a real account is given. */
function realAccountOf({ site, uin, twoPeople }: NewAccountOptions) {
  if (site !== undefined && uin !== undefined) return { site, uin, twoPeople };
  if (twoPeople) throw new UserError("--two-people is for a real account: give --site and --uin, too");
  if (site === undefined && uin === undefined) return undefined;
  throw new UserError(
    "--site and --uin go together: a real account has both, for example --site international --uin 200012345678",
  );
}

interface NewKeyOptions {
  readonly user?: string;
  readonly rights: AccessRights;
  readonly secrets?: boolean;
}

export async function addKey(account: string, options: DatabaseOptions & NewKeyOptions): Promise<void> {
  const { database, user = null, rights, secrets = false } = options;
  const wanted = { account, user, rights, secrets, now: Date.now() };
  await withStore(database, { create: false }, async (store) => {
    const key = await addAccessKey(store, wanted);
    const takeBack = () => removeAccessKey(store, key.secretId, Date.now());
    await showOnce({ text: inWords(key, options), what: `the key pair ${key.secretId}`, takeBack });
  });
}

function inWords(key: AccessKey, { json }: DatabaseOptions): string {
  if (json) return JSON.stringify(key, null, 2);
  const owner = `uin        ${key.uin}\nrights     ${rightsOf(key)}${key.user === null ? "" : ` (${key.user})`}`;
  return `${owner}\nSecretId   ${key.secretId}\nSecretKey  ${key.secretKey}   (shown this once)`;
}

/** As they are given: of a real account none but those with `--secrets` read secret keys. */
const rightsOf = ({ rights, secrets }: Pick<AccessKey, "rights" | "secrets">): string =>
  secrets || rights === "read-no-secrets" ? rights : `${rights}, no secrets`;

export async function list({ database, json }: DatabaseOptions): Promise<void> {
  const [accounts, keys] = await withStore(database, { create: false }, async (store) => [
    await listAccounts(store),
    await listAccessKeys(store),
  ]);
  if (json) {
    printJson({ accounts, keys });
    return;
  }
  const known = new Map(accounts.map((account) => [account.uin, account]));
  print(
    table(
      ["ACCOUNT", "UIN", "AT", "SECRETID", "USER", "RIGHTS"],
      keys.map(({ uin, secretId, user, ...key }) =>
        [known.get(uin)?.name ?? "", uin, placeOf(known.get(uin)), secretId, user ?? "-", rightsOf(key)].map(
          (text) => ({ text }),
        ),
      ),
    ),
  );
  const keyless = accounts.filter(({ uin }) => !keys.some((key) => key.uin === uin));
  if (keyless.length > 0) print(`Without a key pair: ${keyless.map(({ name }) => name).join(", ")}`);
}

/** Where the applications of an account are. */
const placeOf = (account: AccountEntry | undefined): string =>
  account?.site ? `Tencent Cloud, ${account.site}` : "simulated";

export async function revoke(secretId: string, { database, json }: DatabaseOptions): Promise<void> {
  await withStore(database, { create: false }, (store) => removeAccessKey(store, secretId, Date.now()));
  if (json) printJson({ revoked: secretId });
  else print(`${secretId} is taken away.`);
}
