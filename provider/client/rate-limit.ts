import { setTimeout as pause } from "node:timers/promises";

/** Lets at most `perSecond` calls of one action start in any second; the others wait their turn. */
export class RateLimit {
  readonly #nextStart = new Map<string, number>();

  constructor(
    private readonly perSecond: number,
    private readonly now: () => number = () => performance.now(),
  ) {}

  /** Resolves when a call of `action` may start, which is at once where nothing limits it. */
  async turn(action: string, signal: AbortSignal): Promise<void> {
    if (!Number.isFinite(this.perSecond)) return;
    const now = this.now();
    const start = Math.max(now, this.#nextStart.get(action) ?? 0);
    this.#nextStart.set(action, start + 1_000 / this.perSecond);
    if (start > now) await pause(start - now, undefined, { signal });
  }
}
