import type { Migration } from "../migration";

/** What the backends of an application's products call. Older releases go on without knowing of them. */
export const webhooks: Migration = {
  name: "webhooks",
  minReader: 14,
  async up(db) {
    await db.schema
      .createTable("webhooks")
      .addColumn("sdk_app_id", "bigint", (column) =>
        column.notNull().references("applications.sdk_app_id").onDelete("cascade"),
      )
      .addColumn("product", "text", (column) => column.notNull())
      .addColumn("url", "text", (column) => column.notNull())
      .addColumn("address", "text", (column) => column.notNull())
      .addColumn("events", "text", (column) => column.notNull())
      .addColumn("revision", "text", (column) => column.notNull())
      .addColumn("owner", "text")
      .addColumn("client_token", "text")
      .addColumn("changed_at", "bigint", (column) => column.notNull())
      .addPrimaryKeyConstraint("webhooks_key", ["sdk_app_id", "product"])
      .execute();
  },
};
