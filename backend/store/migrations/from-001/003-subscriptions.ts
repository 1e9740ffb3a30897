import type { Migration, SchemaAccess } from "../migration";

/** Packages of applications, and the ledger of what was ordered. Older releases see neither and lose nothing by it. */
export const subscriptions: Migration = {
  name: "subscriptions",
  minReader: 1,
  async up(db) {
    await createSubscriptions(db);
    await createOrders(db);
  },
};

const createSubscriptions = (db: SchemaAccess) =>
  db.schema
    .createTable("subscriptions")
    .addColumn("sdk_app_id", "bigint", (column) =>
      column.notNull().references("applications.sdk_app_id").onDelete("cascade"),
    )
    .addColumn("product", "text", (column) => column.notNull())
    .addColumn("package_id", "text", (column) => column.notNull())
    .addColumn("edition", "text", (column) => column.notNull())
    .addColumn("ordered_edition", "text", (column) => column.notNull())
    .addColumn("months", "bigint", (column) => column.notNull())
    .addColumn("configuration", "text", (column) => column.notNull())
    .addColumn("auto_renewal", "bigint", (column) => column.notNull())
    .addColumn("starts_at", "bigint", (column) => column.notNull())
    .addColumn("period_months", "bigint", (column) => column.notNull())
    .addColumn("ends_at", "bigint", (column) => column.notNull())
    .addColumn("purchased_at", "bigint", (column) => column.notNull())
    .addColumn("ordered_at", "bigint", (column) => column.notNull())
    .addColumn("refunded_at", "bigint")
    .addColumn("minutes_used", "bigint", (column) => column.notNull())
    .addColumn("owner", "text")
    .addColumn("claim_hash", "text")
    .addPrimaryKeyConstraint("subscriptions_key", ["sdk_app_id", "product"])
    .execute();

/** No reference to the application: trials of a deleted one stay claimed. */
async function createOrders(db: SchemaAccess): Promise<void> {
  await db.schema
    .createTable("orders")
    .addColumn("order_id", "text", (column) => column.notNull().primaryKey())
    .addColumn("uin", "text", (column) => column.notNull().references("accounts.uin"))
    .addColumn("sdk_app_id", "bigint", (column) => column.notNull())
    .addColumn("product", "text", (column) => column.notNull())
    .addColumn("verb", "text", (column) => column.notNull())
    .addColumn("edition", "text", (column) => column.notNull())
    .addColumn("months", "bigint", (column) => column.notNull())
    .addColumn("client_token", "text")
    .addColumn("parameters_hash", "text", (column) => column.notNull())
    .addColumn("ordered_at", "bigint", (column) => column.notNull())
    .execute();
  await db.schema
    .createIndex("orders_by_token")
    .on("orders")
    .columns(["uin", "client_token"])
    .unique()
    .execute();
  await db.schema
    .createIndex("orders_by_application")
    .on("orders")
    .columns(["uin", "sdk_app_id", "product"])
    .execute();
}
