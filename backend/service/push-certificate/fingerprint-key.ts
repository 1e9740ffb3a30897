import type { AccountRow, Write } from "../../store";
import type { Moment, Random, Scope } from "../scope";

const keyBytes = 32;

const placeOf = (uin: string) => ({ table: "accounts", row: uin, column: "fingerprint_key" });

/** With which the account's fingerprints of secrets are made; undefined until somebody has asked for it. */
export const fingerprintKeyOf = (
  { uin, fingerprint_key }: AccountRow,
  { sealer }: Pick<Scope, "sealer">,
): string | undefined => (fingerprint_key === null ? undefined : sealer.open(placeOf(uin), fingerprint_key));

/** As `fingerprintKeyOf`, drawn where nobody has asked for it yet. Not within a transaction. */
export async function knownFingerprintKey(scope: Scope): Promise<string> {
  const known = () => scope.read(async ({ account }) => fingerprintKeyOf(account, scope));
  let key = await known();
  if (key === undefined) {
    await scope.record((moment) => drawFingerprintKey(scope, moment));
    key = await known();
  }
  if (key === undefined) throw new Error("the account has no key for fingerprints, and one was just drawn");
  return key;
}

/** Draws it, unless it is there. A rotation of the backend's key keeps it, and so every fingerprint in a state. */
export async function drawFingerprintKey(
  { random, sealer }: Pick<Scope, "sealer"> & { readonly random: Pick<Random, "bytes"> },
  { db, account: { uin } }: Pick<Moment<Write>, "db" | "account">,
): Promise<void> {
  const key = Buffer.from(random.bytes(keyBytes)).toString("base64url");
  await db
    .updateTable("accounts")
    .set({ fingerprint_key: sealer.seal(placeOf(uin), key) })
    .where("uin", "=", uin)
    .where("fingerprint_key", "is", null)
    .execute();
}
