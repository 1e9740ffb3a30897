import { sql } from "kysely";
import { metaTable } from "../meta";
import { parentsFirst, type Table } from "../open-database";
import type { Read } from "../store";

/** The tables, without SQLite's own. */
export async function tables(db: Read): Promise<Table[]> {
  const ours = sql`m.type = 'table' and m.name not like 'sqlite\\_%' escape '\\' and m.name != ${metaTable}`;
  const { rows: columns } = await sql<{ table: string; column: string }>`
    select m.name as "table", c.name as "column" from sqlite_schema m, pragma_table_info(m.name) c
    where ${ours} order by m.name, c.cid`.execute(db);
  const { rows: references } = await sql<{ child: string; parent: string }>`
    select m.name as child, f."table" as parent from sqlite_schema m, pragma_foreign_key_list(m.name) f
    where ${ours}`.execute(db);
  const names = [...new Set(columns.map((row) => row.table))];
  return parentsFirst(
    names.map((name) => ({
      name,
      columns: columns.filter((row) => row.table === name).map((row) => row.column),
      parents: references.filter((row) => row.child === name).map((row) => row.parent),
    })),
  );
}

/** SQLite goes on from the largest number in a table. */
export const countOn = async (): Promise<void> => {};

/** Every page, every index against its table, and every row against the row it belongs to. */
export const completeCheck = `
  select integrity_check from pragma_integrity_check where integrity_check != 'ok'
  union all
  select 'a row of ' || "table" || ' belongs to a row of ' || parent || ' that is missing'
    from pragma_foreign_key_check`;
