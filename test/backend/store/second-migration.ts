import type { Migration } from "../../../backend/store/migrations";

/** A step that a later release might add. */
export const secondMigration: Migration = {
  name: "second",
  minReader: 1,
  async up(db) {
    await db.schema
      .createTable("later")
      .addColumn("id", "bigint", (column) => column.primaryKey())
      .execute();
    // Long enough for the other processes to come while this one migrates.
    await new Promise((resolve) => setTimeout(resolve, 30));
  },
};
