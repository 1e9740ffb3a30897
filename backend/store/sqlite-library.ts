import { StoreBug } from "./errors";

/** What a SQLite statement takes and gives. */
export type SqlValue = string | number | bigint | Uint8Array | null;

/** The part of `node:sqlite` used here; `@photostructure/sqlite` has the same interface. */
export interface NativeStatement {
  columns(): readonly unknown[];
  all(...values: SqlValue[]): unknown[];
  run(...values: SqlValue[]): { changes: number | bigint };
}

export interface NativeDatabase {
  readonly isOpen: boolean;
  readonly isTransaction: boolean;
  prepare(sql: string): NativeStatement;
  close(): void;
}

export interface SqliteLibrary {
  readonly DatabaseSync: new (location: string) => NativeDatabase;
}

export type SqliteLibraryName = "node:sqlite" | "@photostructure/sqlite";

/** `node:sqlite` once it is stable; before that it is missing (20) or prints a warning (22). */
export function preferredLibrary(nodeVersion = process.versions.node): SqliteLibraryName {
  return Number.parseInt(nodeVersion, 10) >= 24 ? "node:sqlite" : "@photostructure/sqlite";
}

export function loadLibrary(name: SqliteLibraryName = preferredLibrary()): SqliteLibrary {
  try {
    const library: SqliteLibrary =
      name === "node:sqlite" ? require("node:sqlite") : require("@photostructure/sqlite");
    return library;
  } catch (cause) {
    throw new StoreBug(`${name} can't be loaded on Node ${process.versions.node}`, { cause });
  }
}
