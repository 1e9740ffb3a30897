import { randomUUID } from "node:crypto";
import { closeSync, fsyncSync, linkSync, openSync, readdirSync, rmSync, statSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { BackendError } from "../errors";
import { systemCode } from "./system-errors";

/** A file under construction, beside the one that it is to become. */
export const draftOf = (file: string): string => `${file}.${randomUUID()}.new`;

/**
 * Gives a finished draft its name, unless another process was first: then it answers false. A name appears with its whole content or
 * not at all, whenever the process is killed; `rename` would do that too, but would replace the other's file.
 */
export function publish(draft: string, file: string): boolean {
  sync(draft);
  let isFirst = true;
  try {
    linkSync(draft, file);
  } catch (error) {
    if (systemCode(error) !== "EEXIST") throw withoutLinks(error, file);
    isFirst = false;
  }
  // Another process may have removed the second name already, see `removeSecondNames`.
  rmSync(draft, { force: true });
  sync(dirname(file));
  return isFirst;
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
  for (const path of draftsOf(file)) {
    // The age is the file system's matter, hence its clock and not the backend's.
    const modified = statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? Date.now();
    if (Date.now() - modified > abandonedAfter) rmSync(path, { force: true });
  }
}

/**
 * Takes away the second name that a finished file keeps when its creation is killed just after the link: a live
 * database must have one name only, and a key none that nobody knows of.
 */
export function removeSecondNames(file: string): void {
  try {
    for (const draft of draftsOf(file)) {
      if (isSameFile(draft, draft.replace(draftForm, ""))) rmSync(draft, { force: true });
    }
  } catch {
    // Nothing depends on it, and what keeps this user from it may be no hindrance to using the database.
  }
}

function isSameFile(one: string, other: string): boolean {
  const [first, second] = [one, other].map((path) => statSync(path, { bigint: true, throwIfNoEntry: false }));
  return first !== undefined && first.ino === second?.ino && first.dev === second.dev;
}

const draftsOf = (file: string): string[] =>
  readdirSync(dirname(file))
    .filter((name) => name.startsWith(`${basename(file)}.`) && draftForm.test(name))
    .map((name) => join(dirname(file), name));

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
