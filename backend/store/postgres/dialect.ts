import {
  type DatabaseConnection,
  type Dialect,
  type Driver,
  type Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
} from "kysely";
import type { Pool, PoolClient } from "pg";
import { boundValue } from "../bound-value";
import { isReadOnly, StoreBug } from "../errors";
import { Semaphore } from "../semaphore";
import type { Address } from "./address";
import { fromConnecting, fromStatement } from "./errors";

export interface PostgresDialectOptions {
  readonly pool: Pool;
  readonly address: Address;
  /** Begins a transaction; several statements in one message. */
  readonly begin: string;
  /** Whether the transactions refuse to write. */
  readonly readOnly: boolean;
  /** How many transactions may run at a time in this process. */
  readonly connections: number;
}

/** Longest holder of a connection in this process, in milliseconds. */
const turnLimitMs = 60_000;

/** Commands whose count of rows is a count of changes. */
const changing = ["INSERT", "UPDATE", "DELETE"];

/** Kysely over a pool of connections, each of which is used for one transaction after the other. */
export function postgresDialect(options: PostgresDialectOptions): Dialect {
  return {
    createAdapter: () => new PostgresAdapter(),
    createDriver: () => new PostgresDriver(options),
    createIntrospector: (db: Kysely<unknown>) => new PostgresIntrospector(db),
    createQueryCompiler: () => new PostgresQueryCompiler(),
  };
}

class PooledConnection implements DatabaseConnection {
  /** Not to be used again: what state it is in can't be known. */
  broken = false;

  constructor(
    readonly client: PoolClient,
    private readonly options: PostgresDialectOptions,
  ) {}

  async executeQuery<Row>({ sql, parameters }: { sql: string; parameters: readonly unknown[] }) {
    const values = parameters.map(boundValue);
    try {
      const { rows, rowCount, command } = await this.client.query(sql, values);
      // Kysely knows the rows from the query's types, which no driver sees.
      if (!changing.includes(command)) return { rows: rows as Row[] };
      return { rows: rows as Row[], numAffectedRows: BigInt(rowCount ?? 0) };
    } catch (error) {
      throw this.#meaning(error);
    }
  }

  streamQuery(): never {
    throw new StoreBug("rows can't be streamed");
  }

  /** Statements without parameters, in one message. */
  async run(sql: string): Promise<void> {
    try {
      await this.client.query(sql);
    } catch (error) {
      throw this.#meaning(error);
    }
  }

  #meaning(error: unknown): Error {
    const meaning = fromStatement(error, this.options.address);
    if (!this.options.readOnly || !isReadOnly(meaning)) return meaning;
    return new StoreBug("a read tried to write", { cause: error });
  }
}

class PostgresDriver implements Driver {
  readonly #options: PostgresDialectOptions;
  readonly #turns: Semaphore;

  constructor(options: PostgresDialectOptions) {
    this.#options = options;
    // The pool's own queue would count the wait for a connection as a server that doesn't answer.
    this.#turns = new Semaphore(turnLimitMs, options.connections);
  }

  async init(): Promise<void> {}

  async acquireConnection(): Promise<PooledConnection> {
    const { pool, address } = this.#options;
    await this.#turns.take();
    try {
      return new PooledConnection(await pool.connect(), this.#options);
    } catch (error) {
      this.#turns.end();
      throw fromConnecting(error, address);
    }
  }

  async beginTransaction(connection: PooledConnection): Promise<void> {
    try {
      await connection.run(this.#options.begin);
    } catch (error) {
      // Kysely rolls back only what has begun, and half of these statements may have.
      await this.rollbackTransaction(connection);
      throw error;
    }
  }

  commitTransaction(connection: PooledConnection): Promise<void> {
    return connection.run("commit");
  }

  async rollbackTransaction(connection: PooledConnection): Promise<void> {
    // The error that led here says more than that the connection, too, is gone.
    await connection.run("rollback").catch(() => {
      connection.broken = true;
    });
  }

  async releaseConnection(connection: PooledConnection): Promise<void> {
    connection.client.release(connection.broken);
    this.#turns.end();
  }

  /** Whoever made the pool ends it: Kysely tells a driver only when it has been used. */
  async destroy(): Promise<void> {}
}
