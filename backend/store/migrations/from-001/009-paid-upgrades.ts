import { sql } from "kysely";
import type { Migration } from "../migration";

/** Makes support upgrade the RTC products by default; an account that could upgrade by itself keeps that. */
export const paidUpgrades: Migration = {
  name: "paid-upgrades",
  minReader: 6,
  async up(db) {
    await sql`
      update accounts
      set settings = '{"PaidUpgrade":"self-service"' || case when settings = '{}' then '' else ',' end || substr(settings, 2)
      where settings not like '%"PaidUpgrade"%'
    `.execute(db);
  },
};
