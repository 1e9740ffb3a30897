/** Why a database can't be opened or used; stable, for programs to switch on. */
export type BackendErrorKind =
  | "missing"
  | "moved"
  | "invalid-location"
  | "unreachable"
  | "refused"
  | "unreadable"
  | "read-only"
  | "not-a-database"
  | "corrupt"
  | "other-database"
  | "newer"
  | "locked"
  | "disk-full"
  | "input-output"
  | "key-missing"
  | "key-wrong"
  | "key-unreadable"
  | "sealed-value";

interface Parts {
  readonly kind: BackendErrorKind;
  /** What the user has to look at: the database (a path, or a URL without its password) or where its key is. */
  readonly file: string;
  readonly what: string;
  readonly why: string;
  readonly next: string;
}

/** A condition that the user can do something about. The message says what, why and what to do next. */
export class BackendError extends Error {
  override readonly name = "BackendError";
  readonly kind: BackendErrorKind;
  readonly file: string;
  readonly what: string;
  readonly why: string;
  readonly next: string;

  constructor(parts: Parts, options?: ErrorOptions) {
    super(`${parts.what}: ${parts.why}. ${parts.next}.`, options);
    this.kind = parts.kind;
    this.file = parts.file;
    this.what = parts.what;
    this.why = parts.why;
    this.next = parts.next;
  }
}

/** Whether a database could not be written because it, or the transaction, may only be read. */
export const isReadOnly = (error: unknown): boolean =>
  error instanceof BackendError && error.kind === "read-only";

/** What to do about a database that can't be repaired. */
export const restoreAdvice =
  "Restore it from a backup; moving it away starts an empty backend that knows none of your applications";

/** A mistake of ours: nothing that the user did or could do. */
export class StoreBug extends Error {
  override readonly name = "StoreBug";

  constructor(what: string, options?: ErrorOptions) {
    super(`Internal error in the backend store (please report it): ${what}`, options);
  }
}

/** A write that the tables refuse. Handlers ask before they write, so that it is a mistake of ours. */
export class ConstraintViolation extends Error {
  override readonly name = "ConstraintViolation";
  readonly constraint: "unique" | "other";

  constructor(constraint: "unique" | "other", detail: string, options?: ErrorOptions) {
    super(`Internal error in the backend store (please report it): ${detail}`, options);
    this.constraint = constraint;
  }
}
