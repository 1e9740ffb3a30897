import { ApiError } from "../../backend/api";
import type { Bag } from "../../ground/bag";
import { BackendUnavailable } from "../client/errors";

/** The user's own: what is wrong, where, and what to do next. It is shown without a stack. */
export class UserError extends Error {
  override readonly name = "UserError";
}

/** An operation that ends before it is done: its time has passed, or the run was cancelled. */
export class CutOff extends UserError {
  /** @param outlook what is now, and what the person may do */
  constructor(
    readonly why: string,
    outlook = "nothing is lost, the same command goes on from here",
  ) {
    super(`${why}; ${outlook}`);
  }
}

/** A creation or update that got as far as an id: the engine keeps the id and everything known. */
export class HalfMade extends Error {
  override readonly name = "HalfMade";

  constructor(
    readonly id: string,
    readonly state: Bag,
    override readonly cause: unknown,
  ) {
    super(explain(cause));
  }
}

/** Whether the cause lies with the user or the backend, so that a stack would only be noise. */
export const isExpected = (error: unknown): boolean =>
  error instanceof UserError ||
  error instanceof ApiError ||
  error instanceof BackendUnavailable ||
  (error instanceof HalfMade && isExpected(error.cause));

/** An error in words: code and RequestId kept for whoever must find the request again. */
export function explain(error: unknown): string {
  if (error instanceof ApiError) {
    const request = error.requestId ? `, RequestId ${error.requestId}` : "";
    const parameter = error.parameter ? `${error.parameter}: ` : "";
    return `${parameter}${error.message} (${error.code}${request})`;
  }
  return error instanceof Error ? error.message : String(error);
}

/** Runs `work` and puts what was being done in front of whatever goes wrong: "deleting Application 1400000001: …". */
export async function during<T>(doing: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof HalfMade) {
      throw new HalfMade(error.id, error.state, inContext(doing, error.cause));
    }
    throw inContext(doing, error);
  }
}

function inContext(doing: string, error: unknown): unknown {
  if (!isExpected(error)) return error;
  return new UserError(`${doing}: ${explain(error)}`, { cause: error });
}
