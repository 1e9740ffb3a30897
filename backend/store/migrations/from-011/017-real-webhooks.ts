import type { Migration } from "../migration";

/** Webhooks of real applications: what is declared of them, what was asked of Tencent Cloud for it, and what it last showed. */
export const realWebhooks: Migration = {
  name: "real webhooks",
  minReader: 14,
  async up(db) {
    await db.schema
      .createTable("real_webhooks")
      .addColumn("sdk_app_id", "bigint", (column) =>
        column.notNull().references("enrolled_applications.sdk_app_id").onDelete("cascade"),
      )
      .addColumn("product", "text", (column) => column.notNull())
      .addColumn("owner", "text")
      .addColumn("client_token", "text")
      .addColumn("url", "text")
      .addColumn("events", "text")
      .addColumn("revision", "text")
      .addColumn("stage", "text", (column) => column.notNull())
      .addColumn("stage_at", "bigint", (column) => column.notNull())
      .addColumn("earlier", "text", (column) => column.notNull())
      .addColumn("earlier_owner", "text")
      .addColumn("turn", "text")
      .addColumn("turn_until", "bigint", (column) => column.notNull())
      .addColumn("seen_url", "text")
      .addColumn("seen_events", "text")
      .addColumn("seen_revision", "text")
      .addColumn("seen_at", "bigint")
      .addColumn("seen_by", "text")
      .addColumn("seen_request", "text")
      .addPrimaryKeyConstraint("real_webhooks_key", ["sdk_app_id", "product"])
      .execute();
  },
};
