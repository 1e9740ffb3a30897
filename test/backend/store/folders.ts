import { createHash } from "node:crypto";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { memory } from "../../memory";

/** A fresh folder per call, all removed after the tests of the file. */
export function temporaryFolders(): () => string {
  const folders: string[] = [];
  afterAll(() => {
    for (const folder of folders) rmSync(folder, { recursive: true, force: true });
  });
  return () => {
    const folder = mkdtempSync(join(memory, "store-"));
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
