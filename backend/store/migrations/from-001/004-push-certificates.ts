import type { Migration } from "../migration";

/** The first certificate id of an account. Real ones have had up to five digits: a simulated one is recognised. */
const firstCertificateId = 9_900_001;

/** Older releases go on without knowing of them: what they delete takes its certificates along. */
export const pushCertificates: Migration = {
  name: "push certificates",
  minReader: 1,
  async up(db) {
    await db.schema
      .alterTable("accounts")
      .addColumn("next_certificate_id", "bigint", (column) => column.notNull().defaultTo(firstCertificateId))
      .execute();
    await db.schema
      .createTable("push_certificates")
      .addColumn("certificate_id", "bigint", (column) => column.notNull())
      .addColumn("uin", "text", (column) => column.notNull().references("accounts.uin"))
      .addColumn("sdk_app_id", "bigint", (column) =>
        column.notNull().references("applications.sdk_app_id").onDelete("cascade"),
      )
      .addColumn("platform", "text", (column) => column.notNull())
      .addColumn("secrets", "text", (column) => column.notNull())
      .addColumn("fingerprint", "text", (column) => column.notNull())
      .addColumn("app", "text", (column) => column.notNull())
      .addColumn("subject", "text")
      .addColumn("topics", "text", (column) => column.notNull())
      .addColumn("not_before", "bigint")
      .addColumn("not_after", "bigint")
      .addColumn("client_token", "text")
      .addColumn("owner", "text")
      .addColumn("claim_hash", "text")
      .addColumn("created_at", "bigint", (column) => column.notNull())
      .addColumn("saved_at", "bigint", (column) => column.notNull())
      .addPrimaryKeyConstraint("push_certificates_key", ["uin", "certificate_id"])
      .execute();
    await db.schema
      .createIndex("push_certificates_by_application")
      .on("push_certificates")
      .columns(["sdk_app_id", "certificate_id"])
      .execute();
    await db.schema
      .createIndex("push_certificates_by_token")
      .on("push_certificates")
      .columns(["uin", "client_token"])
      .unique()
      .execute();
  },
};
