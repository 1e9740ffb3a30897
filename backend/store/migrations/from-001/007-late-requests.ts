import type { Migration, SchemaAccess } from "../migration";

const claimed = ["applications", "push_certificates", "subscriptions"] as const;

/** What tells a request that arrives late: when each claim was asked for, and the tokens of what is gone. */
export const lateRequests: Migration = {
  name: "late requests",
  minReader: 6,
  async up(db) {
    for (const table of claimed) await addClaimTime(db, table);
    await db.schema
      .createTable("spent_tokens")
      .addColumn("uin", "text", (column) => column.notNull().references("accounts.uin"))
      .addColumn("client_token", "text", (column) => column.notNull())
      .addColumn("spent_at", "bigint", (column) => column.notNull())
      .addPrimaryKeyConstraint("spent_tokens_key", ["uin", "client_token"])
      .execute();
  },
};

const addClaimTime = (db: SchemaAccess, table: (typeof claimed)[number]) =>
  db.schema
    .alterTable(table)
    .addColumn("claimed_at", "bigint", (column) => column.notNull().defaultTo(0))
    .execute();
