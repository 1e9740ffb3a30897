import { setTimeout as wait } from "node:timers/promises";

/** Where the time comes from. */
interface Clock {
  /** Milliseconds since some instant. */
  now(): number;
  /** Rejects when `signal` aborts. */
  pause(milliseconds: number, signal: AbortSignal): Promise<void>;
}

const systemClock: Clock = {
  now: () => performance.now(),
  pause: (milliseconds, signal) => wait(milliseconds, undefined, { signal }),
};

/** Lets at most `perSecond` calls of one action start in any second; the others wait their turn. */
export class RateLimit {
  readonly #nextStart = new Map<string, number>();

  constructor(
    private readonly perSecond: number,
    private readonly clock = systemClock,
  ) {}

  /** Resolves when a call of `action` may start, which is at once where nothing limits it. */
  async turn(action: string, signal: AbortSignal): Promise<void> {
    if (!Number.isFinite(this.perSecond)) return;
    const now = this.clock.now();
    const start = Math.max(now, this.#nextStart.get(action) ?? 0);
    this.#nextStart.set(action, start + 1_000 / this.perSecond);
    if (start > now) await this.clock.pause(start - now, signal);
  }
}
