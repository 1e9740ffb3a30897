import type { Kysely } from "kysely";
import { immediately } from "../immediate";
import type { Database } from "../schema";
import type { Read } from "../store";
import type { Connection } from "./connection";
import { executeOn } from "./dialect";
import { Gathering, type Waiting } from "./gathering";

interface WaitingRead extends Waiting {
  /** Reads and tells what it has read; never fails. */
  readonly join: (tx: Read) => Promise<void>;
}

/**
 * Reads that ask within the same turns of the event loop see one moment, later than all of them: beginning and ending a
 * transaction, and judging the database in it, costs as much as a small read.
 */
export class SharedReads {
  readonly #reads: Gathering<WaitingRead>;

  /** @param reader Kysely over the connection */
  constructor(connection: Connection, reader: Kysely<Database>) {
    const execute = executeOn(connection, { readOnly: true });
    this.#reads = new Gathering((take) =>
      reader
        .transaction()
        .setAccessMode("read only")
        .execute((tx) =>
          immediately(tx, execute, async () => {
            for (const { join } of take()) await join(tx);
          }),
        ),
    );
  }

  read<T>(work: (tx: Read) => Promise<T>): Promise<T> {
    return new Promise((resolve, fail) => {
      this.#reads.add({ join: (tx) => work(tx).then(resolve, fail), fail });
    });
  }

  /** Takes no more reads, and resolves when those that were taken have ended. */
  close(): Promise<void> {
    return this.#reads.close();
  }
}
