import type { Kysely } from "kysely";
import { type Execute, immediately } from "../immediate";
import type { Database } from "../schema";
import type { Write } from "../store";
import type { Connection } from "./connection";
import { executeOn } from "./dialect";
import { Gathering, type Waiting } from "./gathering";

type Outcome<T> = { readonly value: T } | { readonly error: unknown };

interface WaitingWrite extends Waiting {
  /** Does the work; what it returns is to be called when all of it is on disk. */
  readonly join: (tx: Write, kept: Kept) => Promise<() => void>;
}

/** Does one of several works; how it is kept apart from the others. */
type Kept = <T>(work: () => Promise<T>) => Promise<Outcome<T>>;

/** Ends a transaction of several, of which one has failed when it had changed something already. */
class NeedsSavepoints extends Error {
  override readonly name = "NeedsSavepoints";
}

/** Where there is no other, its failure is the transaction's. */
const alone: Kept = async (work) => ({ value: await work() });

/**
 * Writes that ask within the same turns of the event loop share a transaction, and so its lock and its fsync. They are done
 * one after the other, in the order of arrival; one that fails takes back what it did alone. Most that fail have
 * changed nothing by then, so savepoints wait until they are needed: then all are done again, each in one.
 * Nobody is told anything, good or bad, before it is on disk, since each may have seen what the others did; where the
 * transaction itself fails, all fail.
 *
 * A turn passes between two transactions, in which another process may take the lock.
 */
export class SharedCommits {
  readonly #connection: Connection;
  readonly #writer: Kysely<Database>;
  readonly #execute: Execute;
  readonly #writes: Gathering<WaitingWrite>;

  /**
   * @param writer Kysely over the connection
   * @param options `isPatient`: a commit may wait some milliseconds for writes to share it
   */
  constructor(connection: Connection, writer: Kysely<Database>, options: { isPatient: boolean }) {
    this.#connection = connection;
    this.#writer = writer;
    this.#execute = executeOn(connection, { readOnly: false });
    this.#writes = new Gathering((take) => this.#transact(take), options);
  }

  async write<T>(work: (tx: Write) => Promise<T>): Promise<T> {
    const outcome = await new Promise<Outcome<T>>((resolve, fail) => {
      const join = async (tx: Write, kept: Kept) => {
        const outcome = await kept(() => work(tx));
        return () => resolve(outcome);
      };
      this.#writes.add({ join, fail });
    });
    if ("error" in outcome) throw outcome.error;
    return outcome.value;
  }

  /** Takes no more writes, and resolves when those that were taken have ended. */
  close(): Promise<void> {
    return this.#writes.close();
  }

  async #transact(take: () => readonly WaitingWrite[]): Promise<void> {
    let taken: readonly WaitingWrite[] = [];
    try {
      await this.#inOne(
        () => {
          taken = take();
          return taken;
        },
        (work) => (taken.length === 1 ? alone(work) : this.#together(work)),
      );
    } catch (error) {
      if (!(error instanceof NeedsSavepoints)) throw error;
      await this.#inOne(
        () => taken,
        (work) => this.#apart(work),
      );
    }
  }

  async #inOne(take: () => readonly WaitingWrite[], kept: Kept): Promise<void> {
    const tell: (() => void)[] = [];
    await this.#writer.transaction().execute((tx) =>
      immediately(tx, this.#execute, async () => {
        for (const { join } of take()) tell.push(await join(tx, kept));
      }),
    );
    for (const each of tell) each();
  }

  async #together<T>(work: () => Promise<T>): Promise<Outcome<T>> {
    const before = this.#connection.changes;
    try {
      return { value: await work() };
    } catch (error) {
      this.#mustGoOn(error);
      if (this.#connection.changes !== before) throw new NeedsSavepoints();
      return { error };
    }
  }

  async #apart<T>(work: () => Promise<T>): Promise<Outcome<T>> {
    this.#connection.execute("savepoint one_write");
    try {
      const value = await work();
      this.#connection.execute("release one_write");
      return { value };
    } catch (error) {
      this.#mustGoOn(error);
      this.#connection.execute("rollback to one_write");
      this.#connection.execute("release one_write");
      return { error };
    }
  }

  /** After a full disk SQLite has taken the whole transaction back: nothing of it is there for anybody. */
  #mustGoOn(error: unknown): void {
    if (!this.#connection.inTransaction) throw error;
  }
}
