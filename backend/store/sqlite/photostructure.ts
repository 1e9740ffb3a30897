import type { BoundValue } from "../bound-value";
import { sqliteCode } from "./errors";
import type { NativeDatabase, NativeStatement } from "./native";

/**
 * Two faults of `@photostructure/sqlite` 1.2.1 made good, so that it behaves as `node:sqlite` does:
 * - an error in `all` carries no SQLite code: the statement is asked again in a way that does;
 * - `close` keeps the files open until every statement has been collected as garbage: the write-ahead log is
 *   emptied at once, so that the database is whole without it. What is left of it goes with the statements or
 *   the process; SQLite sees by itself when another database has taken the name meanwhile.
 */
export class PhotostructureDatabase implements NativeDatabase {
  readonly #database: NativeDatabase;

  constructor(database: NativeDatabase) {
    this.#database = database;
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
    // Whoever is at work on the file now does it later: not worth waiting for.
    this.#attempt("pragma busy_timeout = 0");
    this.#attempt("pragma wal_checkpoint(truncate)");
    this.#database.close();
  }

  #all(statement: NativeStatement, values: readonly BoundValue[]): unknown[] {
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
  #throwWithCode(statement: NativeStatement, values: readonly BoundValue[]): void {
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
