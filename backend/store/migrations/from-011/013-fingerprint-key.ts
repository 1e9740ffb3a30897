import type { Migration } from "../migration";

/** The account's key for fingerprints of secrets, sealed; it is drawn when it is first asked for. */
export const fingerprintKey: Migration = {
  name: "fingerprint key",
  minReader: 13,
  async up(db) {
    await db.schema.alterTable("accounts").addColumn("fingerprint_key", "text").execute();
  },
};
