import { ApiError, type ErrorCode } from "../api";
import type { CallContext } from "../service";
import { BackendError, type Location, type OpenOptions } from "../store";

/** Variables of single accounts for their calls to Tencent Cloud, on top of the thread's own; undefined takes one away. */
export type CloudOfAccounts = Readonly<Record<string, Readonly<Record<string, string | undefined>>>>;

/** What a thread is started with. */
export type Start = Location & Pick<OpenOptions, "environment"> & { readonly cloud?: CloudOfAccounts };

/** What it says first: whether the database could be opened. */
export type Started = { readonly failure?: Failure };

/** Ends the thread, when all that it was asked has been answered. */
export const end = "end";

/** An action that the thread is to answer. */
export interface Question {
  readonly id: number;
  readonly action: string;
  readonly request: unknown;
  /** The witness stays: what it would be told comes with the answer. */
  readonly context: Omit<CallContext, "witness">;
}

/** What the thread has to say of a question. */
export type Answer = {
  readonly id: number;
  /** Applications whose secrets the answer holds. */
  readonly secretsOf: readonly number[];
  /** Why secrets don't open. */
  readonly unopened: readonly BackendParts[];
} & ({ readonly text: string } | { readonly failure: Failure });

type BackendParts = ConstructorParameters<typeof BackendError>[0];

/** An error as it passes between threads, which keep no classes. */
export type Failure =
  | {
      readonly kind: "api";
      readonly code: ErrorCode;
      readonly message: string;
      readonly parameter: string | undefined;
      readonly requestId: string | undefined;
      readonly others: readonly Failure[];
      readonly cause: Error | undefined;
    }
  | { readonly kind: "backend"; readonly parts: BackendParts }
  | { readonly kind: "other"; readonly error: Error };

export function failureOf(error: unknown): Failure {
  if (error instanceof ApiError) {
    const { code, message, parameter, requestId, others, cause } = error;
    return {
      kind: "api",
      ...{ code, message, parameter, requestId },
      others: others.map(failureOf),
      cause: cause === undefined ? undefined : asError(cause),
    };
  }
  if (error instanceof BackendError) return { kind: "backend", parts: partsOf(error) };
  return { kind: "other", error: asError(error) };
}

/** What a BackendError is made of again. */
export const partsOf = ({ kind, file, what, why, next }: BackendError): BackendParts => ({
  kind,
  file,
  what,
  why,
  next,
});

export function errorOf(failure: Failure): Error {
  switch (failure.kind) {
    case "api":
      return apiErrorOf(failure);
    case "backend":
      return new BackendError(failure.parts);
    case "other":
      return failure.error;
  }
}

function apiErrorOf(failure: Extract<Failure, { kind: "api" }>): ApiError {
  const { code, message, parameter, requestId, others, cause } = failure;
  const error = new ApiError(code, message, parameter, cause && { cause });
  error.requestId = requestId;
  error.others = others.flatMap((other) => (other.kind === "api" ? apiErrorOf(other) : []));
  return error;
}

/** As much of an error as passes to another thread whatever hangs on it: its words and its stack. */
function asError(thrown: unknown): Error {
  if (!(thrown instanceof Error)) return new Error(String(thrown));
  const plain = new Error(thrown.message);
  plain.stack = thrown.stack;
  return plain;
}
