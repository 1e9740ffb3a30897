import { statSync } from "node:fs";
import { setTimeout } from "node:timers";
import { setImmediate } from "node:timers/promises";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { sqliteCode } from "./errors";
import type { NativeDatabase, NativeStatement, SqlValue } from "./native";

/**
 * Two faults of `@photostructure/sqlite` 1.2.1 made good, so that it behaves as `node:sqlite` does:
 * - an error in `all` carries no SQLite code: the statement is asked again in a way that does;
 * - `close` leaves the files open until the statements are garbage, and only then does SQLite remove the
 *   write-ahead log, by its name, which may be another database's by then: so the log is emptied at once
 *   and the garbage is collected soon.
 */
export class PhotostructureDatabase implements NativeDatabase {
  readonly #database: NativeDatabase;
  readonly #file: string;
  readonly #node: bigint | undefined;

  constructor(database: NativeDatabase, file: string) {
    this.#database = database;
    this.#file = file;
    this.#node = nodeOf(file);
  }

  get isOpen(): boolean {
    return this.#database.isOpen;
  }

  get isTransaction(): boolean {
    return this.#database.isTransaction;
  }

  exec(sql: string): void {
    this.#database.exec(sql);
  }

  prepare(sql: string): NativeStatement {
    const statement = this.#database.prepare(sql);
    return {
      columns: () => statement.columns(),
      get: (...values) => statement.get(...values),
      run: (...values) => statement.run(...values),
      all: (...values) => this.#all(statement, values),
    };
  }

  close(): void {
    this.#attempt("pragma wal_checkpoint(truncate)");
    this.#database.close();
    collectSoon(this.#file, this.#node);
  }

  #all(statement: NativeStatement, values: readonly SqlValue[]): unknown[] {
    const inTransaction = this.#database.isTransaction;
    try {
      return statement.all(...values);
    } catch (error) {
      if (sqliteCode(error) !== undefined) throw error;
      this.#throwWithCode(statement, values);
      // It works now: what was in the way is gone. A transaction that SQLite has ended can't go on, though.
      if (this.#database.isTransaction !== inTransaction) throw error;
      return statement.all(...values);
    }
  }

  /** Runs a failed statement once more, without effect, for an error that says why. */
  #throwWithCode(statement: NativeStatement, values: readonly SqlValue[]): void {
    this.#database.exec("savepoint asked_again");
    try {
      statement.get(...values);
    } finally {
      // SQLite may have ended the transaction, and the savepoint with it.
      this.#attempt("rollback to asked_again");
      this.#attempt("release asked_again");
    }
  }

  #attempt(sql: string): void {
    try {
      this.#database.exec(sql);
    } catch {
      // Nothing is lost: the caller has a better error, or the next one to open the file does the work.
    }
  }
}

/** Milliseconds: one collection for many databases closed in a row. */
const collectionDelay = 1_000;
let collection: NodeJS.Timeout | undefined;
/** Closed databases that may still hold their files: path → inodes. */
const held = new Map<string, Set<bigint | undefined>>();

function collectSoon(file: string, node: bigint | undefined): void {
  held.set(file, (held.get(file) ?? new Set()).add(node));
  collection ??= setTimeout(collect, collectionDelay).unref();
}

function collect(): void {
  clearTimeout(collection);
  collection = undefined;
  held.clear();
  // The library offers no way to give up a statement; V8 offers this one to collect it.
  setFlagsFromString("--expose-gc");
  const collectGarbage: unknown = runInNewContext("gc");
  if (typeof collectGarbage === "function") collectGarbage();
}

/**
 * Resolves once the databases closed before have let go of their files. With a `file`, that is waited for only
 * where it matters to that file: when another database stood at its path.
 */
export async function releaseClosed(file?: string): Promise<void> {
  if (file !== undefined) {
    const node = nodeOf(file);
    const others = [...(held.get(file) ?? [])].filter((one) => one !== node);
    if (others.length === 0) return;
  }
  if (collection === undefined) return;
  collect();
  // The library lets go in a callback that follows the collection.
  await setImmediate();
}

/** Undefined for a file that isn't there or can't be seen. */
function nodeOf(file: string): bigint | undefined {
  try {
    return statSync(file, { bigint: true }).ino;
  } catch {
    return undefined;
  }
}
