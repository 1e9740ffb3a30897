import { randomUUID } from "node:crypto";
import { closeSync, fsyncSync, linkSync, openSync, readdirSync, rmSync, statSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { BackendError } from "./errors";
import { systemCode } from "./system-errors";

/** A file under construction, beside the one that it is to become. */
export const draftOf = (file: string): string => `${file}.${randomUUID()}.new`;

/**
 * Gives a finished draft its name, unless another process was first. A name appears with its whole content or
 * not at all, whenever the process is killed; `rename` would do that too, but would replace the other's file.
 */
export function publish(draft: string, file: string): void {
  sync(draft);
  try {
    linkSync(draft, file);
  } catch (error) {
    if (systemCode(error) !== "EEXIST") throw withoutLinks(error, file);
  }
  rmSync(draft);
  sync(dirname(file));
}

/** With what SQLite may have left beside it. */
export function removeDraft(draft: string): void {
  for (const suffix of ["", "-wal", "-shm", "-journal"]) rmSync(`${draft}${suffix}`, { force: true });
}

/** Milliseconds: no creation takes so long, so what is older was left by one that was killed. */
const abandonedAfter = 60 * 60 * 1000;
const draftForm = /\.[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\.new(-wal|-shm|-journal)?$/;

/** Clears away what killed creations of `file` and its key have left. */
export function removeAbandonedDrafts(file: string): void {
  const folder = dirname(file);
  for (const name of readdirSync(folder)) {
    if (!name.startsWith(`${basename(file)}.`) || !draftForm.test(name)) continue;
    const path = join(folder, name);
    // The age is the file system's matter, hence its clock and not the backend's.
    const modified = statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? Date.now();
    if (Date.now() - modified > abandonedAfter) rmSync(path, { force: true });
  }
}

/** Content, or a folder's names, survive a power cut only once they are synced. */
function sync(path: string): void {
  // Windows can't open a folder, and keeps its names without that.
  if (process.platform === "win32") return;
  const descriptor = openSync(path, "r");
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

const unsupported = ["EPERM", "ENOTSUP", "EOPNOTSUPP", "ENOSYS"];

const withoutLinks = (cause: unknown, file: string): unknown =>
  unsupported.includes(systemCode(cause) ?? "")
    ? new BackendError(
        {
          kind: "invalid-location",
          file,
          what: `${file} can't be created`,
          why: "its file system has no hard links, with which a file is put in place safely",
          next: "Name a database on a local disk",
        },
        { cause },
      )
    : cause;
