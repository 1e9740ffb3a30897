import { createHash } from "node:crypto";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** In memory where that can be had: hundreds of databases are made, each of which waits for the disk. */
const base = existsSync("/dev/shm") ? "/dev/shm" : tmpdir();

/** A fresh folder per call, all removed after the tests of the file. */
export function temporaryFolders(): () => string {
  const folders: string[] = [];
  afterAll(() => {
    for (const folder of folders) rmSync(folder, { recursive: true, force: true });
  });
  return () => {
    const folder = mkdtempSync(join(base, "store-"));
    folders.push(folder);
    return folder;
  };
}

export const digest = (file: string): string => createHash("sha256").update(readFileSync(file)).digest("hex");

/** Sorted, without SQLite's own files: they may go a moment after a database is closed. */
export const namesIn = (folder: string): string[] =>
  readdirSync(folder)
    .filter((name) => !/-(wal|shm)$/.test(name))
    .sort();
