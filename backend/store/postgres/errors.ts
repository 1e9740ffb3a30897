import { BackendError, type BackendErrorKind, ConstraintViolation, restoreAdvice, StoreBug } from "../errors";
import { systemCode } from "../file/system-errors";
import type { Address } from "./address";

interface Explanation {
  readonly kind: BackendErrorKind;
  readonly what: (place: string) => string;
  readonly why: string;
  readonly next: string;
}

const cantConnect = (place: string) => `The backend database ${place} can't be reached`;
const cantOpen = (place: string) => `The backend database ${place} can't be opened`;
const cantWrite = (place: string) => `The backend database ${place} can't be written`;
const cantGoOn = (place: string) => `The connection to the backend database ${place} is lost`;

const tryAgain =
  "Run again: what was not finished has been rolled back, and what was finished is found again";

const refused: Explanation = {
  kind: "refused",
  what: cantOpen,
  why: "the server refuses the user or the password, or a connection without TLS",
  next: "Check user and password (in the endpoint or PGPASSWORD), and add ?sslmode=verify-full where the server asks for TLS",
};
const lost: Explanation = {
  kind: "unreachable",
  what: cantGoOn,
  why: "the server or the network has ended it",
  next: tryAgain,
};
const notStarted: Explanation = {
  kind: "unreachable",
  what: cantConnect,
  why: "the server is starting, stopping or recovering",
  next: "Wait until it is up, then run again; nothing was changed",
};
const corrupt: Explanation = {
  kind: "corrupt",
  what: (place) => `The backend database ${place} is damaged`,
  why: "the server reports damaged pages or indices",
  next: restoreAdvice,
};
const contended: Explanation = {
  kind: "locked",
  what: (place) => `The backend database ${place} is locked`,
  why: "other writers were always first",
  next: "Run again when less is going on; nothing was changed",
};

/** Explanations by SQLSTATE (postgresql.org/docs/current/errcodes-appendix.html). */
const explanations = new Map<string, Explanation>([
  ["28000", refused],
  ["28P01", refused],
  [
    "3D000",
    {
      kind: "missing",
      what: (place) => `The backend database ${place} is missing`,
      why: "the server has no database of that name",
      next: "Check the endpoint, or have the database made: createdb --encoding=UTF8 …; its tables are made by the first `pulumi up`",
    },
  ],
  [
    "42501",
    {
      kind: "unreadable",
      what: (place) => `The backend database ${place} can't be used`,
      why: "its user lacks a permission",
      next: "Let the user own the tables and create tables in the schema: GRANT USAGE, CREATE ON SCHEMA … TO …",
    },
  ],
  [
    "25006",
    {
      kind: "read-only",
      what: cantWrite,
      why: "the server is a standby, or the database is set to read-only",
      next: "Name the primary server in the endpoint",
    },
  ],
  [
    "53100",
    {
      kind: "disk-full",
      what: cantWrite,
      why: "the server's disk is full",
      next: "Free some space there, then run again; what was not finished has been rolled back",
    },
  ],
  [
    "53300",
    {
      kind: "unreachable",
      what: cantConnect,
      why: "the server has no connection left",
      next: "Run fewer processes at once (each uses up to 5 connections), or raise max_connections; nothing was changed",
    },
  ],
  [
    "55P03",
    {
      kind: "locked",
      what: (place) => `The backend database ${place} is locked`,
      why: "another process has kept its write lock for too long",
      next: "Wait for that process to finish or end it, then run again; nothing was changed",
    },
  ],
  [
    "58030",
    {
      kind: "input-output",
      what: (place) => `The backend database ${place} can't be read or written`,
      why: "the server reports an input or output error",
      next: "Check the server's disk, then run again; what was not finished has been rolled back",
    },
  ],
  [
    "57014",
    {
      kind: "locked",
      what: (place) => `The backend database ${place} is too slow`,
      why: "a statement ran into its time limit",
      next: "Check the server's load, then run again; what was not finished has been rolled back",
    },
  ],
  ["25P03", lost],
  ["57P01", lost],
  ["57P02", lost],
  ["57P05", lost],
  ["57P03", notStarted],
  ["XX001", corrupt],
  ["XX002", corrupt],
  ["40001", contended],
  ["40P01", contended],
]);

/** Undone by the server for the sake of another transaction: it may succeed when it is done again. */
export const isConflict = (error: unknown): boolean =>
  error instanceof BackendError && ["40001", "40P01"].includes(systemCode(error.cause) ?? "");

/** What an error of a statement means to whoever uses the store. Judged by code, never by message. */
export function fromStatement(error: unknown, { place }: Address): Error {
  if (error instanceof BackendError || error instanceof StoreBug) return error;
  const state = sqlState(error);
  // Without a code of the server's it comes from the connection: parameters have been checked before.
  const explanation = state === undefined ? lost : explanationOf(state);
  if (explanation !== undefined) return explained(explanation, place, error);
  const detail = error instanceof Error ? error.message : String(error);
  if (state?.startsWith("23")) {
    return new ConstraintViolation(state === "23505" ? "unique" : "other", detail, { cause: error });
  }
  return new StoreBug(`${detail} (SQLSTATE ${state}, ${place})`, { cause: error });
}

const withoutTls =
  ". Beyond this machine it must show a certificate that this machine trusts (sslrootcert=<file> names a CA of your own); one without TLS, on a network that you trust, takes ?sslmode=disable";

/** What an error of connecting means to whoever uses the store. */
export function fromConnecting(error: unknown, address: Address): Error {
  if (error instanceof BackendError) return error;
  if (sqlState(error) !== undefined) return fromStatement(error, address);
  return explained(
    {
      kind: "unreachable",
      what: cantConnect,
      why: reasonOf(error),
      next: `Check host, port and TLS settings of the endpoint, and that the server runs and can be reached from here${address.isTlsAssumed ? withoutTls : ""}`,
    },
    address.place,
    error,
  );
}

const explanationOf = (state: string): Explanation | undefined =>
  explanations.get(state) ?? (state.startsWith("08") ? lost : undefined);

const explained = (explanation: Explanation, place: string, cause: unknown): BackendError =>
  new BackendError({ ...explanation, file: place, what: explanation.what(place) }, { cause });

/** Five characters, of which the driver's and the system's own codes have more or others. */
function sqlState(error: unknown): string | undefined {
  const code = systemCode(error);
  return code !== undefined && /^[0-9A-Z]{5}$/.test(code) && code !== "EPIPE" ? code : undefined;
}

function reasonOf(error: unknown): string {
  const code = systemCode(error);
  switch (code) {
    case "ECONNREFUSED":
      return "nothing listens at that host and port";
    case "ENOTFOUND":
    case "EAI_AGAIN":
      return "the host's name can't be resolved";
    case undefined:
      return error instanceof Error ? error.message : String(error);
    default:
      return `the system answers ${code}`;
  }
}
