import type { ApplicationEntry } from "../../backend/api";

/** Between two looks at an application whose window says no end: often enough to feel prompt. */
const pollEveryMs = 2_000;
/** Never ask more often than this, however near the end of a window is. */
const pollAtLeastMs = 100;
/** A look just after a window's end would come too early by the clocks' difference. */
const afterWindowMs = 50;

interface Waiter {
  readonly sdkAppId: number;
  /** True when the wait is over; throws when it can't end well any more. */
  readonly done: (entry: ApplicationEntry) => boolean;
  readonly resolve: (entry: ApplicationEntry) => void;
  readonly reject: (error: unknown) => void;
  lookAt: number;
}

/** One timer for every wait of a run: all applications that are due are asked for in one batched call. */
export class Poller {
  readonly #waiters = new Set<Waiter>();
  #timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly look: (sdkAppId: number) => Promise<ApplicationEntry>,
    private readonly now: () => number = Date.now,
  ) {}

  /** Waits until `done` accepts what the backend says of the application. Rejects when `signal` aborts. */
  until(
    sdkAppId: number,
    done: (entry: ApplicationEntry) => boolean,
    signal: AbortSignal,
  ): Promise<ApplicationEntry> {
    return new Promise((resolve, reject) => {
      const stop = () => settle(() => reject(signal.reason));
      const settle = (how: () => void) => {
        this.#waiters.delete(waiter);
        signal.removeEventListener("abort", stop);
        this.#schedule();
        how();
      };
      const waiter: Waiter = {
        sdkAppId,
        done,
        resolve: (entry) => settle(() => resolve(entry)),
        reject: (error) => settle(() => reject(error)),
        lookAt: this.now(),
      };
      if (signal.aborted) return reject(signal.reason);
      signal.addEventListener("abort", stop);
      this.#waiters.add(waiter);
      this.#schedule();
    });
  }

  #schedule(): void {
    clearTimeout(this.#timer);
    const next = Math.min(...[...this.#waiters].map((waiter) => waiter.lookAt));
    // Everybody's look is under way; whoever comes back first schedules the next one.
    if (next === Number.POSITIVE_INFINITY) return;
    this.#timer = setTimeout(() => void this.#lookAtDue(), Math.max(0, next - this.now()));
  }

  async #lookAtDue(): Promise<void> {
    const now = this.now();
    const due = [...this.#waiters].filter((waiter) => waiter.lookAt <= now);
    for (const waiter of due) waiter.lookAt = Number.POSITIVE_INFINITY;
    await Promise.all(due.map((waiter) => this.#lookFor(waiter)));
    this.#schedule();
  }

  async #lookFor(waiter: Waiter): Promise<void> {
    try {
      const entry = await this.look(waiter.sdkAppId);
      if (waiter.done(entry)) waiter.resolve(entry);
      else waiter.lookAt = this.#nextLook(entry);
    } catch (error) {
      waiter.reject(error);
    }
  }

  #nextLook(entry: ApplicationEntry): number {
    const now = this.now();
    const until = entry.Outcome === "Found" ? entry.Application.StatusUntil : null;
    if (until === null) return now + pollEveryMs;
    const windowEnd = Date.parse(until) + afterWindowMs;
    return Math.max(now + pollAtLeastMs, Math.min(windowEnd, now + pollEveryMs));
  }
}
