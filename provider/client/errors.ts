import { ApiError, type ErrorCode } from "../../backend/api";
import { ExpectedError } from "../../ground/errors";

/**
 * The management backend can't be reached or used as it is: a missing file, a wrong key, a refused connection,
 * applications that come and go too fast to be listed.
 * It says nothing about the resources in it, so no caller may read it as "gone".
 */
export class BackendUnavailable extends ExpectedError {
  override readonly name = "BackendUnavailable";

  constructor(
    message: string,
    readonly reason: "missing" | "unusable" | "unsupported" | "busy",
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

/** Whether the backend refused with exactly one of these codes. */
export const hasCode = (error: unknown, ...codes: readonly ErrorCode[]): boolean =>
  error instanceof ApiError && codes.some((code) => error.code === code);
