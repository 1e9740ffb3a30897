import type { Migration } from "../migration";

/** The activity log. A release that doesn't know it would leave holes in it, and so must not write any more. */
export const activity: Migration = {
  name: "activity",
  minReader: 6,
  async up(db) {
    await db.schema
      .createTable("activities")
      .addColumn("uin", "text", (column) => column.notNull().references("accounts.uin"))
      .addColumn("sequence", "bigint", (column) => column.notNull())
      .addColumn("at", "bigint", (column) => column.notNull())
      .addColumn("action", "text", (column) => column.notNull())
      .addColumn("actor", "text", (column) => column.notNull())
      .addColumn("user_name", "text")
      .addColumn("secret_id", "text")
      .addColumn("owner", "text")
      .addColumn("sdk_app_id", "bigint")
      .addColumn("fields", "text", (column) => column.notNull())
      .addColumn("summary", "text", (column) => column.notNull())
      .addColumn("request_id", "text", (column) => column.notNull())
      .addPrimaryKeyConstraint("activities_key", ["uin", "sequence"])
      .execute();
    await db.schema
      .createIndex("activities_by_application")
      .on("activities")
      .columns(["uin", "sdk_app_id", "sequence"])
      .execute();
  },
};
