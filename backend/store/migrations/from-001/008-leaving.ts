import type { Migration } from "../migration";

/** What its declaration has let go of while the application is about to go: it stays in effect until that is gone. */
export const leaving: Migration = {
  name: "leaving",
  minReader: 6,
  async up(db) {
    for (const table of ["push_certificates", "subscriptions"] as const) {
      await db.schema.alterTable(table).addColumn("leaving_at", "bigint").execute();
    }
  },
};
