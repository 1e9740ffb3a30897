import { writeFileSync } from "node:fs";
import { sql } from "kysely";
import { BackendError, StoreBug } from "../errors";
import { draftOf, publish, removeDraft } from "../file/draft";
import { fromSystem } from "../file/system-errors";
import { readMeta } from "../meta";
import { type MaintenanceOptions, openDatabase } from "../open";
import type { OpenDatabase, Table } from "../open-database";
import type { Read } from "../store";
import { type Header, printSnapshot, type Row } from "./snapshot-file";

export interface SnapshotReport {
  readonly file: string;
  readonly identity: string;
  /** The key that opens its secrets, which is not in it: keep it elsewhere. */
  readonly keyId: string;
  readonly rows: number;
}

/**
 * Writes all of a backend to a new file, readable by its owner alone: one moment of it, while others go on using it.
 * Needs no key, and holds none.
 *
 * @throws BackendError when the file exists already, can't be written, or the database can't be read.
 */
export async function snapshot(options: MaintenanceOptions, file: string): Promise<SnapshotReport> {
  const { now = () => new Date() } = options;
  const database = await openDatabase(options, undefined);
  try {
    database.checkIntegrity();
    const { header, rows } = await database.read(async (db) => ({
      header: await headerOf(db, database, now()),
      rows: await rowsOf(db, await database.tables(db)),
    }));
    write(file, printSnapshot(header, rows));
    return { file, identity: header.identity, keyId: header.keyId, rows: rows.length };
  } finally {
    await database.close();
  }
}

async function headerOf(db: Read, { place }: OpenDatabase, takenAt: Date): Promise<Header> {
  const meta = await readMeta(db);
  if (meta === undefined) throw new StoreBug(`${place} has lost its meta row`);
  return {
    snapshot: "pulumi-tencentrtc",
    format: 1,
    schemaVersion: meta.version,
    minReader: meta.min_reader,
    identity: meta.identity,
    keyId: meta.key_id,
    createdAt: meta.created_at,
    takenAt: takenAt.toISOString(),
    note: `Secrets are sealed with the key ${meta.key_id}, which is not in this file.`,
  };
}

async function rowsOf(db: Read, tables: readonly Table[]): Promise<Row[]> {
  const all: Row[] = [];
  for (const { name, columns } of tables) {
    const order = sql.join(columns.map((column) => sql.ref(column)));
    const { rows } = await sql<Row["row"]>`select * from ${sql.table(name)} order by ${order}`.execute(db);
    all.push(...rows.map((row) => ({ table: name, row: { ...row } })));
  }
  return all;
}

function write(file: string, text: string): void {
  const draft = draftOf(file);
  let isFirst: boolean;
  try {
    writeFileSync(draft, text, { flag: "wx", mode: 0o600 });
    isFirst = publish(draft, file);
  } catch (error) {
    removeDraft(draft);
    throw fromSystem(error, file, `The snapshot ${file} can't be written`);
  }
  if (!isFirst) throw present(file);
}

const present = (file: string): BackendError =>
  new BackendError({
    kind: "invalid-location",
    file,
    what: `The snapshot ${file} can't be written`,
    why: "there is such a file already",
    next: "Name another file, or move that one away",
  });
