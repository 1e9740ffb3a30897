import type { Insertable } from "kysely";
import { ApiError, type Executor, type Site } from "../../api";
import type { AccessRights, AccountRow, AccountTable, Store, Write } from "../../store";
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

/** An account at Tencent Cloud itself. */
export interface RealAccount {
  /** 1-64 characters, not that of another account. */
  readonly name: string;
  readonly site: Site;
  /** The number of the account at Tencent Cloud. */
  readonly uin: string;
  /** Whether two people must say that an application was disabled or deleted. */
  readonly twoPeople?: boolean | undefined;
  /** Milliseconds since 1970. */
  readonly now: number;
}

const nameForm = /^[A-Za-z0-9_.-]{1,64}$/;
const uinForm = /^[1-9]\d{4,19}$/;

/**
 * Adds a simulated account with its first key pair, whose rights are `write`.
 *
 * @throws ApiError where the name is taken or can't be one, or no range of SDKAppIDs is left.
 */
export async function addAccount(store: Store, { name, windowSeconds, now }: NewAccount): Promise<AccessKey> {
  const settings =
    windowSeconds === undefined ? {} : { WindowSecondsMin: windowSeconds, WindowSecondsMax: windowSeconds };
  return added(store, { name, now, secrets: true }, (accounts) => ({
    uin: nextUin(accounts),
    settings: JSON.stringify(settings),
    ...nextRange(accounts),
  }));
}

/**
 * Adds an account at Tencent Cloud itself with its first key pair, whose rights are `write`, and which reads no secret
 * keys. It gives out no SDKAppIDs: its applications are made known to it.
 *
 * @throws ApiError where the name or the number is taken or can't be one.
 */
export async function addRealAccount(
  store: Store,
  { name, site, uin, twoPeople = false, now }: RealAccount,
): Promise<AccessKey> {
  if (!uinForm.test(uin)) {
    throw new ApiError(
      "InvalidParameterValue",
      `"${uin}" can't be the number of an account: give the one that the console shows at "Account ID", for example 100012345678`,
    );
  }
  return added(store, { name, now, secrets: false }, (accounts) => {
    const held = accounts.find((account) => account.uin === uin);
    if (held) throw taken(held);
    const settings = twoPeople ? JSON.stringify({ PeopleToAttest: 2 }) : "{}";
    return { uin, settings, executor: "operator", site, next_sdk_app_id: 0, last_sdk_app_id: 0 };
  });
}

const taken = ({ uin, name, executor }: Known): ApiError =>
  new ApiError(
    "ResourceInUse",
    executor === "operator"
      ? `the account ${uin} is here already, as "${name}"; a key for it is a new one of \`account key\``
      : `${uin} is the number of the simulated account "${name}" here: add the real one to a database of its own`,
  );

type Known = Pick<AccountRow, "uin" | "name" | "executor" | "last_sdk_app_id">;
type AccountColumns = Omit<Insertable<AccountTable>, "name" | "created_at">;

async function added(
  store: Store,
  { name, now, secrets }: { readonly name: string; readonly now: number; readonly secrets: boolean },
  columnsOf: (accounts: readonly Known[]) => AccountColumns,
): Promise<AccessKey> {
  if (!nameForm.test(name)) {
    throw new ApiError(
      "InvalidParameterValue",
      `"${name}" can't be an account's name: give 1-64 letters, digits, "_", "." or "-", for example "ci"`,
    );
  }
  return store.write(async (db) => {
    const accounts = await db
      .selectFrom("accounts")
      .select(["uin", "name", "executor", "last_sdk_app_id"])
      .execute();
    if (accounts.some((account) => account.name === name)) {
      throw new ApiError(
        "ResourceInUse",
        `there is an account "${name}" already; a key for it is a new one of \`account key\``,
      );
    }
    const columns = columnsOf(accounts);
    await db
      .insertInto("accounts")
      .values({ ...columns, name, created_at: now })
      .execute();
    const { uin } = columns;
    const key = await insertAccessKey(db, store, { uin, user: null, rights: "write", secrets, now });
    const what = columns.executor === "operator" ? `account "${name}" of Tencent Cloud` : `account "${name}"`;
    const summary = `${what} added; ${keyInWords(key, "made")}`;
    await recordOperation(db, { uin, action: "AddAccount", summary, now });
    return key;
  });
}

/** Simulated accounts are counted up; a number that a real one has is left out. */
function nextUin(accounts: readonly Known[]): string {
  const simulated = accounts.filter(({ executor }) => executor === "clock");
  let uin = Math.max(...simulated.map((account) => Number(account.uin))) + 1;
  while (accounts.some((account) => account.uin === String(uin))) uin += 1;
  return String(uin);
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

export interface WantedKey {
  /** Name or number of the account. */
  readonly account: string;
  /** The sub-user who will use it; null for the account itself. */
  readonly user: string | null;
  readonly rights: AccessRights;
  /** Whether it reads secret keys of a real account's applications; of a simulated account's the rights say so. */
  readonly secrets?: boolean;
  /** Milliseconds since 1970. */
  readonly now: number;
}

/**
 * Makes another key pair for an account.
 *
 * @throws ApiError where there is no such account, or it can't have such a key pair.
 */
export function addAccessKey(
  store: Store,
  { account, user, rights, secrets = false, now }: WantedKey,
): Promise<AccessKey> {
  return store.write(async (db) => {
    const { uin, executor } = await accountNamed(db, account);
    const unfit = unfitRights(rights, secrets, executor);
    if (unfit !== undefined) throw new ApiError("InvalidParameterValue", unfit);
    const reads = executor === "operator" ? secrets : rights !== "read-no-secrets";
    const key = await insertAccessKey(db, store, { uin, user, rights, secrets: reads, now });
    await recordOperation(db, { uin, action: "AddAccessKey", summary: keyInWords(key, "made"), now });
    return key;
  });
}

function unfitRights(rights: AccessRights, secrets: boolean, executor: Executor): string | undefined {
  if (executor === "clock") {
    return secrets
      ? "--secrets is for real accounts: of a simulated one every key pair reads secret keys but that with read-no-secrets"
      : undefined;
  }
  if (rights === "admin") return "admin is for the operator of a simulated account: give read or write";
  return rights === "read-no-secrets" && secrets
    ? "read-no-secrets reads no secret keys, and --secrets asks for them: leave one of them out"
    : undefined;
}

async function accountNamed(db: Write, name: string): Promise<Pick<AccountRow, "uin" | "name" | "executor">> {
  const accounts = await db
    .selectFrom("accounts")
    .select(["uin", "name", "executor"])
    .orderBy("uin")
    .execute();
  const found = accounts.find((account) => account.name === name || account.uin === name);
  if (found) return found;
  const known = accounts.map((account) => account.name).join(", ");
  throw new ApiError("ResourceNotFound", `there is no account "${name}" in this backend; it has ${known}`);
}

export interface AccountEntry {
  readonly uin: string;
  readonly name: string;
  readonly executor: Executor;
  /** Of a real account; null of a simulated one. */
  readonly site: Site | null;
  /** What it gives out; null of a real account, which gives out none. */
  readonly firstFreeSdkAppId: number | null;
  readonly lastSdkAppId: number | null;
}

export async function listAccounts(store: Store): Promise<AccountEntry[]> {
  const rows = await store.read((db) => db.selectFrom("accounts").selectAll().orderBy("uin").execute());
  return rows.map(({ uin, name, executor, site, next_sdk_app_id, last_sdk_app_id }) => ({
    uin,
    name,
    executor,
    site,
    firstFreeSdkAppId: executor === "clock" ? next_sdk_app_id : null,
    lastSdkAppId: executor === "clock" ? last_sdk_app_id : null,
  }));
}
