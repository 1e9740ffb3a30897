/** An error that the user or the backend at the other end causes: its words are enough, and a stack would be noise. */
export abstract class ExpectedError extends Error {
  /** The error for people, with what finds it again. */
  get inWords(): string {
    return this.message;
  }
}

/** An error that carries another one, which decides whether it was to be expected. */
export abstract class Wrapper extends Error {}

/** The user's own: what is wrong, where, and what to do next. It is shown without a stack. */
export class UserError extends ExpectedError {
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

/** Whether the cause lies with the user or the backend, so that a stack would only be noise. */
export const isExpected = (error: unknown): boolean =>
  error instanceof ExpectedError || (error instanceof Wrapper && isExpected(error.cause));

/** An error in words: code and RequestId kept for whoever must find the request again. */
export function explain(error: unknown): string {
  if (error instanceof ExpectedError) return error.inWords;
  return error instanceof Error ? error.message : String(error);
}
