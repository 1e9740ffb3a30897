import { setTimeout as delay } from "node:timers/promises";
import {
  type DatabaseConnection,
  type Dialect,
  type Driver,
  type Kysely,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
  type TransactionSettings,
} from "kysely";
import { BackendError, isReadOnly, StoreBug } from "../errors";
import type { Execute } from "../immediate";
import { Semaphore } from "../semaphore";
import type { Connection, Outcome } from "./connection";
import { isLocked } from "./errors";

export interface SqliteDialectOptions {
  /** Whether the connection refuses to write. */
  readonly readOnly: boolean;
  /** How long to wait for other processes' locks, in milliseconds. */
  readonly busyTimeoutMs: number;
  /** Throws when the file is no longer the one that was opened. */
  readonly checkFile: () => void;
}

/** Longest holder of a turn in this process, beyond the wait for other processes, in milliseconds. */
const turnLimitMs = 30_000;

/**
 * Kysely over one connection. Kysely's own SQLite driver begins deferred transactions, whose first write fails at
 * once when another process wrote meanwhile; and SQLite's own busy wait blocks the event loop, so that two stores
 * on one file in one process would wait for each other. Hence a driver of our own, which begins immediately and
 * waits between attempts.
 */
export function sqliteDialect(connection: Connection, options: SqliteDialectOptions): Dialect {
  return {
    createAdapter: () => new SqliteAdapter(),
    createDriver: () => new SqliteDriver(connection, options),
    createIntrospector: (db: Kysely<unknown>) => new SqliteIntrospector(db),
    createQueryCompiler: () => new SqliteQueryCompiler(),
  };
}

/** The way around Kysely, for statements that are compiled. */
export const executeOn =
  (connection: Connection, options: Pick<SqliteDialectOptions, "readOnly">): Execute =>
  (sql, parameters) =>
    run(connection, options, sql, parameters).rows;

function run(
  connection: Connection,
  { readOnly }: Pick<SqliteDialectOptions, "readOnly">,
  ...statement: [sql: string, parameters: readonly unknown[]]
): Outcome {
  try {
    return connection.execute(...statement);
  } catch (error) {
    if (!readOnly || !isReadOnly(error)) throw error;
    throw new StoreBug("a read tried to write", { cause: error });
  }
}

class SqliteDriver implements Driver {
  readonly #connection: Connection;
  readonly #options: SqliteDialectOptions;
  readonly #turns: Semaphore;
  readonly #queries: DatabaseConnection;

  constructor(connection: Connection, options: SqliteDialectOptions) {
    this.#connection = connection;
    this.#options = options;
    this.#turns = new Semaphore(options.busyTimeoutMs + turnLimitMs);
    this.#queries = {
      async executeQuery<Row>({ sql, parameters }: { sql: string; parameters: readonly unknown[] }) {
        const { rows, changes } = run(connection, options, sql, parameters);
        // Kysely knows the rows from the query's types, which no driver sees.
        return { rows: rows as Row[], numAffectedRows: changes };
      },
      streamQuery() {
        throw new StoreBug("rows can't be streamed");
      },
    };
  }

  async init(): Promise<void> {}

  async acquireConnection(): Promise<DatabaseConnection> {
    await this.#turns.take();
    return this.#queries;
  }

  async beginTransaction(_queries: DatabaseConnection, { accessMode }: TransactionSettings): Promise<void> {
    this.#options.checkFile();
    await this.#whenUnlocked(() => {
      if (accessMode !== "read only") {
        this.#connection.execute("begin immediate");
        return;
      }
      this.#connection.execute("begin");
      try {
        // The moment that a read sees is that of its first statement, not of its "begin".
        this.#connection.value("select 1 from sqlite_schema limit 1");
      } catch (error) {
        this.#rollback();
        throw error;
      }
    });
  }

  async commitTransaction(): Promise<void> {
    this.#connection.execute("commit");
  }

  async rollbackTransaction(): Promise<void> {
    this.#rollback();
  }

  async releaseConnection(): Promise<void> {
    this.#turns.end();
  }

  async destroy(): Promise<void> {
    await this.#turns.take();
    this.#connection.close();
    this.#turns.end();
  }

  #rollback(): void {
    // After a full disk SQLite has rolled back by itself; a second attempt would hide the first error.
    if (this.#connection.inTransaction) this.#connection.execute("rollback");
  }

  async #whenUnlocked(attempt: () => void): Promise<void> {
    const started = performance.now();
    for (let pause = 1; ; pause = Math.min(pause * 2, 32)) {
      try {
        attempt();
        return;
      } catch (error) {
        if (!isLocked(error)) throw error;
        const waited = performance.now() - started;
        if (waited + pause > this.#options.busyTimeoutMs)
          throw lockedFor(waited, this.#connection.file, error);
      }
      // A random share keeps processes that collided once from colliding again.
      await delay(pause * (0.5 + Math.random()));
    }
  }
}

const lockedFor = (milliseconds: number, file: string, cause: unknown): BackendError =>
  new BackendError(
    {
      kind: "locked",
      file,
      what: `The backend database ${file} is locked`,
      why: `another process or store has kept it for ${(milliseconds / 1000).toFixed(1)} seconds`,
      next: "Wait for that process to finish or end it, then run again; nothing was changed",
    },
    { cause },
  );
