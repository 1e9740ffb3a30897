import type { Migration, SchemaAccess } from "../migration";

/** What a server needs: key pairs, the answers of signed requests, faults, and a range of SDKAppIDs per account. */
export const server: Migration = {
  name: "server",
  minReader: 1,
  async up(db) {
    await extendAccounts(db);
    await createAccessKeys(db);
    await createRequestAnswers(db);
  },
};

/** The one account of an older database may go on to the end of the range that it has begun. */
const endOfFirstRange = 1_999_999_999;

async function extendAccounts(db: SchemaAccess): Promise<void> {
  await db.schema
    .alterTable("accounts")
    .addColumn("last_sdk_app_id", "bigint", (column) => column.notNull().defaultTo(endOfFirstRange))
    .execute();
  await db.schema
    .alterTable("accounts")
    .addColumn("faults", "text", (column) => column.notNull().defaultTo("[]"))
    .execute();
}

async function createAccessKeys(db: SchemaAccess): Promise<void> {
  await db.schema
    .createTable("access_keys")
    .addColumn("secret_id", "text", (column) => column.notNull().primaryKey())
    .addColumn("uin", "text", (column) => column.notNull().references("accounts.uin"))
    .addColumn("user_name", "text")
    .addColumn("rights", "text", (column) => column.notNull())
    .addColumn("secret_key", "text", (column) => column.notNull())
    .addColumn("created_at", "bigint", (column) => column.notNull())
    .execute();
  await db.schema.createIndex("access_keys_by_account").on("access_keys").column("uin").execute();
}

async function createRequestAnswers(db: SchemaAccess): Promise<void> {
  await db.schema
    .createTable("request_answers")
    .addColumn("fingerprint", "text", (column) => column.notNull().primaryKey())
    .addColumn("uin", "text", (column) => column.notNull().references("accounts.uin"))
    .addColumn("answer", "text", (column) => column.notNull())
    .addColumn("answered_at", "bigint", (column) => column.notNull())
    .execute();
  await db.schema.createIndex("request_answers_by_age").on("request_answers").column("answered_at").execute();
}
