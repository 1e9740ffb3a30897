import type { Migration } from "../migration";

/** Projects of the tag service. Older releases go on without knowing of them. */
export const projects: Migration = {
  name: "projects",
  minReader: 6,
  async up(db) {
    await db.schema
      .createTable("projects")
      .addColumn("uin", "text", (column) => column.notNull().references("accounts.uin"))
      .addColumn("project_id", "bigint", (column) => column.notNull())
      .addColumn("name", "text", (column) => column.notNull())
      .addColumn("info", "text", (column) => column.notNull())
      .addColumn("disabled", "bigint", (column) => column.notNull())
      .addColumn("created_at", "bigint", (column) => column.notNull())
      .addPrimaryKeyConstraint("projects_key", ["uin", "project_id"])
      .addUniqueConstraint("projects_names", ["uin", "name"])
      .execute();
  },
};
