import { sql } from "kysely";
import { metaTable } from "../meta";
import { parentsFirst, type Table } from "../open-database";
import type { Read, Write } from "../store";

const ourSchema = sql`current_schema()::regnamespace`;

/** The tables of the schema in use, the one about the database itself among them. */
export async function allTables(db: Read): Promise<Table[]> {
  const { rows: columns } = await sql<{ table: string; column: string }>`
    select c.relname as "table", a.attname as "column"
    from pg_class c join pg_attribute a on a.attrelid = c.oid
    where c.relnamespace = ${ourSchema} and c.relkind in ('r', 'p') and a.attnum > 0 and not a.attisdropped
    order by c.relname, a.attnum`.execute(db);
  const { rows: references } = await sql<{ child: string; parent: string }>`
    select child.relname as child, parent.relname as parent
    from pg_constraint k join pg_class child on child.oid = k.conrelid join pg_class parent on parent.oid = k.confrelid
    where k.contype = 'f' and child.relnamespace = ${ourSchema}`.execute(db);
  return [...new Set(columns.map((row) => row.table))].map((name) => ({
    name,
    columns: columns.filter((row) => row.table === name).map((row) => row.column),
    parents: references.filter((row) => row.child === name).map((row) => row.parent),
  }));
}

export const tables = async (db: Read): Promise<Table[]> =>
  parentsFirst((await allTables(db)).filter(({ name }) => name !== metaTable));

/** Sets every counter to the largest number that its column holds. */
export async function countOn(tx: Write): Promise<void> {
  const { rows } = await sql<{ table: string; column: string }>`
    select c.relname as "table", a.attname as "column"
    from pg_class c join pg_attribute a on a.attrelid = c.oid
    where c.relnamespace = ${ourSchema} and c.relkind = 'r' and a.attidentity != '' and not a.attisdropped`.execute(
    tx,
  );
  for (const { table, column } of rows) {
    const largest = sql`(select max(${sql.ref(column)}) from ${sql.table(table)})`;
    await sql`
      select setval(pg_get_serial_sequence(quote_ident(${table}), ${column}), coalesce(${largest}, 1), ${largest} is not null)`.execute(
      tx,
    );
  }
}

interface Reference {
  readonly name: string;
  readonly child: string;
  readonly parent: string;
  readonly columns: readonly string[];
  readonly parentColumns: readonly string[];
}

/** Every row is read, every reference followed, and the server asked for indices that it has given up. */
export async function findDamage(db: Read): Promise<string[]> {
  const { rows: indices } = await sql<{ name: string }>`
    select c.relname as name from pg_index i join pg_class c on c.oid = i.indexrelid
    where c.relnamespace = ${ourSchema} and not (i.indisvalid and i.indisready)`.execute(db);
  const found = indices.map(({ name }) => `the index ${name} is not valid`);
  for (const { name } of await allTables(db)) {
    // As text, so that values which are stored apart from their rows are read as well.
    await sql`select sum(length(t::text)) from ${sql.table(name)} t`.execute(db);
  }
  for (const reference of await references(db)) {
    const { rows } = await orphans(db, reference);
    const count = rows[0]?.count ?? 0;
    const { child, parent } = reference;
    if (count > 0) found.push(`${count} rows of ${child} belong to rows of ${parent} that are missing`);
  }
  return found;
}

const references = async (db: Read): Promise<Reference[]> =>
  (
    await sql<Reference>`
      select k.conname as name, child.relname as child, parent.relname as parent,
        (select json_agg(a.attname order by u.n) from unnest(k.conkey) with ordinality u(attnum, n)
          join pg_attribute a on a.attrelid = k.conrelid and a.attnum = u.attnum) as columns,
        (select json_agg(a.attname order by u.n) from unnest(k.confkey) with ordinality u(attnum, n)
          join pg_attribute a on a.attrelid = k.confrelid and a.attnum = u.attnum) as "parentColumns"
      from pg_constraint k join pg_class child on child.oid = k.conrelid join pg_class parent on parent.oid = k.confrelid
      where k.contype = 'f' and child.relnamespace = ${ourSchema}`.execute(db)
  ).rows;

const orphans = (db: Read, { child, parent, columns, parentColumns }: Reference) => {
  const present = sql.join(
    columns.map((column) => sql`c.${sql.ref(column)} is not null`),
    sql` and `,
  );
  const same = sql.join(
    columns.map((column, index) => sql`p.${sql.ref(parentColumns[index] ?? column)} = c.${sql.ref(column)}`),
    sql` and `,
  );
  return sql<{ count: number }>`
    select count(*) as count from ${sql.table(child)} c
    where ${present} and not exists (select 1 from ${sql.table(parent)} p where ${same})`.execute(db);
};
