import type { Action, RequestOf, ResponseOf } from "../../../backend/api";
import type { CallOptions, Transport } from "../../../provider/client/transport";

/** One call that the provider made. */
export interface Call {
  readonly name: string;
  readonly access: Action["access"];
  readonly request: unknown;
}

/**
 * The line between the provider of one run and its backend: it keeps a record, and a test may cut it or put
 * errors in.
 */
export class Line {
  readonly calls: Call[] = [];
  readonly #transports = new Set<Transport>();
  readonly #ends: (() => Promise<void>)[] = [];
  readonly #underWay = new Set<Promise<unknown>>();
  #held: Promise<void> | undefined;
  #dead = false;

  constructor(private readonly trouble: Trouble = {}) {}

  /** Whether the provider's process has been killed: nothing that it says counts any more. */
  get isDead(): boolean {
    return this.#dead || this.trouble.killed?.aborted === true;
  }

  /** The calls that changed something, in their order. */
  get writes(): string[] {
    return this.calls.filter((call) => call.access !== "read").map((call) => call.name);
  }

  attach(transport: Transport): Transport {
    this.#transports.add(transport);
    return {
      requestsPerSecond: transport.requestsPerSecond,
      pollEveryMs: transport.pollEveryMs,
      retryAfterMs: transport.retryAfterMs,
      call: (action, request, options) => this.#carry(transport, action, request, options),
      close: () => transport.close(),
    };
  }

  /** Has something end with the run. */
  atEnd(end: () => Promise<void>): void {
    this.#ends.push(end);
  }

  /** Lets no call through before this has happened: a plugin hears of a ^C by a message that takes its time. */
  hold(until: Promise<void>): void {
    this.#held = until;
  }

  async close(): Promise<void> {
    for (const end of this.#ends) await end();
    await Promise.allSettled(this.#underWay);
    for (const transport of this.#transports) await transport.close();
  }

  async #carry<A extends Action>(
    transport: Transport,
    action: A,
    request: RequestOf<A>,
    options: CallOptions,
  ): Promise<ResponseOf<A>> {
    this.#mustLive();
    const { killAfterCall = Number.POSITIVE_INFINITY, killed, before } = this.trouble;
    const call = { name: action.name, access: action.access, request };
    const index = this.calls.push(call);
    if (index > killAfterCall) this.#dead = true;
    this.#mustLive();
    await before?.(call);
    await this.#held;
    const signal = killed ? AbortSignal.any([options.signal, killed]) : options.signal;
    const answer = await this.#untilDone(transport.call(action, request, { ...options, signal }));
    if (index === killAfterCall) this.#dead = true;
    this.#mustLive();
    return answer;
  }

  async #untilDone<T>(work: Promise<T>): Promise<T> {
    this.#underWay.add(work);
    try {
      return await work;
    } finally {
      this.#underWay.delete(work);
    }
  }

  #mustLive(): void {
    if (this.isDead) throw new ProcessKilled();
  }
}

export interface Trouble {
  /** The process is killed when the call of this number has had its effect and before its answer arrives. */
  readonly killAfterCall?: number;
  /** The process is killed when this aborts, and its connections end. */
  readonly killed?: AbortSignal;
  /** Runs before each call reaches the backend; may throw what the backend would. */
  readonly before?: (call: Call) => void | Promise<void>;
}

/** What a killed process leaves of its promises. */
export class ProcessKilled extends Error {
  override readonly name = "ProcessKilled";

  constructor() {
    super("the provider's process was killed");
  }
}
