import { sql } from "kysely";
import { BackendError, restoreAdvice } from "../errors";
import { type MetaTable, metaColumns, metaTable, readMeta } from "../meta";
import type { OpenDatabase, Prepare } from "../open-database";
import type { Read } from "../store";
import { type Address, addressOf } from "./address";
import { allTables, countOn, findDamage, tables } from "./catalogue";
import { openPostgres, type Postgres } from "./database";

export interface PostgresOptions {
  readonly url: string;
  readonly busyTimeoutMs: number;
  readonly prepare: Prepare;
}

/** Opens a database on a server; its tables are made where it is empty, if asked to. */
export async function openPostgresDatabase(options: PostgresOptions): Promise<OpenDatabase> {
  const address = addressOf(options.url);
  const postgres = openPostgres(address, options);
  try {
    const meta =
      (await postgres.read((db) => identify(db, address))) ??
      (await create(postgres, address, options.prepare));
    return {
      place: address.place,
      meta,
      read: postgres.read,
      write: postgres.write,
      tables,
      countOn,
      // Pages are the server's to check, and references are held by their constraints.
      checkIntegrity() {},
      makeReady() {},
      findDamage: () => postgres.read(findDamage),
      close: postgres.close,
    };
  } catch (error) {
    await postgres.close().catch(() => {});
    throw error;
  }
}

/** The row that identifies the database as ours; undefined where it is empty. */
async function identify(db: Read, address: Address): Promise<MetaTable | undefined> {
  const { rows } = await sql<{ schema: string | null; encoding: string }>`
    select current_schema() as schema, current_setting('server_encoding') as encoding`.execute(db);
  const [server] = rows;
  if (server?.schema == null) throw withoutSchema(address);
  if (server.encoding !== "UTF8") throw otherEncoding(address, server.encoding);
  const present = await allTables(db);
  if (present.length === 0) return undefined;
  const meta = present.find(({ name }) => name === metaTable);
  if (!metaColumns.every((column) => meta?.columns.includes(column))) throw foreign(address, server.schema);
  const row = await readMeta(db);
  if (row === undefined) throw damaged(address);
  return row;
}

/** Makes the tables. If several processes do it at once, one makes them and the others find them. */
async function create(postgres: Postgres, address: Address, prepare: Prepare): Promise<MetaTable> {
  if (prepare === undefined) throw missing(address);
  const fill = prepare();
  return postgres.create(async (tx) => {
    const present = await identify(tx, address);
    if (present !== undefined) return present;
    await fill(tx, countOn);
    const made = await readMeta(tx);
    if (made === undefined) throw damaged(address);
    return made;
  });
}

const missing = ({ place }: Address): BackendError =>
  new BackendError({
    kind: "missing",
    file: place,
    what: `The backend database ${place} is missing`,
    why: "the database is there, and holds no tables",
    next: "Check the endpoint, or restore a snapshot; new tables would not know your applications",
  });

const withoutSchema = ({ place }: Address): BackendError =>
  new BackendError({
    kind: "missing",
    file: place,
    what: `The backend database ${place} can't be used`,
    why: "its user's search path names no schema that exists",
    next: "Have the schema made, or name another one: ?options=-csearch_path%3Dname",
  });

const otherEncoding = ({ place }: Address, encoding: string): BackendError =>
  new BackendError({
    kind: "invalid-location",
    file: place,
    what: `The database ${place} can't be used as the backend database`,
    why: `it keeps text in ${encoding}, which can't hold every name`,
    next: "Name a database made with createdb --encoding=UTF8",
  });

const foreign = ({ place }: Address, schema: string): BackendError =>
  new BackendError({
    kind: "other-database",
    file: place,
    what: `The database ${place} can't be used as the backend database`,
    why: `its schema "${schema}" holds the tables of another application`,
    next: "Name an empty database, or a schema of its own: ?options=-csearch_path%3Dname; this one was not changed",
  });

const damaged = ({ place }: Address): BackendError =>
  new BackendError({
    kind: "corrupt",
    file: place,
    what: `The backend database ${place} is damaged`,
    why: "the table that identifies it is empty",
    next: restoreAdvice,
  });
