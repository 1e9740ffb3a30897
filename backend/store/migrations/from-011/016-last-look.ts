import type { Migration } from "../migration";

/** When Tencent Cloud was last asked about an application, and why that told nothing. */
export const lastLook: Migration = {
  name: "last look",
  minReader: 14,
  async up(db) {
    const table = () => db.schema.alterTable("enrolled_applications");
    await table().addColumn("looked_at", "bigint").execute();
    await table().addColumn("look_left", "text").execute();
  },
};
