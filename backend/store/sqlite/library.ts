import { pathToFileURL } from "node:url";
import { StoreBug } from "../errors";
import type { NativeDatabase } from "./native";
import { PhotostructureDatabase } from "./photostructure";

interface SqliteLibrary {
  readonly DatabaseSync: new (location: string) => NativeDatabase;
}

export type SqliteLibraryName = "node:sqlite" | "@photostructure/sqlite";

/** The first SQLite whose write-ahead log survives a writer and a checkpoint at the same moment (sqlite.org/wal.html). */
const soundSqlite = [3, 51, 3];

/**
 * `node:sqlite` where it is stable and its SQLite sound; Node 20 has none and Node 22 prints a warning.
 * `@photostructure/sqlite` has the same interface and brings its own SQLite.
 */
export function preferredLibrary(
  versions: { node: string; sqlite?: string } = process.versions,
): SqliteLibraryName {
  const builtIn = atLeast(versions.node, [24]) && atLeast(versions.sqlite ?? "0", soundSqlite);
  return builtIn ? "node:sqlite" : "@photostructure/sqlite";
}

/** Opens a file; makes it where it is missing, if asked to. */
export function openNative(file: string, create: boolean, library = preferredLibrary()): NativeDatabase {
  const { DatabaseSync } = load(library);
  const database = new DatabaseSync(`${pathToFileURL(file).href}?mode=${create ? "rwc" : "rw"}`);
  return library === "node:sqlite" ? database : new PhotostructureDatabase(database);
}

function load(name: SqliteLibraryName): SqliteLibrary {
  try {
    // Loaded when it is known which: the other one may not exist on this Node.
    const library: SqliteLibrary =
      name === "node:sqlite" ? require("node:sqlite") : require("@photostructure/sqlite");
    return library;
  } catch (cause) {
    throw new StoreBug(`${name} can't be loaded on Node ${process.versions.node}`, { cause });
  }
}

function atLeast(version: string, floor: readonly number[]): boolean {
  const parts = version.split(".").map(Number);
  for (const [index, wanted] of floor.entries()) {
    const part = parts[index] ?? 0;
    if (part !== wanted) return part > wanted;
  }
  return true;
}
