import { type RawBuilder, sql } from "kysely";
import { BackendError } from "./errors";
import type { Table } from "./open-database";
import type { SealedPlace, Sealer } from "./seal";
import { sealedColumns } from "./sealed-columns";
import type { Read, UnopenedSecret } from "./store";

export interface SealedValue {
  readonly place: SealedPlace;
  readonly sealed: string;
  /** What is true of its row alone. */
  readonly ofRow: RawBuilder<unknown>;
}

/** Every sealed value in the columns that are known to hold them. */
export async function sealedValues(db: Read): Promise<SealedValue[]> {
  const values: SealedValue[] = [];
  for (const { table, key, columns } of sealedColumns) {
    for (const column of columns) {
      const { rows } = await sql<Readonly<Record<string, unknown>> & { sealed: string }>`
        select ${namesOf(key)}, ${sql.ref(column)} as sealed from ${sql.table(table)}
        where ${sql.ref(column)} is not null order by ${namesOf(key)}`.execute(db);
      for (const row of rows) {
        const place = { table, row: key.map((name) => row[name]).join("/"), column };
        values.push({ place, sealed: row.sealed, ofRow: sameIn(row, key) });
      }
    }
  }
  return values;
}

const namesOf = (columns: readonly string[]) => sql.join(columns.map((column) => sql.ref(column)));

const sameIn = (row: Readonly<Record<string, unknown>>, key: readonly string[]): RawBuilder<unknown> =>
  sql.join(
    key.map((column) => sql`${sql.ref(column)} = ${row[column]}`),
    sql` and `,
  );

/** Where, in whatever column, text stands that is sealed with a key of this id. */
export async function placesSealedWith(keyId: string, tables: readonly Table[], db: Read): Promise<string[]> {
  const places: string[] = [];
  for (const { name, columns } of tables) {
    for (const column of columns) {
      const { rows } = await sql`
        select 1 from ${sql.table(name)} where cast(${sql.ref(column)} as text) like ${`v1.${keyId}.%`} limit 1`.execute(
        db,
      );
      if (rows.length > 0) places.push(`${name}.${column}`);
    }
  }
  return places;
}

/** The sealed values that don't open. */
export async function findUnopened(sealer: Sealer, db: Read): Promise<UnopenedSecret[]> {
  return (await sealedValues(db)).flatMap(({ place, sealed }) => {
    try {
      sealer.open(place, sealed);
      return [];
    } catch (error) {
      if (error instanceof BackendError) return [{ place, message: error.message }];
      throw error;
    }
  });
}
