import { accessSync, constants, type Stats, statSync } from "node:fs";
import { isAbsolute } from "node:path";
import { BackendError, StoreBug } from "../errors";
import { fromSystem, systemCode } from "../file/system-errors";

/** Whether a database may stand at `file`. Touches nothing; throws where something else stands there. */
export function locate(file: string): "absent" | "present" {
  if (!isAbsolute(file)) throw new StoreBug(`the database path "${file}" is not absolute`);
  if (file.includes("\0")) throw refused("invalid-location", file, "the path holds a NUL character");
  // Before the database itself: another process that is creating it makes the log after the database.
  const log = statsOf(`${file}-wal`, file);
  const stats = statsOf(file, file);
  if (stats === undefined) {
    // An empty log belongs to nobody: whoever closed the database last may leave it.
    if (log !== undefined && log.size > 0) throw withoutDatabase(file);
    return "absent";
  }
  if (stats.isDirectory()) throw refused("invalid-location", file, "it is a folder");
  if (!stats.isFile()) throw refused("invalid-location", file, "it is not a plain file");
  if (stats.size === 0) throw refused("not-a-database", file, "it is empty");
  requireAccess(file, constants.R_OK, "unreadable");
  requireAccess(file, constants.W_OK, "read-only");
  return "present";
}

export const missing = (file: string): BackendError =>
  new BackendError({
    kind: "missing",
    file,
    what: `The backend database ${file} is missing`,
    why: "there is no such file",
    next: "Check the endpoint and the folder, or restore the file from a backup; a new one would not know your applications",
  });

/** The file opened must stay the file named: else writes would go to a file that nobody can find again. */
export function watchFile(file: string): () => void {
  const opened = statSync(file, { bigint: true });
  return () => {
    const now = statSync(file, { bigint: true, throwIfNoEntry: false });
    if (now !== undefined && now.ino === opened.ino && now.dev === opened.dev) return;
    throw new BackendError({
      kind: "moved",
      file,
      what: `The backend database ${file} can't be used any more`,
      why: `it was ${now === undefined ? "removed" : "replaced by another file"} while it was in use`,
      next: "Put the file back, then run again; what was done before that moment is in the removed file",
    });
  };
}

function statsOf(path: string, file: string): Stats | undefined {
  try {
    return statSync(path);
  } catch (error) {
    if (systemCode(error) === "ENOENT") return undefined;
    throw fromSystem(error, file, `The backend database ${file} can't be opened`);
  }
}

function requireAccess(file: string, right: number, kind: "unreadable" | "read-only"): void {
  try {
    accessSync(file, right);
  } catch (cause) {
    const what = `The backend database ${file} can't be opened`;
    if (systemCode(cause) === "EROFS") throw fromSystem(cause, file, what);
    throw new BackendError(
      {
        kind,
        file,
        what,
        why: `this user may not ${kind === "unreadable" ? "read" : "write"} it`,
        next: "Give this user the right to read and write the file and its folder",
      },
      { cause },
    );
  }
}

const refused = (kind: "invalid-location" | "not-a-database", file: string, why: string): BackendError =>
  new BackendError({
    kind,
    file,
    what: `The path ${file} can't be used as the backend database`,
    why,
    next: "Name another file, or restore the database from a backup",
  });

const withoutDatabase = (file: string): BackendError =>
  new BackendError({
    kind: "moved",
    file,
    what: `The backend database ${file} is missing`,
    why: `its write-ahead log ${file}-wal is there, so the database was moved away while it was in use`,
    next: "Put the database back beside its log, or move the log away as well to begin with an empty backend",
  });
