import type { IPolicy } from "cockatiel";
import type { Action, RequestOf, ResponseOf } from "../../backend/api";
import { RateLimit } from "../../ground/rate-limit";
import { isRetryable, retries } from "./retries";
import { unlessAborted, whenAborted } from "./signals";
import type { Transport } from "./transport";

interface SendOptions {
  /** Ends the call with its reason, with `run` at the latest; one that answers with a claim doesn't end while it is under way. */
  readonly signal: AbortSignal;
  /** Ends every call of the run. */
  readonly run: AbortSignal;
  readonly mayCreateBackend: boolean;
}

/** Typed actions over one transport: retried by class of error, within the rate. */
export class Calls {
  readonly #rate: RateLimit;
  readonly #retry: IPolicy;

  constructor(private readonly transport: Transport) {
    this.#rate = new RateLimit(transport.requestsPerSecond);
    this.#retry = retries(transport.retryAfterMs);
  }

  send<A extends Action>(
    action: A,
    request: RequestOf<A>,
    { signal, run, mayCreateBackend }: SendOptions,
  ): Promise<ResponseOf<A>> {
    const isHeardOut = action.answersWith === "claim";
    const onceSent = isHeardOut ? run : signal;
    let isUnderWay = false;
    const answer = this.#retry.execute(async () => {
      await unlessAborted(this.#rate.turn(`${action.service}:${action.name}`, signal), signal);
      signal.throwIfAborted();
      isUnderWay = true;
      try {
        return await this.transport.call(action, request, { signal: onceSent, mayCreateBackend });
      } catch (error) {
        // Nothing came of it that a pause and another try would have to bring home.
        if (isRetryable(error)) signal.throwIfAborted();
        throw error;
      } finally {
        isUnderWay = false;
      }
    }, signal);
    if (!isHeardOut) return unlessAborted(answer, signal);
    const ends = new AbortController();
    const end = () => {
      if (!isUnderWay) ends.abort(signal.reason);
    };
    const callOff = [whenAborted(signal, end), whenAborted(run, () => ends.abort(run.reason))];
    return unlessAborted(answer, ends.signal).finally(() => {
      for (const off of callOff) off();
    });
  }
}
