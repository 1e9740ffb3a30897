import { sql } from "kysely";
import { removeEverything } from "../contents";
import { BackendError } from "../errors";
import { keySourceOf } from "../key/source";
import { insertMeta, readMeta, updateMeta } from "../meta";
import { migrateFrom, migrateFromNothing, mustBeKnown } from "../migrate";
import { type Migration, migrations as released } from "../migrations";
import { type MaintenanceOptions, openDatabase } from "../open";
import type { CountOn } from "../open-database";
import type { AccountRow } from "../schema";
import type { Write } from "../store";
import { type Row, readSnapshot, type Snapshot } from "./snapshot-file";

export interface RestoreOptions {
  /** Whether a backend with another identity may be replaced: what only it knows is lost. */
  readonly replaceOther?: boolean;
}

export interface RestoreReport {
  readonly identity: string;
  readonly rows: number;
  /** Whether there was a backend, whose content has been replaced. */
  readonly replaced: boolean;
}

/** Rows that are inserted by one statement: databases limit its parameters. */
const batchSize = 100;

/**
 * Puts a snapshot in the place of what a database holds, or makes the database where it is missing; a file or a
 * PostgreSQL, whichever the snapshot was taken from. The identity is the snapshot's, so that states which know it go
 * on. All of it happens or nothing, whenever the process is killed; processes that have the database open are told
 * to start again where its identity or key has changed.
 *
 * @throws BackendError when the snapshot or the database can't be used, the key at hand isn't the snapshot's, or
 *   another backend stands there.
 */
export async function restore(
  options: MaintenanceOptions,
  file: string,
  { replaceOther = false }: RestoreOptions = {},
): Promise<RestoreReport> {
  const { migrations = released } = options;
  const snapshot = readSnapshot(file);
  const { header, rows } = snapshot;
  mustBeRestorable(snapshot, migrations, file);
  keySourceOf(options, options.environment ?? process.env).find(header.keyId);
  let replaced = true;
  const database = await openDatabase(options, () => {
    replaced = false;
    return (tx, countOn) => fill(tx, snapshot, migrations, countOn);
  });
  try {
    if (replaced) {
      mustBeKnown(database.meta, migrations, database.place);
      database.makeReady();
      await database.write(async (tx) => {
        const there = await readMeta(tx);
        const identity = there?.identity;
        if (identity !== header.identity && !replaceOther) throw other(database.place, file);
        // What there is may be of a release before, without the columns that are asked for.
        if (there) await migrateFrom(tx, there.version, migrations);
        const reached = await countersOf(tx);
        await removeEverything(tx, await database.tables(tx));
        await fill(tx, snapshot, migrations, database.countOn);
        for (const account of identity === header.identity ? reached : []) await keepAbove(tx, account);
      });
    }
    return { identity: header.identity, rows: rows.length, replaced };
  } finally {
    await database.close();
  }
}

/** Ids are never used twice, so that none of what was given out after the snapshot comes to stand for another thing. */
const counters = ["next_sdk_app_id", "next_certificate_id", "next_claim"] as const;
type Counters = Pick<AccountRow, "uin" | (typeof counters)[number]>;

const countersOf = (tx: Write): Promise<Counters[]> =>
  tx
    .selectFrom("accounts")
    .select(["uin", ...counters])
    .execute();

async function keepAbove(tx: Write, { uin, ...reached }: Counters): Promise<void> {
  for (const counter of counters) {
    await tx
      .updateTable("accounts")
      .set({ [counter]: reached[counter] })
      .where("uin", "=", uin)
      .where(counter, "<", reached[counter])
      .execute();
  }
}

/** Makes the tables as they were, fills them, and brings them up to date. */
async function fill(
  tx: Write,
  { header, rows }: Snapshot,
  migrations: readonly Migration[],
  countOn: CountOn,
): Promise<void> {
  const { identity, keyId: key_id, createdAt: created_at } = header;
  const then = await migrateFromNothing(tx, migrations.slice(0, header.schemaVersion));
  await insertMeta(tx, { ...then, identity, key_id, created_at });
  for (const together of batches(rows)) await insert(tx, together);
  await countOn(tx);
  await updateMeta(tx, await migrateFrom(tx, header.schemaVersion, migrations));
}

/** Rows of one table each, as many as one statement takes; the tables keep their order. */
function* batches(rows: readonly Row[]): Generator<[Row, ...Row[]]> {
  let current: [Row, ...Row[]] | undefined;
  for (const row of rows) {
    if (current?.[0].table === row.table && current.length < batchSize) {
      current.push(row);
      continue;
    }
    if (current !== undefined) yield current;
    current = [row];
  }
  if (current !== undefined) yield current;
}

async function insert(tx: Write, rows: readonly [Row, ...Row[]]): Promise<void> {
  const { table, row: first } = rows[0];
  const columns = Object.keys(first);
  const tuples = rows.map(({ row }) => sql`(${sql.join(columns.map((column) => row[column] ?? null))})`);
  await sql`
    insert into ${sql.table(table)} (${sql.join(columns.map((column) => sql.ref(column)))})
    values ${sql.join(tuples)}`.execute(tx);
}

function mustBeRestorable({ header }: Snapshot, migrations: readonly Migration[], file: string): void {
  if (header.schemaVersion <= migrations.length) return;
  throw new BackendError({
    kind: "newer",
    file,
    what: `The snapshot ${file} can't be used by this release`,
    why: `a newer release has taken it: its schema version is ${header.schemaVersion}, this release knows ${migrations.length}`,
    next: "Install the newer release of pulumi-tencentrtc; nothing was changed",
  });
}

const other = (place: string, file: string): BackendError =>
  new BackendError({
    kind: "other-database",
    file: place,
    what: `The snapshot ${file} was not restored`,
    why: `the backend database ${place} is not the backend that it was taken from`,
    next: "Name the database that it belongs to, or an empty place. After a reset, or to replace this one for good: `tencentrtc restore --replace`",
  });
