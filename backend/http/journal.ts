import type { Logger } from "pino";
import { ApiError } from "../api";
import type { Access, Witness } from "../service";
import type { BackendError } from "../store";
import type { Metrics } from "./metrics";

/** What is known of a request while it is being answered. */
export interface Trace {
  readonly requestId: string;
  /** An action, or a command of Chat's REST API: one that exists, as a label must not grow with what strangers send. */
  action?: string;
  /** The application that calls Chat's REST API. */
  sdkAppId?: number;
  access?: Access;
  /** Applications whose secrets are answered. */
  secretsOf?: readonly number[];
  /** Why secrets don't open. */
  unopened?: BackendError[];
}

/** Hands on to the journal what happens in the service. */
export const witnessOf = (trace: Trace): Witness => ({
  secretsRead: (sdkAppIds) => {
    trace.secretsOf = sdkAppIds;
  },
  unopened: (fault) => {
    trace.unopened = [...(trace.unopened ?? []), fault];
  },
});

/** How a request ended. */
interface Ending {
  /** An error code, or `OK`. */
  readonly code: string;
  readonly error?: unknown;
}

/** Counts and logs one request, whichever door it came through; returns what is to be called at its end. */
export function begin(
  trace: Trace,
  { metrics, log }: { metrics: Metrics; log: Logger },
): (ending: Ending) => void {
  const started = performance.now();
  metrics.begin();
  return ({ code, error }) => {
    const milliseconds = performance.now() - started;
    metrics.end(trace.action ?? "none", code, milliseconds / 1_000);
    const isOurs = trace.unopened !== undefined || (error && code.startsWith("Internal"));
    log[isOurs ? "error" : "info"]({
      requestId: trace.requestId,
      action: trace.action,
      sdkAppId: trace.sdkAppId,
      uin: trace.access?.uin,
      user: trace.access?.user ?? undefined,
      secretId: trace.access?.secretId,
      secretsOf: trace.secretsOf,
      code,
      ms: Math.round(milliseconds * 100) / 100,
      err: code === "InternalError" || code === "ServiceUnavailable" ? causeOf(error) : undefined,
      unopened: trace.unopened?.map(({ message }) => message),
    });
  };
}

const causeOf = (error: unknown): unknown =>
  error instanceof ApiError && error.cause !== undefined ? error.cause : error;
