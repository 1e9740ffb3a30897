import type { Insertable, Kysely, Updateable } from "kysely";
import type { Database } from "./schema";
import { statement } from "./statement";

/** Table with one row about the database itself. */
export interface MetaTable {
  /** Always 1. */
  id: number;
  /** How many migrations it has had. */
  version: number;
  /** The least schema version that a release must know to use it. */
  min_reader: number;
  /** The backend's identity. */
  identity: string;
  /** Id of the key that seals the secrets. */
  key_id: string;
  created_at: number;
}

type MetaTables = { meta: MetaTable };

export const metaTable = "meta";

/** Columns by which a database is recognised as a backend; every release keeps them. */
export const metaColumns = ["identity", "key_id", "min_reader", "version"] as const;

const onlyRow = 1;

/** Undefined where the row is missing. Fails where the table is. */
export async function readMeta(db: Kysely<Database>): Promise<MetaTable | undefined> {
  const [row] = await onlyMeta(db, {});
  return row;
}

const onlyMeta = statement<Record<never, never>>()((db) =>
  db.withTables<MetaTables>().selectFrom(metaTable).selectAll().where("id", "=", onlyRow),
);

export async function insertMeta(
  db: Kysely<Database>,
  row: Omit<Insertable<MetaTable>, "id">,
): Promise<void> {
  await db
    .withTables<MetaTables>()
    .insertInto(metaTable)
    .values({ id: onlyRow, ...row })
    .execute();
}

export async function updateMeta(db: Kysely<Database>, change: Updateable<MetaTable>): Promise<void> {
  await db.withTables<MetaTables>().updateTable(metaTable).set(change).where("id", "=", onlyRow).execute();
}
