import { BackendError, StoreBug } from "./errors";
import { type MetaTable, readMeta, updateMeta } from "./meta";
import type { Migration } from "./migrations";
import type { OpenDatabase } from "./open-database";
import type { Write } from "./store";

type Version = Pick<MetaTable, "version" | "min_reader">;

/** Makes every table in an empty database; answers what to record in its meta row. */
export async function migrateFromNothing(tx: Write, migrations: readonly Migration[]): Promise<Version> {
  return migrateFrom(tx, 0, migrations);
}

/** Takes the steps after the first `version`; answers what to record in the meta row. */
export async function migrateFrom(
  tx: Write,
  version: number,
  migrations: readonly Migration[],
): Promise<Version> {
  for (const migration of migrations.slice(version)) await migration.up(tx);
  return versionAfter(migrations);
}

/** Brings an older database up to date. Processes that come at the same time wait for the first one. */
export async function migrate(
  { place, write }: Pick<OpenDatabase, "place" | "write">,
  migrations: readonly Migration[],
): Promise<void> {
  await write(async (tx) => {
    // Read again under the lock: another process, of whatever release, may have migrated since it was seen.
    const meta = await readMeta(tx);
    if (meta === undefined) throw new StoreBug("a database without its meta row was to be migrated");
    mustBeKnown(meta, migrations, place);
    if (meta.version >= migrations.length) return;
    await updateMeta(tx, await migrateFrom(tx, meta.version, migrations));
  });
}

/** @throws BackendError when a newer release has made of it what this one doesn't understand. */
export function mustBeKnown(meta: MetaTable, migrations: readonly Migration[], file: string): void {
  if (meta.min_reader <= migrations.length) return;
  throw new BackendError({
    kind: "newer",
    file,
    what: `The backend database ${file} can't be used by this release`,
    why: `a newer release has changed it: it needs schema version ${meta.min_reader}, this release knows ${migrations.length}`,
    next: "Install the newer release of pulumi-tencentrtc; the database was not changed",
  });
}

const versionAfter = (migrations: readonly Migration[]): Version => ({
  version: migrations.length,
  min_reader: Math.max(...migrations.map((migration) => migration.minReader)),
});
