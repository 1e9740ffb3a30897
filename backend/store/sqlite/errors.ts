import { BackendError, type BackendErrorKind, ConstraintViolation, restoreAdvice, StoreBug } from "../errors";

/** Primary result codes of SQLite (sqlite.org/rescode.html). */
const primary = {
  perm: 3,
  busy: 5,
  readOnly: 8,
  ioError: 10,
  corrupt: 11,
  full: 13,
  cantOpen: 14,
  protocol: 15,
  constraint: 19,
  notADatabase: 26,
} as const;

/** Extended codes: a primary code in the low byte, the detail above it. */
const uniqueConstraints: readonly number[] = [1555, 2067, 2579];
const ioErrorGrowingSharedMemory = 4874;

/** Codes that say in other words what another code says. */
const synonyms = new Map<number, number>([
  [ioErrorGrowingSharedMemory, primary.full],
  [primary.protocol, primary.busy],
]);

/** SQLite's extended result code. Native errors of another realm are no `Error` here, so it is read by shape. */
export function sqliteCode(error: unknown): number | undefined {
  if (typeof error !== "object" || error === null || !("errcode" in error)) return undefined;
  return typeof error.errcode === "number" ? error.errcode : undefined;
}

/** Whether another connection held a lock that this one needed. */
export const isLocked = (error: unknown): boolean => error instanceof BackendError && error.kind === "locked";

interface Explanation {
  readonly kind: BackendErrorKind;
  readonly what: (file: string) => string;
  readonly why: string;
  readonly next: string;
}

const explanations = new Map<number, Explanation>([
  [
    primary.perm,
    {
      kind: "unreadable",
      what: (file) => `The backend database ${file} can't be opened`,
      why: "this user lacks the permission",
      next: "Give this user the right to read and write the file and its folder",
    },
  ],
  [
    primary.cantOpen,
    {
      kind: "unreadable",
      what: (file) => `The backend database ${file} can't be opened`,
      why: "it, or the -wal and -shm files beside it, can't be read or made",
      next: "Give this user the right to read and write the file and its folder",
    },
  ],
  [
    primary.readOnly,
    {
      kind: "read-only",
      what: (file) => `The backend database ${file} can't be written`,
      why: "the file, its folder or the file system is read-only",
      next: "Make the file and its folder writable for this user, or name a database elsewhere",
    },
  ],
  [
    primary.busy,
    {
      kind: "locked",
      what: (file) => `The backend database ${file} is locked`,
      why: "another process is using it",
      next: "Wait for that process to finish or end it, then run again; nothing was changed",
    },
  ],
  [
    primary.corrupt,
    {
      kind: "corrupt",
      what: (file) => `The backend database ${file} is damaged`,
      why: "its pages contradict each other",
      next: restoreAdvice,
    },
  ],
  [
    primary.notADatabase,
    {
      kind: "not-a-database",
      what: (file) => `The file ${file} can't be used as the backend database`,
      why: "it is not a SQLite database",
      next: "Name another file, or restore the database from a backup",
    },
  ],
  [
    primary.full,
    {
      kind: "disk-full",
      what: (file) => `The backend database ${file} can't be written`,
      why: "the disk is full",
      next: "Free some space, then run again; what was not finished has been rolled back",
    },
  ],
  [
    primary.ioError,
    {
      kind: "input-output",
      what: (file) => `The backend database ${file} can't be read or written`,
      why: "the operating system reports an input or output error",
      next: "Check the disk and the mount that hold it, then run again; what was not finished has been rolled back",
    },
  ],
]);

/** What a SQLite error means to whoever uses the store. Judged by code, never by message. */
export function fromSqlite(error: unknown, file: string): Error {
  const code = sqliteCode(error);
  const detail = messageOf(error);
  if (code === undefined) return new StoreBug(`${detail} (${file})`, { cause: error });
  if ((code & 0xff) === primary.constraint) {
    return new ConstraintViolation(uniqueConstraints.includes(code) ? "unique" : "other", detail, {
      cause: error,
    });
  }
  const explanation = explanations.get(synonyms.get(code) ?? code & 0xff);
  if (explanation === undefined)
    return new StoreBug(`${detail} (SQLite code ${code}, ${file})`, { cause: error });
  return new BackendError({ ...explanation, file, what: explanation.what(file) }, { cause: error });
}

const messageOf = (error: unknown): string =>
  typeof error === "object" && error !== null && "message" in error ? String(error.message) : String(error);
