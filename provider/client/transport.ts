import type { Action, RequestOf, ResponseOf } from "../../backend/api";

export interface CallOptions {
  /** Stops the call; what it has already caused stays. */
  readonly signal: AbortSignal;
  /**
   * Whether a backend that doesn't exist yet may be made for this call. Only a creation that holds no id of
   * anything older may say so: for everything else a missing backend is an error.
   */
  readonly mayCreateBackend: boolean;
}

/** On whose behalf a transport acts: the provider's, or a person's. */
export type TransportActor = "provider" | "console" | "cli" | "admin";

/** Carries one action to a management backend and brings its answer or its ApiError back. */
export interface Transport {
  /** Requests per second that the backend allows for one action; infinite in process. */
  readonly requestsPerSecond: number;
  /** Milliseconds between two looks at everything that is waited for; the poller's own unless told. */
  readonly pollEveryMs?: number | undefined;
  /** Milliseconds before a call is tried again that may succeed then, growing with each; 250 unless told. */
  readonly retryAfterMs?: number | undefined;
  call<A extends Action>(action: A, request: RequestOf<A>, options: CallOptions): Promise<ResponseOf<A>>;
  close(): Promise<void>;
}
