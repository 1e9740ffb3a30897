import { sql } from "kysely";
import type { Migration } from "./migration";

/** By default support upgrades the RTC products now; an account that could do it by itself goes on doing so. */
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
