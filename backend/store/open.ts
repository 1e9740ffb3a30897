import { begin } from "./contents";
import { BackendError } from "./errors";
import { type KeySource, keySourceOf } from "./key/source";
import type { Environment } from "./key/text";
import type { Location } from "./location";
import { type MetaTable, readMeta } from "./meta";
import { migrate, mustBeKnown } from "./migrate";
import { type Migration, migrations as released } from "./migrations";
import type { OpenDatabase, Prepare } from "./open-database";
import { openPostgresDatabase } from "./postgres/open";
import { keyIdOf } from "./seal";
import { openSqliteDatabase } from "./sqlite/open";
import type { Store, Write } from "./store";
import { storeOver } from "./store-over";

export type OpenOptions = Location & {
  /** Makes the database where it is missing: a file with its key and its folder, the tables on a server. */
  readonly create: boolean;
  /** How long to wait for other processes' locks, in milliseconds. */
  readonly busyTimeoutMs?: number;
  /**
   * Those who write come in numbers and wait for no other's answer, as an engine that creates a program's resources: on
   * SQLite a commit may wait some milliseconds for others to share it.
   */
  readonly isPatient?: boolean | undefined;
  /** The clock for `created_at` of a new database. */
  readonly now?: () => Date;
  /** Where `TENCENTRTC_BACKEND_KEY` is looked up. */
  readonly environment?: Environment;
  /** The schema's steps; only tests of other releases pass their own. */
  readonly migrations?: readonly Migration[];
};

/** Options of maintenance: the database, and how to open it. */
export type MaintenanceOptions = Location & Omit<OpenOptions, "create">;

/** Long enough for a queue of writers and a full checkpoint, short enough for a person who waits. */
const defaultBusyTimeoutMs = 5_000;

/**
 * Opens a database: checks that it is ours, readable by this release, undamaged and opened by the key at hand, and
 * brings it up to date. Throws a `BackendError` that says what to do; a database that can't be used is left as it
 * was.
 */
export async function openStore(options: OpenOptions): Promise<Store> {
  const { migrations = released, now = () => new Date() } = options;
  const key = keySourceOf(options, options.environment ?? process.env);
  const prepare = () => {
    const keyId = keyIdOf(key.forNew());
    return (tx: Write) => begin(tx, { keyId, createdAt: now(), migrations });
  };
  const database = await openDatabase(options, options.create ? prepare : undefined);
  try {
    mustBeKnown(database.meta, migrations, database.place);
    database.checkIntegrity();
    const meta = await unlock(database, key);
    database.makeReady();
    if (meta.version < migrations.length) await migrate(database, migrations);
    return storeOver(database, meta, key.find(meta.key_id), migrations);
  } catch (error) {
    await database.close().catch(() => {});
    throw error;
  }
}

/** Opens a database that is ours, and judges nothing of what is in it. */
export function openDatabase(
  options: Location & Pick<OpenOptions, "busyTimeoutMs" | "isPatient">,
  prepare: Prepare,
): Promise<OpenDatabase> {
  const { busyTimeoutMs = defaultBusyTimeoutMs, isPatient } = options;
  return "url" in options
    ? openPostgresDatabase({ url: options.url, busyTimeoutMs, prepare })
    : openSqliteDatabase({ file: options.file, busyTimeoutMs, isPatient, prepare });
}

/**
 * The meta row of a database that the key at hand opens.
 *
 * @throws BackendError when it doesn't.
 */
export async function unlock(database: OpenDatabase, key: KeySource): Promise<MetaTable> {
  const { meta } = database;
  try {
    key.find(meta.key_id);
    return meta;
  } catch (error) {
    // Another process may have put another key in place since the row was read.
    const now = await database.read(readMeta);
    if (!(error instanceof BackendError) || now === undefined || now.key_id === meta.key_id) throw error;
    key.find(now.key_id);
    return now;
  }
}
