import { Kysely } from "kysely";
import type { Database } from "../schema";
import { Connection } from "./connection";
import { sqliteDialect } from "./dialect";
import { watchFile } from "./location";
import { SharedCommits } from "./shared-commits";
import { SharedReads } from "./shared-reads";

/** Marks a SQLite file as ours: "TRTC" in ASCII. */
export const applicationId = 0x54525443;

/** Two connections to one file: reads go on while a write waits for another process. */
export interface Sqlite {
  readonly connection: Connection;
  readonly writer: Kysely<Database>;
  readonly commits: SharedCommits;
  readonly reads: SharedReads;
  /** From now on a lock is waited for by trying again, without blocking the event loop. */
  waitBetweenAttempts(): void;
  close(): Promise<void>;
}

/**
 * Settings that a connection forgets when it closes; none changes the file.
 *
 * `synchronous = full` costs one fsync per commit, 0.14 ms here on ext4 against 0.01 ms without: little beside
 * the rest of a request, and an application that was reported as created is still there after a power cut.
 */
const settings = ["foreign_keys = on", "synchronous = full", "trusted_schema = off", "temp_store = memory"];

export interface ConnectionOptions {
  readonly create?: boolean;
  /** How long to wait for other processes' locks, in milliseconds. */
  readonly busyTimeoutMs: number;
  /** A commit may wait some milliseconds for writes to share it. */
  readonly isPatient?: boolean | undefined;
}

export function openSqlite(file: string, options: ConnectionOptions): Sqlite {
  const reading = connect(file, options);
  try {
    reading.execute("pragma query_only = on");
    const writing = connect(file, options);
    const { busyTimeoutMs, isPatient = false } = options;
    const checkFile = watchFile(file);
    const reader = new Kysely<Database>({
      dialect: sqliteDialect(reading, { busyTimeoutMs, checkFile, readOnly: true }),
    });
    const writer = new Kysely<Database>({
      dialect: sqliteDialect(writing, { busyTimeoutMs, checkFile, readOnly: false }),
    });
    const commits = new SharedCommits(writing, writer, { isPatient });
    const reads = new SharedReads(reading, reader);
    return {
      connection: writing,
      writer,
      commits,
      reads,
      waitBetweenAttempts() {
        for (const connection of [reading, writing]) connection.execute("pragma busy_timeout = 0");
      },
      async close() {
        await Promise.all([reads.close(), commits.close()]);
        // Kysely closes only what it has used. The writer is last: it moves the log into the database.
        await reader.destroy();
        reading.close();
        await writer.destroy();
        writing.close();
      },
    };
  } catch (error) {
    reading.close();
    throw error;
  }
}

function connect(file: string, options: ConnectionOptions): Connection {
  const connection = new Connection(file, { create: options.create });
  try {
    connection.execute(`pragma busy_timeout = ${options.busyTimeoutMs}`);
    for (const setting of settings) connection.execute(`pragma ${setting}`);
    return connection;
  } catch (error) {
    connection.close();
    throw error;
  }
}
