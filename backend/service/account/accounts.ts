import { ApiError } from "../../api";
import type { AccessRights, AccountRow, Store, Write } from "../../store";
import { recordOperation } from "../activity-log";
import { type AccessKey, insertAccessKey, keyInWords } from "./access-keys";

/** SDKAppIDs of one account; no id is given out twice, and no account lives to use them all. */
const idsPerAccount = 1_000_000;
const largestSdkAppId = 4_294_967_295;

export interface NewAccount {
  /** 1-64 characters, not that of another account. */
  readonly name: string;
  /** How long disabling, enabling and deleting take; 3-5 minutes as in the consoles unless given. */
  readonly windowSeconds?: number | undefined;
  /** Milliseconds since 1970. */
  readonly now: number;
}

const nameForm = /^[A-Za-z0-9_.-]{1,64}$/;

/**
 * Adds an account with its first key pair, whose rights are `write`.
 *
 * @throws ApiError where the name is taken or can't be one, or no range of SDKAppIDs is left.
 */
export async function addAccount(store: Store, { name, windowSeconds, now }: NewAccount): Promise<AccessKey> {
  if (!nameForm.test(name)) {
    throw new ApiError(
      "InvalidParameterValue",
      `"${name}" can't be an account's name: give 1-64 letters, digits, "_", "." or "-", for example "ci"`,
    );
  }
  const settings =
    windowSeconds === undefined ? {} : { WindowSecondsMin: windowSeconds, WindowSecondsMax: windowSeconds };
  return store.write(async (db) => {
    const accounts = await db.selectFrom("accounts").select(["uin", "name", "last_sdk_app_id"]).execute();
    if (accounts.some((account) => account.name === name)) {
      throw new ApiError(
        "ResourceInUse",
        `there is an account "${name}" already; a key for it is a new one of \`account key\``,
      );
    }
    const uin = String(Math.max(...accounts.map((account) => Number(account.uin))) + 1);
    await db
      .insertInto("accounts")
      .values({ uin, name, settings: JSON.stringify(settings), created_at: now, ...nextRange(accounts) })
      .execute();
    const key = await insertAccessKey(db, store, { uin, user: null, rights: "write", now });
    const summary = `account "${name}" added; ${keyInWords(key, "made")}`;
    await recordOperation(db, { uin, action: "AddAccount", summary, now });
    return key;
  });
}

/**
 * Takes an account back whose first key pair nobody has seen, as if it had never been; the log of it too, since nothing
 * was done in it. Where somebody has made another key pair for it meanwhile, it stays theirs and loses the first alone.
 */
export function takeBackAccount(
  store: Store,
  { uin, secretId }: Pick<AccessKey, "uin" | "secretId">,
): Promise<void> {
  return store.write(async (db) => {
    await db.deleteFrom("access_keys").where("secret_id", "=", secretId).execute();
    const other = await db.selectFrom("access_keys").select("uin").where("uin", "=", uin).executeTakeFirst();
    if (other) return;
    await db.deleteFrom("activities").where("uin", "=", uin).execute();
    await db.deleteFrom("accounts").where("uin", "=", uin).execute();
  });
}

/** Ranges have no id in common: an application is found by its SDKAppID alone. */
function nextRange(accounts: readonly Pick<AccountRow, "last_sdk_app_id">[]) {
  const first = Math.max(...accounts.map((account) => account.last_sdk_app_id)) + 1;
  const last = first + idsPerAccount - 1;
  if (last > largestSdkAppId) {
    throw new ApiError(
      "LimitExceeded",
      "this backend has no SDKAppIDs left for another account: begin a new one",
    );
  }
  return { next_sdk_app_id: first, last_sdk_app_id: last };
}

/**
 * Makes another key pair for an account.
 *
 * @param user the sub-user who will use it; null for the account itself
 * @throws ApiError where there is no such account.
 */
export function addAccessKey(
  store: Store,
  { account, user, rights, now }: { account: string; user: string | null; rights: AccessRights; now: number },
): Promise<AccessKey> {
  return store.write(async (db) => {
    const { uin } = await accountNamed(db, account);
    const key = await insertAccessKey(db, store, { uin, user, rights, now });
    await recordOperation(db, { uin, action: "AddAccessKey", summary: keyInWords(key, "made"), now });
    return key;
  });
}

async function accountNamed(db: Write, name: string): Promise<Pick<AccountRow, "uin" | "name">> {
  const accounts = await db.selectFrom("accounts").select(["uin", "name"]).orderBy("uin").execute();
  const found = accounts.find((account) => account.name === name || account.uin === name);
  if (found) return found;
  const known = accounts.map((account) => account.name).join(", ");
  throw new ApiError("ResourceNotFound", `there is no account "${name}" in this backend; it has ${known}`);
}

export interface AccountEntry {
  readonly uin: string;
  readonly name: string;
  readonly firstFreeSdkAppId: number;
  readonly lastSdkAppId: number;
}

export async function listAccounts(store: Store): Promise<AccountEntry[]> {
  const rows = await store.read((db) => db.selectFrom("accounts").selectAll().orderBy("uin").execute());
  return rows.map((row) => ({
    uin: row.uin,
    name: row.name,
    firstFreeSdkAppId: row.next_sdk_app_id,
    lastSdkAppId: row.last_sdk_app_id,
  }));
}
