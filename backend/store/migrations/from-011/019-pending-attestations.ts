import type { Migration } from "../migration";

/** What one person has said of a real application, and another has to confirm. */
export const pendingAttestations: Migration = {
  name: "pending attestations",
  minReader: 14,
  async up(db) {
    await db.schema
      .createTable("pending_attestations")
      .addColumn("sdk_app_id", "bigint", (column) =>
        column.notNull().references("enrolled_applications.sdk_app_id").onDelete("cascade"),
      )
      .addColumn("fact", "text", (column) => column.notNull())
      .addColumn("value", "text", (column) => column.notNull())
      .addColumn("said_by", "text", (column) => column.notNull())
      .addColumn("said_at", "bigint", (column) => column.notNull())
      .addPrimaryKeyConstraint("pending_attestations_key", ["sdk_app_id", "fact", "value"])
      .execute();
  },
};
