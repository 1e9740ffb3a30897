import { ExponentialBackoff, handleWhen, type IPolicy, retry } from "cockatiel";
import { ApiError } from "../../backend/api";

/** Tries after the first one: with the pauses between them 11 to 23 seconds in all. */
const maxAttempts = 7;

const retryable = [
  "RequestLimitExceeded",
  "InternalError",
  "ServiceUnavailable",
  "ResourceUnavailable",
  "FailedOperation.ResourceTagProcessing",
];

/**
 * Whether trying again may help (docs/rules.md, section 6). `LimitExceeded` is a quota and never passes by itself;
 * `RequestLimitExceeded` is a rate and does.
 */
export const isRetryable = (error: unknown): boolean =>
  error instanceof ApiError &&
  retryable.some((code) => error.code === code || error.code.startsWith(`${code}.`));

/** Tries a call again where that may help. @param initialDelay milliseconds before the second try; each pause is longer */
export const retries = (initialDelay = 250): IPolicy =>
  retry(handleWhen(isRetryable), {
    maxAttempts,
    backoff: new ExponentialBackoff({ initialDelay, maxDelay: 20_000 }),
  });
