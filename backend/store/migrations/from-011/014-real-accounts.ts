import type { Migration, SchemaAccess } from "../migration";

/**
 * Accounts at Tencent Cloud itself, their applications, and how each fact of these is known. A release that doesn't know
 * them would give SDKAppIDs out in their name.
 */
export const realAccounts: Migration = {
  name: "real accounts",
  minReader: 14,
  async up(db) {
    await extendAccounts(db);
    await createEnrolledApplications(db);
    await createEvidence(db);
    await createKeyTrials(db);
  },
};

async function extendAccounts(db: SchemaAccess): Promise<void> {
  await db.schema
    .alterTable("accounts")
    .addColumn("executor", "text", (column) => column.notNull().defaultTo("clock"))
    .execute();
  await db.schema.alterTable("accounts").addColumn("site", "text").execute();
  await db.schema
    .alterTable("access_keys")
    .addColumn("reads_secrets", "bigint", (column) => column.notNull().defaultTo(1))
    .execute();
}

/** A table of their own: whatever a clock does to `applications` never meets them. */
async function createEnrolledApplications(db: SchemaAccess): Promise<void> {
  await db.schema
    .createTable("enrolled_applications")
    .addColumn("sdk_app_id", "bigint", (column) => column.notNull().primaryKey())
    .addColumn("uin", "text", (column) => column.notNull().references("accounts.uin"))
    .addColumn("secret_key", "text")
    .addColumn("key_fingerprint", "text")
    .addColumn("owner", "text")
    .addColumn("claim_hash", "text")
    .addColumn("claimed_at", "bigint", (column) => column.notNull().defaultTo(0))
    .addColumn("enrolled_at", "bigint", (column) => column.notNull())
    .execute();
  await db.schema
    .createIndex("enrolled_applications_by_account")
    .on("enrolled_applications")
    .columns(["uin", "sdk_app_id"])
    .unique()
    .execute();
}

const createEvidence = (db: SchemaAccess) =>
  db.schema
    .createTable("evidence")
    .addColumn("sdk_app_id", "bigint", (column) =>
      column.notNull().references("enrolled_applications.sdk_app_id").onDelete("cascade"),
    )
    .addColumn("fact", "text", (column) => column.notNull())
    .addColumn("user_id", "text", (column) => column.notNull())
    .addColumn("value", "text", (column) => column.notNull())
    .addColumn("how", "text", (column) => column.notNull())
    .addColumn("told_by", "text", (column) => column.notNull())
    .addColumn("request_id", "text")
    .addColumn("known_at", "bigint", (column) => column.notNull())
    .addPrimaryKeyConstraint("evidence_key", ["sdk_app_id", "fact", "user_id"])
    .execute();

/** No reference to the application: a key is tried before its application is enrolled. */
const createKeyTrials = (db: SchemaAccess) =>
  db.schema
    .createTable("key_trials")
    .addColumn("sdk_app_id", "bigint", (column) => column.notNull())
    .addColumn("fingerprint", "text", (column) => column.notNull())
    .addColumn("region", "text", (column) => column.notNull())
    .addColumn("asked_at", "bigint", (column) => column.notNull())
    .addColumn("refused_at", "bigint")
    .addColumn("refused_by", "text")
    .addPrimaryKeyConstraint("key_trials_key", ["sdk_app_id", "fingerprint", "region"])
    .execute();
