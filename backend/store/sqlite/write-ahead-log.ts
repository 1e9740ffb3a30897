import { BackendError } from "../errors";
import type { Connection } from "./connection";

/** Bytes that the write-ahead log keeps on disk after a burst. */
const logLimit = 4 * 1024 * 1024;

/** Readers and a writer at the same time need the write-ahead log, and that needs a file system with shared memory. */
export function useLog(connection: Connection): void {
  const mode = connection.value("pragma journal_mode = wal");
  connection.execute(`pragma journal_size_limit = ${logLimit}`);
  if (mode === "wal") return;
  throw new BackendError({
    kind: "invalid-location",
    file: connection.file,
    what: `The backend database ${connection.file} can't be used by several processes`,
    why: "its file system offers no shared memory for a write-ahead log",
    next: "Name a database on a local disk",
  });
}
