import { setTimeout as delay } from "node:timers/promises";
import { HandleEmptyInListsPlugin, Kysely, replaceWithNoncontingentExpression } from "kysely";
import type { Pool } from "pg";
import { StoreBug } from "../errors";
import type { Database } from "../schema";
import type { Read, Write } from "../store";
import type { Address } from "./address";
import { postgresDialect } from "./dialect";
import { isConflict } from "./errors";
import { newPool } from "./library";
import { schemaTypes } from "./schema-types";

/** One database on a server, as three ways into it. */
export interface Postgres {
  read<T>(work: (db: Read) => Promise<T>): Promise<T>;
  write<T>(work: (db: Write) => Promise<T>): Promise<T>;
  /** A write where there may be no tables yet; one at a time, in whatever process. */
  create<T>(work: (db: Write) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

/** Connections that read, beside one that writes: a process uses few connections of a server. */
const readers = 4;

/** Milliseconds after which the server ends a transaction whose process says nothing any more. */
const silenceLimitMs = 60_000;

/** "TRTC" in ASCII: sets our lock apart from those of other programs in the same database. */
const creationLock = 0x54525443;

/** How often a transaction is done again when others are in its way. */
const attempts = 20;

export function openPostgres(address: Address, { busyTimeoutMs }: { busyTimeoutMs: number }): Postgres {
  const limits = [
    `set local lock_timeout = ${busyTimeoutMs}`,
    `set local idle_in_transaction_session_timeout = ${silenceLimitMs}`,
    `set local statement_timeout = ${silenceLimitMs + busyTimeoutMs}`,
  ];
  const script = (start: string, ...more: string[]) => [start, ...limits, ...more].join("; ");
  const open = (connections: number) =>
    newPool({
      connectionString: address.url,
      application_name: "pulumi-tencentrtc",
      max: connections,
      connectionTimeoutMillis: Math.max(busyTimeoutMs, 1_000),
      query_timeout: 2 * silenceLimitMs,
      keepAlive: true,
      allowExitOnIdle: true,
    });
  const pools = { reading: open(readers), writing: open(1) };
  const kysely = (pool: Pool, connections: number, begin: string) =>
    new Kysely<Database>({
      dialect: postgresDialect({ pool, address, begin, connections, readOnly: pool === pools.reading }),
      plugins: [schemaTypes, new HandleEmptyInListsPlugin({ strategy: replaceWithNoncontingentExpression })],
    });
  // The moment that a read sees is that of its first query, not of its start.
  const reading = script("start transaction isolation level repeatable read, read only", "select 1");
  // Serialisable, so that nothing depends on who else writes, and how; the lock makes our own writers wait for
  // each other instead of undoing each other's work. It takes no snapshot: what the transaction sees begins after
  // the wait.
  const writing = script(
    "start transaction isolation level serializable",
    "lock table meta in exclusive mode",
  );
  const creating = script("start transaction", `select pg_advisory_xact_lock(${creationLock})`);
  const reader = kysely(pools.reading, readers, reading);
  const writer = kysely(pools.writing, 1, writing);
  const creator = kysely(pools.writing, 1, creating);
  const running = new Set<Promise<unknown>>();
  let closing: Promise<unknown> | undefined;
  const run = async <T>(transaction: () => Promise<T>): Promise<T> => {
    if (closing !== undefined) throw new StoreBug("the database has been closed");
    const result = transaction();
    running.add(result);
    try {
      return await result;
    } finally {
      running.delete(result);
    }
  };
  const close = async () => {
    await Promise.allSettled(running);
    await Promise.all([pools.reading.end(), pools.writing.end()]);
  };
  return {
    read: (work) => run(() => reader.transaction().execute(work)),
    write: (work) => run(() => again(() => writer.transaction().execute(work))),
    create: (work) => run(() => creator.transaction().execute(work)),
    async close() {
      closing ??= close();
      await closing;
    },
  };
}

async function again<T>(attempt: () => Promise<T>): Promise<T> {
  for (let left = attempts; ; left -= 1) {
    try {
      return await attempt();
    } catch (error) {
      if (!isConflict(error) || left === 1) throw error;
    }
    // A random share keeps processes that collided once from colliding again.
    await delay(Math.random() * 2 * (attempts - left + 1));
  }
}
