import { randomUUID } from "node:crypto";
import { ExponentialBackoff, handleType, retry } from "cockatiel";
import {
  type Action,
  millisecondsHeader,
  printAuthorization,
  type RequestOf,
  type ResponseOf,
  type Tc3Request,
  tc3Date,
  tc3Signature,
} from "../../../backend/api";
import { certificateRefusal } from "../../../ground/http/certificate-refusal";
import { codeOf, isPassing } from "../../../ground/http/failures";
import { type Route, routeTo } from "../../../ground/http/proxy";
import { BackendUnavailable } from "../errors";
import type { CallOptions, Transport, TransportActor } from "../transport";
import { answerOf } from "./answer";

/** A key pair; temporary ones of STS come with a token. */
export interface Credentials {
  readonly secretId: string;
  readonly secretKey: string;
  readonly token?: string | undefined;
}

export interface HttpOptions {
  /** `https://host[:port][/path]` */
  readonly endpoint: URL;
  readonly credentials: Credentials;
  /** On whose behalf the requests are made; `provider` unless given. */
  readonly actor?: TransportActor;
  /** Milliseconds since 1970. */
  readonly now?: () => number;
  /** Where the proxy is looked up; this process's environment unless given. */
  readonly environment?: NodeJS.ProcessEnv;
  /** Tries after the first one that gets no answer; with their pauses 11 to 23 seconds in all. */
  readonly retries?: number;
  /** Milliseconds before the second try, growing with each; 250 unless given. */
  readonly retryAfterMs?: number;
}

/** What Tencent Cloud allows for one action of these services; a server of ours has it as a setting. */
const requestsPerSecond = 20;
/** Connections kept open. */
const connections = 16;
/** Milliseconds for an answer to begin, and for each part of it. */
const answerWithin = 30_000;
/** Milliseconds for a connection. */
const connectWithin = 10_000;

/** A request that got no answer: it may have been carried out or not. */
class Unanswered extends Error {
  override readonly name = "Unanswered";
}

interface Signed {
  readonly path: string;
  readonly body: string;
  readonly headers: Record<string, string>;
}

/** A management backend, or a public service, that is reached over HTTP and signs with TC3-HMAC-SHA256. */
export class HttpTransport implements Transport {
  readonly requestsPerSecond = requestsPerSecond;
  readonly #options: HttpOptions;
  readonly #route: Route;
  readonly #retry;

  constructor(options: HttpOptions) {
    this.#options = options;
    const limits = { connections, answerWithin, connectWithin };
    this.#route = routeTo(options.endpoint, limits, options.environment);
    this.#retry = retry(handleType(Unanswered), {
      maxAttempts: options.retries ?? 7,
      backoff: new ExponentialBackoff({ initialDelay: options.retryAfterMs ?? 250, maxDelay: 20_000 }),
    });
  }

  /**
   * A request that gets no answer is sent again as it was signed, so that a server which did carry it out knows it
   * again and does nothing twice.
   */
  async call<A extends Action>(
    action: A,
    request: RequestOf<A>,
    { signal }: CallOptions,
  ): Promise<ResponseOf<A>> {
    const signed = this.#sign(action, JSON.stringify(request));
    try {
      const text = await this.#retry.execute(() => this.#send(signed, signal), signal);
      return answerOf(action, text, this.#shown);
    } catch (error) {
      signal.throwIfAborted();
      if (!(error instanceof Unanswered)) throw error;
      throw new BackendUnavailable(
        `${this.#shown} gives no answer (${error.message}): check that the server runs there and that this machine can reach it; nothing is known to have changed, so run again`,
        "unusable",
        { cause: error },
      );
    }
  }

  close(): Promise<void> {
    return this.#route.dispatcher.close();
  }

  get #shown(): string {
    const { through } = this.#route;
    return `the endpoint ${this.#options.endpoint.origin}${through === undefined ? "" : ` (through the proxy ${through})`}`;
  }

  #sign({ service, name, version }: Action, body: string): Signed {
    const { endpoint, credentials, actor = "provider", now = Date.now } = this.#options;
    const signedAt = now();
    const timestamp = Math.floor(signedAt / 1_000);
    const signedHeaders: Tc3Request["headers"] = [
      ["content-type", "application/json"],
      ["host", endpoint.host],
      ["x-tc-action", name.toLowerCase()],
      [millisecondsHeader, String(Math.floor(signedAt) % 1_000)],
      // Two requests of one second may be alike in all the rest, and are two all the same.
      ["x-tc-nonce", randomUUID()],
    ];
    const signature = tc3Signature(
      {
        method: "POST",
        path: endpoint.pathname,
        query: "",
        headers: signedHeaders,
        payload: body,
        timestamp,
        service,
      },
      credentials.secretKey,
    );
    const authorization = printAuthorization({
      secretId: credentials.secretId,
      date: tc3Date(timestamp),
      service,
      signedHeaders: signedHeaders.map(([header]) => header),
      signature,
    });
    return {
      path: endpoint.pathname,
      body,
      headers: {
        ...Object.fromEntries(signedHeaders),
        "x-tc-action": name,
        "x-tc-version": version,
        "x-tc-timestamp": String(timestamp),
        "x-tc-requestclient": `pulumi-tencentrtc-${actor}`,
        ...(credentials.token && { "x-tc-token": credentials.token }),
        authorization,
      },
    };
  }

  async #send({ path, body, headers }: Signed, signal: AbortSignal): Promise<string> {
    try {
      const { origin } = this.#options.endpoint;
      const { dispatcher } = this.#route;
      const answer = await dispatcher.request({ origin, method: "POST", path, headers, body, signal });
      const text = await answer.body.text();
      if (answer.statusCode === 200) return text;
      throw this.#refusedWith(answer.statusCode);
    } catch (error) {
      signal.throwIfAborted();
      if (error instanceof BackendUnavailable || error instanceof Unanswered) throw error;
      throw this.#failed(error);
    }
  }

  /** Anything but 200 comes from no API 3.0 service but from what stands before it, or from a fault in it. */
  #refusedWith(status: number): Error {
    if (status === 429 || status >= 500) return new Unanswered(`HTTP ${status}`);
    return new BackendUnavailable(
      `${this.#shown} answers with HTTP ${status}, as no management backend does: check the endpoint and what stands before it`,
      "unusable",
    );
  }

  #failed(error: unknown): Error {
    const code = codeOf(error);
    if (isPassing(code)) return new Unanswered(code ?? String(error), { cause: error });
    if (code === "UND_ERR_ABORTED" && this.#route.through !== undefined) {
      return new BackendUnavailable(
        `${this.#shown} can't be reached: the proxy opens no tunnel to it (${error instanceof Error ? error.message : code}); check HTTPS_PROXY with its user and password, or name ${this.#options.endpoint.hostname} in NO_PROXY`,
        "unusable",
        { cause: error },
      );
    }
    const refusal = certificateRefusal(code);
    return new BackendUnavailable(
      refusal === undefined
        ? `${this.#shown} can't be reached (${code ?? String(error)}): check the endpoint's host, and its certificate where that is what was refused`
        : `the certificate of ${this.#shown} is refused (${code}): ${refusal}`,
      "unusable",
      { cause: error },
    );
  }
}
