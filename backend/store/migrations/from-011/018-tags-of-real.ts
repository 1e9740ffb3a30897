import type { Migration, SchemaAccess } from "../migration";

/** Under which service type Tencent's tag service takes a real account's applications, and what it is being asked for. */
export const tagsOfReal: Migration = {
  name: "tags of real applications",
  minReader: 14,
  async up(db) {
    await db.schema.alterTable("accounts").addColumn("tag_service", "text").execute();
    await createTagIntents(db);
  },
};

async function createTagIntents(db: SchemaAccess): Promise<void> {
  await db.schema
    .createTable("tag_intents")
    .addColumn("request_id", "text", (column) => column.notNull().primaryKey())
    .addColumn("uin", "text", (column) => column.notNull().references("accounts.uin"))
    .addColumn("sdk_app_id", "bigint", (column) =>
      column.notNull().references("enrolled_applications.sdk_app_id").onDelete("cascade"),
    )
    .addColumn("asked_at", "bigint", (column) => column.notNull())
    .addColumn("actor", "text", (column) => column.notNull())
    .addColumn("user_name", "text")
    .addColumn("secret_id", "text")
    .addColumn("replaced", "text", (column) => column.notNull())
    .addColumn("removed", "text", (column) => column.notNull())
    .addColumn("summary", "text", (column) => column.notNull())
    .execute();
  await db.schema
    .createIndex("tag_intents_by_application")
    .on("tag_intents")
    .columns(["sdk_app_id", "asked_at"])
    .execute();
}
