import { BackendError, restoreAdvice } from "../errors";
import { removeSecondNames } from "../file/draft";
import { type MetaTable, readMeta } from "../meta";
import type { OpenDatabase, Prepare } from "../open-database";
import { completeCheck, countOn, tables } from "./catalogue";
import type { Connection } from "./connection";
import { createDatabase } from "./create";
import { applicationId, openSqlite, type Sqlite } from "./database";
import { locate, missing } from "./location";
import { useLog } from "./write-ahead-log";

export interface SqliteOptions {
  readonly file: string;
  readonly busyTimeoutMs: number;
  readonly isPatient?: boolean | undefined;
  readonly prepare: Prepare;
}

/** Up to this size the indices are checked against their tables as well: a few milliseconds. In bytes. */
const smallDatabase = 4 * 1024 * 1024;

/** Opens a file; it is made with its key and its folder where it is missing, if asked to. */
export async function openSqliteDatabase(options: SqliteOptions): Promise<OpenDatabase> {
  const { file, busyTimeoutMs, isPatient, prepare } = options;
  if (locate(file) === "absent") {
    if (prepare === undefined) throw missing(file);
    await createDatabase(file, prepare);
  } else {
    removeSecondNames(file);
  }
  const sqlite = openSqlite(file, { busyTimeoutMs, isPatient });
  try {
    const meta = await identify(sqlite, file);
    return opened(sqlite, file, meta);
  } catch (error) {
    // What is wrong with the file may keep it from being closed well, too; the first error says it better.
    await sqlite.close().catch(() => {});
    throw error;
  }
}

function opened(sqlite: Sqlite, file: string, meta: MetaTable): OpenDatabase {
  const { connection, reads, commits } = sqlite;
  return {
    place: file,
    meta,
    checkIntegrity: () => checkIntegrity(connection, file),
    makeReady() {
      useLog(connection);
      sqlite.waitBetweenAttempts();
    },
    read: (work) => reads.read(work),
    write: (work) => commits.write(work),
    tables,
    countOn,
    findDamage: async () =>
      connection.values(completeCheck).map((finding) => `SQLite's check finds: ${String(finding)}`),
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
