import type { MetaTable } from "./meta";
import type { Read, Write } from "./store";

/** A table as it stands in the database, whatever release has made it. */
export interface Table {
  readonly name: string;
  readonly columns: readonly string[];
  /** The tables whose rows its rows refer to. */
  readonly parents: readonly string[];
}

/** Called when rows have been inserted with numbers that the database would have counted itself: it counts on. */
export type CountOn = (tx: Write) => Promise<void>;

/** Fills an empty database, in one transaction. */
export type Fill = (tx: Write, countOn: CountOn) => Promise<unknown>;

/**
 * Asked for what fills a database that is missing, before anything of it is made: throws where it can't be made.
 * Undefined where none is to be made.
 */
export type Prepare = (() => Fill) | undefined;

/** An open database of either kind. The store above it is the same for both. */
export interface OpenDatabase {
  /** What messages call it: its path, or its URL without user, password and parameters. */
  readonly place: string;
  /** What its meta row said when it was opened. */
  readonly meta: MetaTable;
  /** Finds damage that can be found quickly. Throws a `BackendError`. */
  checkIntegrity(): void;
  /** Called once nothing stands against using it: from here on it may be changed. */
  makeReady(): void;
  read<T>(work: (db: Read) => Promise<T>): Promise<T>;
  /** Waits for the write lock, and calls `work` again where the database has undone it for the sake of another. */
  write<T>(work: (db: Write) => Promise<T>): Promise<T>;
  /** Tables, each after those that it refers to, without the one about the database itself. */
  tables(db: Read): Promise<Table[]>;
  readonly countOn: CountOn;
  /** What a complete check finds wrong. */
  findDamage(): Promise<string[]>;
  close(): Promise<void>;
}

/** Orders tables so that rows can be inserted one table after the other. */
export function parentsFirst(tables: readonly Table[]): Table[] {
  const ordered = new Map<string, Table>();
  const visit = (table: Table): void => {
    if (ordered.has(table.name)) return;
    for (const parent of tables) {
      if (parent !== table && table.parents.includes(parent.name)) visit(parent);
    }
    ordered.set(table.name, table);
  };
  for (const table of tables) visit(table);
  return [...ordered.values()];
}
