import type { Migration } from "../migration";

/** The number of the next claim, which tells a claim that is younger than the database. */
export const claimNumbers: Migration = {
  name: "claim numbers",
  minReader: 6,
  async up(db) {
    await db.schema
      .alterTable("accounts")
      .addColumn("next_claim", "bigint", (column) => column.notNull().defaultTo(1))
      .execute();
  },
};
