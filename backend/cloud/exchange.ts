import { ExponentialBackoff, handleType, retry } from "cockatiel";
import { certificateRefusal } from "../../ground/http/certificate-refusal";
import { codeOf, isPassing } from "../../ground/http/failures";
import { type Route, routeTo } from "../../ground/http/proxy";
import { RateLimit } from "../../ground/rate-limit";
import { remembered } from "../../ground/remembered";
import { CloudUnanswered, CloudUnavailable, Passing } from "./errors";

/** One request. Its path and headers hold signatures, so that no message repeats them. */
export interface CloudRequest {
  /** With the query. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export interface Call<Answer> {
  readonly endpoint: URL;
  /** For messages: "account_check". */
  readonly what: string;
  /** What shares a limit of calls per second. */
  readonly limit: { readonly name: string; readonly perSecond: number };
  /** Makes and signs the request; each try has one of its own. */
  readonly request: () => CloudRequest;
  /** Reads an answer's JSON; throws Passing for one after which the call is made again. */
  readonly read: (json: unknown) => Answer | undefined;
  /** Whether the call may do its work once alone: it is made again only where it surely did none. */
  readonly isOnce?: boolean;
}

export interface ExchangeOptions {
  /** Where the proxy is looked up. */
  readonly environment: NodeJS.ProcessEnv;
  /** Milliseconds before the second try, growing with each, with jitter; 250 unless given. */
  readonly retryAfterMs?: number;
}

/** Tries after the first. */
const retries = 3;
const limits = { connections: 16, answerWithin: 10_000, connectWithin: 5_000 };

/**
 * Calls to hosts of Tencent Cloud over connections that are kept. Each may be repeated, a look or a change that is the same
 * when made twice, unless it says that it may not be.
 */
export class Exchange {
  readonly #routes = new Map<string, Route>();
  readonly #limits = remembered((perSecond: number) => new RateLimit(perSecond));
  readonly #retry;

  constructor(private readonly options: ExchangeOptions) {
    this.#retry = retry(handleType(Passing), {
      maxAttempts: retries,
      backoff: new ExponentialBackoff({ initialDelay: options.retryAfterMs ?? 250, maxDelay: 5_000 }),
    });
  }

  /**
   * @throws CloudUnavailable where no answer comes, or one in another form.
   * @throws CloudUnanswered where that is so of a call that may be made once, and it may have done its work.
   * @throws signal's reason when it aborts.
   */
  async call<Answer>(call: Call<Answer>, signal: AbortSignal): Promise<Answer> {
    const { endpoint, what, limit, request, read, isOnce = false } = call;
    try {
      return await this.#retry.execute(async () => {
        await this.#limits(limit.perSecond).turn(limit.name, signal);
        const sent = this.#send(endpoint, request(), signal);
        const answer = read(parsed(await (isOnce ? sent.catch(once(what, signal)) : sent)));
        if (answer !== undefined) return answer;
        if (isOnce) throw unanswered(what, "an answer that isn't in Tencent's form");
        throw new CloudUnavailable(
          `what ${endpoint.host} answers to ${what} isn't in Tencent's form: something else stands there, such as a proxy's page`,
        );
      }, signal);
    } catch (error) {
      signal.throwIfAborted();
      if (!(error instanceof Passing)) throw error;
      throw new CloudUnavailable(
        `${endpoint.host} gives no answer to ${what} (${error.message}): check that this machine can reach it, and run again`,
        error.isRate,
      );
    }
  }

  async close(): Promise<void> {
    await Promise.all([...this.#routes.values()].map(({ dispatcher }) => dispatcher.close()));
  }

  #routeTo(endpoint: URL): Route {
    const known = this.#routes.get(endpoint.origin);
    if (known) return known;
    const route = routeTo(endpoint, limits, this.options.environment);
    this.#routes.set(endpoint.origin, route);
    return route;
  }

  async #send(endpoint: URL, { path, headers, body }: CloudRequest, signal: AbortSignal): Promise<string> {
    const { dispatcher } = this.#routeTo(endpoint);
    try {
      const { origin } = endpoint;
      const answer = await dispatcher.request({ origin, method: "POST", path, headers, body, signal });
      const text = await answer.body.text();
      if (answer.statusCode === 200) return text;
      throw refusedWith(answer.statusCode, endpoint.host);
    } catch (error) {
      signal.throwIfAborted();
      if (error instanceof CloudUnavailable || error instanceof Passing) throw error;
      throw failed(codeOf(error), endpoint.host);
    }
  }
}

/** Failures of a connection that was never made. */
const unsent = /ECONNREFUSED|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|UND_ERR_CONNECT_TIMEOUT|HTTP 429/;

const unanswered = (what: string, why: string): CloudUnanswered =>
  new CloudUnanswered(`${what} has no answer (${why}), and may have been carried out`);

/** What is to be thrown where a call that may be made once failed. */
const once =
  (what: string, signal: AbortSignal) =>
  (error: unknown): never => {
    signal.throwIfAborted();
    if (!(error instanceof Passing) || unsent.test(error.message)) throw error;
    throw unanswered(what, error.message);
  };

const refusedWith = (status: number, host: string): Error =>
  status === 429 || status >= 500
    ? new Passing(`HTTP ${status}`)
    : new CloudUnavailable(
        `${host} answers with HTTP ${status}, as Tencent doesn't: check the proxy before it, and the endpoint where the environment names one`,
      );

/** The error itself is left out: its texts may repeat a URL. */
function failed(code = "no code", host: string): Error {
  if (isPassing(code)) return new Passing(code);
  const refusal = certificateRefusal(code);
  return new CloudUnavailable(
    refusal === undefined
      ? `${host} can't be reached (${code}): check this machine's network, name server and proxy`
      : `the certificate of ${host} is refused (${code}): ${refusal}`,
  );
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
