import type { Migration, SchemaAccess } from "../migration";

/**
 * The tables of the first release. Numbers are `bigint` throughout: milliseconds and SDKAppIDs both outgrow the
 * 32 bits that PostgreSQL gives to an `integer`.
 */
export const initial: Migration = {
  name: "initial",
  minReader: 1,
  async up(db) {
    await createMeta(db);
    await createAccounts(db);
    await createApplications(db);
    await createAdminAccounts(db);
    await createClientTokens(db);
    await createTags(db);
  },
};

const createMeta = (db: SchemaAccess) =>
  db.schema
    .createTable("meta")
    .addColumn("id", "bigint", (column) => column.notNull().primaryKey())
    .addColumn("version", "bigint", (column) => column.notNull())
    .addColumn("min_reader", "bigint", (column) => column.notNull())
    .addColumn("identity", "text", (column) => column.notNull())
    .addColumn("key_id", "text", (column) => column.notNull())
    .addColumn("created_at", "bigint", (column) => column.notNull())
    .execute();

const createAccounts = (db: SchemaAccess) =>
  db.schema
    .createTable("accounts")
    .addColumn("uin", "text", (column) => column.notNull().primaryKey())
    .addColumn("name", "text", (column) => column.notNull())
    .addColumn("settings", "text", (column) => column.notNull())
    .addColumn("next_sdk_app_id", "bigint", (column) => column.notNull())
    .addColumn("created_at", "bigint", (column) => column.notNull())
    .execute();

async function createApplications(db: SchemaAccess): Promise<void> {
  await db.schema
    .createTable("applications")
    .addColumn("sdk_app_id", "bigint", (column) => column.notNull().primaryKey())
    .addColumn("uin", "text", (column) => column.notNull().references("accounts.uin"))
    .addColumn("name", "text", (column) => column.notNull())
    .addColumn("description", "text", (column) => column.notNull())
    .addColumn("application_type", "text")
    .addColumn("region", "text", (column) => column.notNull())
    .addColumn("products", "text", (column) => column.notNull())
    .addColumn("status", "text", (column) => column.notNull())
    .addColumn("status_since", "bigint", (column) => column.notNull())
    .addColumn("status_until", "bigint")
    .addColumn("disabled_reason", "text")
    .addColumn("billing_event", "text")
    .addColumn("billing_event_at", "bigint")
    .addColumn("rtc_service", "bigint", (column) => column.notNull())
    .addColumn("editions", "text", (column) => column.notNull())
    .addColumn("signature_algorithm", "text", (column) => column.notNull())
    .addColumn("secret_key", "text")
    .addColumn("public_key", "text")
    .addColumn("private_key", "text")
    .addColumn("deletion_protection", "bigint", (column) => column.notNull())
    .addColumn("owner", "text")
    .addColumn("claim_hash", "text")
    .addColumn("created_at", "bigint", (column) => column.notNull())
    .addColumn("expires_at", "bigint")
    .execute();
  await db.schema
    .createIndex("applications_by_account")
    .on("applications")
    .columns(["uin", "sdk_app_id"])
    .unique()
    .execute();
  await db.schema
    .createIndex("applications_in_window")
    .on("applications")
    .columns(["uin", "status_until"])
    .where("status_until", "is not", null)
    .execute();
  await db.schema.createIndex("applications_by_owner").on("applications").columns(["uin", "owner"]).execute();
}

const createAdminAccounts = (db: SchemaAccess) =>
  db.schema
    .createTable("admin_accounts")
    .addColumn("sdk_app_id", "bigint", (column) =>
      column.notNull().references("applications.sdk_app_id").onDelete("cascade"),
    )
    .addColumn("user_id", "text", (column) => column.notNull())
    .addColumn("client_token", "text")
    .addColumn("created_at", "bigint", (column) => column.notNull())
    .addPrimaryKeyConstraint("admin_accounts_key", ["sdk_app_id", "user_id"])
    .execute();

/** No reference to the application: a token outlives it, so that a late repetition is still recognised. */
async function createClientTokens(db: SchemaAccess): Promise<void> {
  await db.schema
    .createTable("client_tokens")
    .addColumn("uin", "text", (column) => column.notNull().references("accounts.uin"))
    .addColumn("client_token", "text", (column) => column.notNull())
    .addColumn("sdk_app_id", "bigint", (column) => column.notNull())
    .addColumn("parameters_hash", "text", (column) => column.notNull())
    .addColumn("created_at", "bigint", (column) => column.notNull())
    .addPrimaryKeyConstraint("client_tokens_key", ["uin", "client_token"])
    .execute();
  await db.schema
    .createIndex("client_tokens_by_application")
    .on("client_tokens")
    .columns(["uin", "sdk_app_id"])
    .execute();
}

async function createTags(db: SchemaAccess): Promise<void> {
  await db.schema
    .createTable("tag_pairs")
    .addColumn("uin", "text", (column) => column.notNull().references("accounts.uin"))
    .addColumn("tag_key", "text", (column) => column.notNull())
    .addColumn("tag_value", "text", (column) => column.notNull())
    .addColumn("created_at", "bigint", (column) => column.notNull())
    .addPrimaryKeyConstraint("tag_pairs_key", ["uin", "tag_key", "tag_value"])
    .execute();
  await db.schema
    .createTable("tag_bindings")
    .addColumn("uin", "text", (column) => column.notNull().references("accounts.uin"))
    .addColumn("sdk_app_id", "bigint", (column) =>
      column.notNull().references("applications.sdk_app_id").onDelete("cascade"),
    )
    .addColumn("tag_key", "text", (column) => column.notNull())
    .addColumn("tag_value", "text", (column) => column.notNull())
    .addPrimaryKeyConstraint("tag_bindings_key", ["uin", "sdk_app_id", "tag_key"])
    .execute();
  // The second index serves the cascade from a deleted application, which knows no account.
  await db.schema
    .createIndex("tag_bindings_by_pair")
    .on("tag_bindings")
    .columns(["uin", "tag_key", "tag_value"])
    .execute();
  await db.schema
    .createIndex("tag_bindings_by_application")
    .on("tag_bindings")
    .columns(["sdk_app_id"])
    .execute();
}
