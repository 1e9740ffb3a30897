import { removeSecondNames } from "./drafts";
import { BackendError, restoreAdvice } from "./errors";
import { type Environment, keyFileOf, keyVariable, readKey } from "./key-file";
import { type MetaTable, readMeta } from "./meta";
import { migrate, mustBeKnown } from "./migrate";
import { type Migration, migrations as released } from "./migrations";
import { createSealer, keyIdOf } from "./seal";
import type { Connection } from "./sqlite/connection";
import { createDatabase } from "./sqlite/create";
import { applicationId, openSqlite, type Sqlite, useLog } from "./sqlite/database";
import { locate, missing } from "./sqlite/location";
import type { Store } from "./store";

export interface OpenOptions {
  /** Absolute path of the database. */
  readonly file: string;
  /** Makes the database, its key and its folder where they are missing. */
  readonly create: boolean;
  /** How long to wait for other processes' locks, in milliseconds. */
  readonly busyTimeoutMs?: number;
  /** The clock for `created_at` of a new database. */
  readonly now?: () => Date;
  /** Where `TENCENTRTC_BACKEND_KEY` is looked up. */
  readonly environment?: Environment;
  /** The schema's steps; only tests of other releases pass their own. */
  readonly migrations?: readonly Migration[];
}

/** Long enough for a queue of writers and a full checkpoint, short enough for a person who waits. */
const defaultBusyTimeoutMs = 5_000;

/** Up to this size the indices are checked against their tables as well: a few milliseconds. In bytes. */
const smallDatabase = 4 * 1024 * 1024;

/**
 * Opens a SQLite database: checks that it is ours, readable by this release, undamaged and opened by the key at
 * hand, and brings it up to date. Throws a `BackendError` that says what to do; a database that can't be used is
 * left as it was.
 */
export async function openStore(options: OpenOptions): Promise<Store> {
  const { file, environment = process.env, migrations = released, now = () => new Date() } = options;
  if (locate(file) === "absent") {
    if (!options.create) throw missing(file);
    await createDatabase({ file, environment, now, migrations });
  } else {
    removeSecondNames(file);
  }
  const sqlite = openSqlite(file, { busyTimeoutMs: options.busyTimeoutMs ?? defaultBusyTimeoutMs });
  try {
    return await open(sqlite, file, environment, migrations);
  } catch (error) {
    // What is wrong with the file may keep it from being closed well, too; the first error says it better.
    await sqlite.close().catch(() => {});
    throw error;
  }
}

async function open(
  sqlite: Sqlite,
  file: string,
  environment: Environment,
  migrations: readonly Migration[],
): Promise<Store> {
  const { connection, reader, writer } = sqlite;
  const meta = await identify(sqlite, file);
  mustBeKnown(meta, migrations, file);
  checkIntegrity(connection, file);
  const key = readKey(file, environment);
  if (keyIdOf(key) !== meta.key_id) throw wrongKey(file, meta.key_id, keyIdOf(key));
  useLog(connection);
  if (meta.version < migrations.length) await migrate(writer, migrations, file);
  sqlite.waitBetweenAttempts();
  return {
    identity: meta.identity,
    sealer: createSealer(key, file),
    read: (work) => reader.transaction().setAccessMode("read only").execute(work),
    write: (work) => writer.transaction().execute(work),
    findDamage: async () => damageIn(connection),
    close: () => sqlite.close(),
  };
}

async function identify({ connection, writer }: Sqlite, file: string): Promise<MetaTable> {
  if (connection.value("pragma application_id") !== applicationId) throw foreign(file);
  const tables = connection.execute(
    "select 1 from sqlite_schema where type = 'table' and name = 'meta'",
  ).rows;
  const meta = tables.length === 0 ? undefined : await readMeta(writer);
  if (meta === undefined) throw damaged(file, "the table that identifies it is missing or empty");
  return meta;
}

function checkIntegrity(connection: Connection, file: string): void {
  const size = Number(connection.value("pragma page_count")) * Number(connection.value("pragma page_size"));
  const finding = connection.value(`pragma ${size > smallDatabase ? "quick_check" : "integrity_check"}(1)`);
  if (finding !== "ok") throw damaged(file, `SQLite's check finds: ${String(finding)}`);
}

/** Every page, every index against its table, and every row against the row it belongs to. */
const completeCheck = `
  select integrity_check from pragma_integrity_check where integrity_check != 'ok'
  union all
  select 'a row of ' || "table" || ' belongs to a row of ' || parent || ' that is missing'
    from pragma_foreign_key_check`;

const damageIn = (connection: Connection): string[] =>
  connection.values(completeCheck).map((finding) => `SQLite's check finds: ${String(finding)}`);

const foreign = (file: string): BackendError =>
  new BackendError({
    kind: "other-database",
    file,
    what: `The file ${file} can't be used as the backend database`,
    why: "it is the SQLite database of another application",
    next: "Name another file; this one was not changed",
  });

const damaged = (file: string, why: string): BackendError =>
  new BackendError({
    kind: "corrupt",
    file,
    what: `The backend database ${file} is damaged`,
    why,
    next: restoreAdvice,
  });

const wrongKey = (file: string, needed: string, given: string): BackendError =>
  new BackendError({
    kind: "key-wrong",
    file: keyFileOf(file),
    what: `The secrets in the backend database ${file} can't be opened`,
    why: `they were sealed with the key ${needed}, and ${keyVariable} or ${keyFileOf(file)} holds ${given}`,
    next: "Copy the key file from where the database came from, or set the variable to that key",
  });
