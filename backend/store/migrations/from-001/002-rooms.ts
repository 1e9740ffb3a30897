import type { Migration } from "../migration";

/** Rooms in which people are, or were. */
export const rooms: Migration = {
  name: "rooms",
  minReader: 1,
  async up(db) {
    await db.schema
      .createTable("rooms")
      .addColumn("comm_id", "text", (column) => column.notNull().primaryKey())
      .addColumn("sdk_app_id", "bigint", (column) =>
        column.notNull().references("applications.sdk_app_id").onDelete("cascade"),
      )
      .addColumn("room", "text", (column) => column.notNull())
      .addColumn("numbered", "bigint", (column) => column.notNull())
      .addColumn("user_ids", "text", (column) => column.notNull())
      .addColumn("opened_by", "text", (column) => column.notNull())
      .addColumn("created_at", "bigint", (column) => column.notNull())
      .addColumn("destroyed_at", "bigint")
      .execute();
    await db.schema
      .createIndex("rooms_by_application")
      .on("rooms")
      .columns(["sdk_app_id", "created_at"])
      .execute();
  },
};
