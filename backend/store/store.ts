import type { Kysely, Transaction } from "kysely";
import type { Database } from "./schema";
import type { SealedPlace, Sealer } from "./seal";

export type Read = Kysely<Database>;
export type Write = Transaction<Database>;

export interface UnopenedSecret {
  readonly place: SealedPlace;
  /** What is wrong, and what to do. */
  readonly message: string;
}

/** An open database, whatever the engine behind it. Safe to use from several processes at once. */
export interface Store {
  /** The backend's identity: a UUID made with the database and kept by snapshots. */
  readonly identity: string;
  /** Seals and opens secrets at rest. */
  readonly sealer: Sealer;
  /** One consistent read: everything inside sees the same moment. */
  read<T>(work: (db: Read) => Promise<T>): Promise<T>;
  /**
   * One write transaction that holds the write lock from its start; rolled back when `work` throws. `work` may be
   * called more than once: what it does outside the transaction must not add up.
   */
  write<T>(work: (db: Write) => Promise<T>): Promise<T>;
  /** What a complete check finds wrong, in the database's words; reads all of it. Empty where it is sound. */
  findDamage(): Promise<string[]>;
  /** The secrets that the key doesn't open: sealed with another one, moved or changed. */
  findUnopened(): Promise<UnopenedSecret[]>;
  close(): Promise<void>;
}
