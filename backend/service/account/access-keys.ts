import { randomInt } from "node:crypto";
import { ApiError, type Executor, type Settings } from "../../api";
import { asText, summaryOf } from "../../rules/activities";
import { parseFaults, type StoredFaults } from "../../rules/faults";
import { settingsOf } from "../../rules/settings";
import type { AccessRights, SealedPlace, Store, Write } from "../../store";
import { recordOperation } from "../activity-log";
import type { Actor } from "../scope";

/** A key pair as its owner gets it, once: the backend keeps the key sealed and never shows it again. */
export interface AccessKey {
  readonly uin: string;
  readonly user: string | null;
  readonly rights: AccessRights;
  /** Whether it reads the secret keys of applications. */
  readonly secrets: boolean;
  readonly secretId: string;
  readonly secretKey: string;
}

/** A key pair as it may be listed. */
export type AccessKeyEntry = Omit<AccessKey, "secretKey"> & { readonly createdAt: number };

const alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
/** 32 characters hold 190 random bits. */
const randomText = (): string =>
  Array.from({ length: 32 }, () => alphabet.charAt(randomInt(alphabet.length))).join("");

const placeOf = (secretId: string): SealedPlace => ({
  table: "access_keys",
  row: secretId,
  column: "secret_key",
});

/** A key pair with what a server must know of its account. */
export interface Access extends AccessKey {
  readonly executor: Executor;
  readonly settings: Settings;
  readonly faults: StoredFaults;
}

/** Whether a key pair may change things. */
export const mayWrite = ({ rights }: Pick<Access, "rights">): boolean =>
  rights === "write" || rights === "admin";

/** Who asks with a key pair, through a client of this kind. */
export const actorOf = ({ user, secretId, secrets }: Access, kind: Actor["kind"]): Actor => ({
  kind,
  user,
  secretId,
  readsSecrets: secrets,
});

const mayReadSecrets = (row: { readonly rights: AccessRights; readonly reads_secrets: number }): boolean =>
  row.rights !== "read-no-secrets" && row.reads_secrets === 1;

/** What a SecretId can be. A stranger's text may be one that no database takes. */
const form = /^[A-Za-z0-9]{1,64}$/;

/** Undefined where there is no such key pair. */
export async function findAccess(store: Store, secretId: string): Promise<Access | undefined> {
  if (!form.test(secretId)) return undefined;
  const row = await store.read((db) =>
    db
      .selectFrom("access_keys")
      .innerJoin("accounts", "accounts.uin", "access_keys.uin")
      .selectAll("access_keys")
      .select(["accounts.settings", "accounts.faults", "accounts.executor"])
      .where("secret_id", "=", secretId)
      .executeTakeFirst(),
  );
  if (!row) return undefined;
  return {
    uin: row.uin,
    user: row.user_name,
    rights: row.rights,
    secrets: mayReadSecrets(row),
    secretId,
    secretKey: store.sealer.open(placeOf(secretId), row.secret_key),
    executor: row.executor,
    settings: settingsOf(row.settings),
    faults: parseFaults(row.faults),
  };
}

type NewKey = Pick<AccessKey, "uin" | "user" | "rights" | "secrets"> & { readonly now: number };

/** Makes a key pair inside a transaction of the caller's. */
export async function insertAccessKey(
  db: Write,
  store: Store,
  { uin, user, rights, secrets, now }: NewKey,
): Promise<AccessKey> {
  const secretId = `AKID${randomText()}`;
  const secretKey = randomText();
  await db
    .insertInto("access_keys")
    .values({
      secret_id: secretId,
      uin,
      user_name: user,
      rights,
      reads_secrets: secrets ? 1 : 0,
      secret_key: store.sealer.seal(placeOf(secretId), secretKey),
      created_at: now,
    })
    .execute();
  return { uin, user, rights, secrets, secretId, secretKey };
}

/** Key pairs of every account, the oldest first. */
export async function listAccessKeys(store: Store): Promise<AccessKeyEntry[]> {
  const rows = await store.read((db) =>
    db
      .selectFrom("access_keys")
      .select(["secret_id", "uin", "user_name", "rights", "reads_secrets", "created_at"])
      .orderBy("created_at")
      .orderBy("secret_id")
      .execute(),
  );
  return rows.map((row) => ({
    uin: row.uin,
    user: row.user_name,
    rights: row.rights,
    secrets: mayReadSecrets(row),
    secretId: row.secret_id,
    createdAt: row.created_at,
  }));
}

/**
 * Takes a key pair away.
 *
 * @param now milliseconds since 1970
 * @throws ApiError where there is no such key pair.
 */
export function removeAccessKey(store: Store, secretId: string, now: number): Promise<void> {
  return store.write(async (db) => {
    const key = await db
      .deleteFrom("access_keys")
      .where("secret_id", "=", secretId)
      .returning(["uin", "rights", "user_name"])
      .executeTakeFirst();
    if (!key) throw new ApiError("AuthFailure.SecretIdNotFound", `there is no key pair "${secretId}"`);
    const summary = keyInWords({ secretId, rights: key.rights, user: key.user_name }, "taken away");
    await recordOperation(db, { uin: key.uin, action: "RemoveAccessKey", summary, now });
  });
}

/** What happened to a key pair. */
export const keyInWords = (
  { secretId, rights, user }: Pick<AccessKey, "secretId" | "rights" | "user">,
  what: string,
): string =>
  summaryOf([`key pair ${secretId} (${rights}${user === null ? "" : ` of ${asText(user)}`}) ${what}`]);
