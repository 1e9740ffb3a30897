import type { IPolicy } from "cockatiel";
import type { Action, RequestOf, ResponseOf } from "../../backend/api";
import { RateLimit } from "../../ground/rate-limit";
import { retries } from "./retries";
import { unlessAborted } from "./signals";
import type { Transport } from "./transport";

interface SendOptions {
  /** Ends the call with its reason; one that answers with a claim ends so only until it has been sent. */
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
    const onceSent = action.answersWith === "claim" ? run : signal;
    const answer = this.#retry.execute(async () => {
      await unlessAborted(this.#rate.turn(`${action.service}:${action.name}`, signal), signal);
      signal.throwIfAborted();
      return this.transport.call(action, request, { signal: onceSent, mayCreateBackend });
    }, signal);
    return unlessAborted(answer, onceSent);
  }
}
