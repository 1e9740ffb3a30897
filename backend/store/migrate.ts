import type { Kysely, Transaction } from "kysely";
import { StoreBug } from "./errors";
import { type MetaTable, readMeta, updateMeta } from "./meta";
import type { Migration } from "./migrations";
import type { Database } from "./schema";

type Version = Pick<MetaTable, "version" | "min_reader">;

/** Makes every table in an empty database; answers what to record in its meta row. */
export async function migrateFromNothing(
  tx: Transaction<Database>,
  migrations: readonly Migration[],
): Promise<Version> {
  for (const migration of migrations) await migration.up(tx);
  return versionAfter(migrations);
}

/** Brings an older database up to date. Processes that come at the same time wait for the first one. */
export async function migrate(db: Kysely<Database>, migrations: readonly Migration[]): Promise<void> {
  await db.transaction().execute(async (tx) => {
    // Read again under the lock: another process may have migrated since the version was seen.
    const meta = await readMeta(tx);
    if (meta === undefined) throw new StoreBug("a database without its meta row was to be migrated");
    if (meta.version >= migrations.length) return;
    for (const migration of migrations.slice(meta.version)) await migration.up(tx);
    await updateMeta(tx, versionAfter(migrations));
  });
}

const versionAfter = (migrations: readonly Migration[]): Version => ({
  version: migrations.length,
  min_reader: Math.max(...migrations.map((migration) => migration.minReader)),
});
