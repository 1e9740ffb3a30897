import { setImmediate as nextTurn } from "node:timers/promises";
import type { Kysely } from "kysely";
import { StoreBug } from "../errors";
import type { Database } from "../schema";
import type { Write } from "../store";
import type { Connection } from "./connection";

/** Writes in one transaction at most: others who wait for the file, and who wait for an answer, don't wait for long. */
const most = 32;

type Outcome<T> = { readonly value: T } | { readonly error: unknown };

/** A write that waits for a transaction. */
interface Waiting {
  /** Does the work; what it returns is to be called when all of it is on disk. */
  readonly join: (tx: Write) => Promise<() => void>;
  readonly fail: (error: unknown) => void;
}

/**
 * Writes that ask within one turn of the event loop share a transaction, and so its lock and its fsync. They are done
 * one after the other, in the order of arrival, each in a savepoint: one that fails takes back what it did alone.
 * Nobody is told anything, good or bad, before it is on disk, since each may have seen what the others did; where the
 * transaction itself fails, all fail.
 *
 * A turn passes between two transactions, in which another process may take the lock.
 */
export class SharedCommits {
  readonly #connection: Connection;
  readonly #writer: Kysely<Database>;
  readonly #waiting: Waiting[] = [];
  /** A transaction is on its way that takes those who wait. */
  #isComing = false;
  #ended: Promise<unknown> = Promise.resolve();
  #isClosed = false;

  /** @param writer Kysely over the connection */
  constructor(connection: Connection, writer: Kysely<Database>) {
    this.#connection = connection;
    this.#writer = writer;
  }

  async write<T>(work: (tx: Write) => Promise<T>): Promise<T> {
    if (this.#isClosed) throw new StoreBug("the database has been closed");
    const outcome = await new Promise<Outcome<T>>((resolve, fail) => {
      const join = async (tx: Write) => {
        const outcome = await this.#apart(() => work(tx));
        return () => resolve(outcome);
      };
      this.#waiting.push({ join, fail });
      this.#call();
    });
    if ("error" in outcome) throw outcome.error;
    return outcome.value;
  }

  /** Takes no more writes, and resolves when those that were taken have ended. */
  async close(): Promise<void> {
    this.#isClosed = true;
    while (this.#isComing || this.#waiting.length > 0) await this.#ended;
    await this.#ended;
  }

  #call(): void {
    if (this.#isComing || this.#waiting.length === 0) return;
    this.#isComing = true;
    this.#ended = Promise.all([this.#ended, nextTurn().then(() => this.#transact())]);
  }

  async #transact(): Promise<void> {
    const patient = this.#waiting.length;
    const joined: Waiting[] = [];
    const take = (count: number) => {
      this.#isComing = false;
      joined.push(...this.#waiting.splice(0, count));
    };
    const tell: (() => void)[] = [];
    try {
      await this.#writer.transaction().execute(async (tx) => {
        // Whoever has come while the lock was waited for goes along. Whoever comes from now on, from within one of
        // these as a mistake, waits for the next transaction, in a line that doesn't wait for ever.
        take(most);
        for (const { join } of joined) tell.push(await join(tx));
      });
      for (const each of tell) each();
    } catch (error) {
      if (joined.length === 0) take(patient);
      for (const { fail } of joined) fail(error);
    }
    this.#call();
  }

  async #apart<T>(work: () => Promise<T>): Promise<Outcome<T>> {
    this.#connection.execute("savepoint one_write");
    try {
      const value = await work();
      this.#connection.execute("release one_write");
      return { value };
    } catch (error) {
      // After a full disk SQLite has taken the whole transaction back: nothing of it is there for anybody.
      if (!this.#connection.inTransaction) throw error;
      this.#connection.execute("rollback to one_write");
      this.#connection.execute("release one_write");
      return { error };
    }
  }
}
