import { boundValue } from "../bound-value";
import { fromSqlite } from "./errors";
import { openNative, type SqliteLibraryName } from "./library";
import type { NativeDatabase, NativeStatement } from "./native";

interface Prepared {
  readonly statement: NativeStatement;
  readonly givesRows: boolean;
  readonly onlyReads: boolean;
}

export interface Outcome {
  readonly rows: unknown[];
  /** Rows inserted, updated or deleted; 0 for a statement that gives rows. */
  readonly changes: bigint;
}

export interface ConnectionOptions {
  /** Makes the file where it is missing. */
  readonly create?: boolean;
  readonly library?: SqliteLibraryName;
  /** Statements kept compiled. */
  readonly statements?: number;
}

/**
 * One connection to a SQLite file. Every error that leaves it is a `BackendError`, a `ConstraintViolation` or a
 * `StoreBug`; values are checked before they are bound, since the libraries turn a Date or a missing value into
 * NULL and cut text at NUL without a word.
 */
export class Connection {
  readonly file: string;
  readonly #native: NativeDatabase;
  readonly #capacity: number;
  readonly #prepared = new Map<string, Prepared>();
  #changes = 0;

  constructor(file: string, options: ConnectionOptions = {}) {
    this.file = file;
    this.#capacity = options.statements ?? 200;
    this.#native = this.#mapped(() => openNative(file, options.create === true, options.library));
  }

  get inTransaction(): boolean {
    return this.#native.isTransaction;
  }

  /** Grows with each statement that may have changed something. */
  get changes(): number {
    return this.#changes;
  }

  execute(sql: string, values: readonly unknown[] = []): Outcome {
    const bound = values.map(boundValue);
    return this.#mapped(() => {
      const { statement, givesRows, onlyReads } = this.#prepare(sql);
      if (!onlyReads) this.#changes += 1;
      if (givesRows) return { rows: statement.all(...bound), changes: 0n };
      return { rows: [], changes: BigInt(statement.run(...bound).changes) };
    });
  }

  /** The first column of the first row: what a `pragma` answers. */
  value(sql: string): unknown {
    return firstOf(this.#mapped(() => this.#prepare(sql).statement.get()));
  }

  /** The first column of every row. */
  values(sql: string): unknown[] {
    return this.execute(sql).rows.map(firstOf);
  }

  close(): void {
    if (!this.#native.isOpen) return;
    this.#prepared.clear();
    this.#mapped(() => this.#native.close());
  }

  #prepare(sql: string): Prepared {
    const known = this.#prepared.get(sql);
    if (known !== undefined) {
      // A Map keeps insertion order: taking it out and in again makes the first entry the least used one.
      this.#prepared.delete(sql);
      this.#prepared.set(sql, known);
      return known;
    }
    const statement = this.#native.prepare(sql);
    const prepared = {
      statement,
      givesRows: statement.columns().length > 0,
      onlyReads: /^\s*select\b/i.test(sql),
    };
    this.#prepared.set(sql, prepared);
    if (this.#prepared.size > this.#capacity) {
      for (const oldest of this.#prepared.keys()) {
        this.#prepared.delete(oldest);
        break;
      }
    }
    return prepared;
  }

  #mapped<T>(work: () => T): T {
    try {
      return work();
    } catch (error) {
      throw fromSqlite(error, this.file);
    }
  }
}

const firstOf = (row: unknown): unknown =>
  typeof row === "object" && row !== null ? Object.values(row)[0] : undefined;
