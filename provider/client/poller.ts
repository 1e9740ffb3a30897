import type { ApplicationEntry } from "../../backend/api";
import { whenAborted } from "./signals";

/** Between two looks at everything that is waited for: often enough to feel prompt. */
const pollEveryMs = 2_000;
/** Windows that end within this share a look. */
const togetherMs = 250;
/** A look just at a window's end would come too early by what two clocks differ. */
const afterWindowMs = 50;

/** Counts the time and wakes: setting the machine's clock must neither stop a wait nor hurry it. */
export interface Ticker {
  /** Milliseconds since some instant, never going back. */
  now(): number;
  /** Does `work` after so many milliseconds; answers with what calls it off. */
  after(milliseconds: number, work: () => void): () => void;
}

const systemTicker: Ticker = {
  now: () => performance.now(),
  after: (milliseconds, work) => {
    const timer = setTimeout(work, milliseconds);
    return () => clearTimeout(timer);
  },
};

export interface PollerOptions {
  /** Looks asked for in one turn of the event loop go to the backend together. */
  readonly look: (sdkAppId: number) => Promise<ApplicationEntry>;
  /** Milliseconds until an instant of the backend's clock; undefined where that isn't known. */
  readonly until: (instant: string) => number | undefined;
  /** Milliseconds between two looks at everything; 2,000 unless told. */
  readonly everyMs?: number | undefined;
  readonly ticker?: Ticker;
}

/** What a wait is for. */
export interface Awaited {
  readonly sdkAppId: number;
  /** When the running window ends by the backend's clock, as far as it is known before the first look. */
  readonly statusUntil: string | null;
  /** True when the wait is over; throws when it can't end well any more. */
  readonly done: (entry: ApplicationEntry) => boolean;
  /** Ends the wait with its reason. */
  readonly signal: AbortSignal;
}

interface Waiter extends Pick<Awaited, "sdkAppId" | "done"> {
  readonly resolve: (entry: ApplicationEntry) => void;
  readonly reject: (error: unknown) => void;
  /** When it is to be looked at for the end of its window; infinite where none is known, or that look was taken. */
  endsAt: number;
  isAsked: boolean;
}

/**
 * The waits of a run on one timer. However many there are, and whenever they began: one look at all of them every two
 * seconds, and one look at the end of each window, shared by those that end together.
 */
export class Poller {
  readonly #options: Required<Omit<PollerOptions, "everyMs">> & { readonly everyMs: number };
  readonly #waiters = new Set<Waiter>();
  #nextTick = 0;
  #callOff = () => {};

  constructor({ everyMs = pollEveryMs, ticker = systemTicker, ...options }: PollerOptions) {
    this.#options = { ...options, everyMs, ticker };
  }

  /** Waits until `done` accepts what the backend says of the application. */
  until({ sdkAppId, statusUntil, done, signal }: Awaited): Promise<ApplicationEntry> {
    return new Promise((resolve, reject) => {
      const stop = () => settle(() => reject(signal.reason));
      const settle = (how: () => void) => {
        this.#waiters.delete(waiter);
        callOff();
        this.#schedule();
        how();
      };
      const waiter: Waiter = {
        sdkAppId,
        done,
        resolve: (entry) => settle(() => resolve(entry)),
        reject: (error) => settle(() => reject(error)),
        endsAt: this.#endOf(statusUntil),
        isAsked: false,
      };
      if (signal.aborted) return reject(signal.reason);
      const callOff = whenAborted(signal, stop);
      if (this.#waiters.size === 0) this.#nextTick = this.#now + this.#options.everyMs;
      this.#waiters.add(waiter);
      this.#schedule();
    });
  }

  get #now(): number {
    return this.#options.ticker.now();
  }

  /** When to look for the end of a window: at once where it is over, never by itself where its end isn't known. */
  #endOf(statusUntil: string | null): number {
    const left = statusUntil === null ? undefined : this.#options.until(statusUntil);
    if (left === undefined) return Number.POSITIVE_INFINITY;
    return this.#now + (left > 0 ? left + afterWindowMs : 0);
  }

  #schedule(): void {
    this.#callOff();
    const idle = this.#idle();
    // Everybody's look is under way; whoever comes back first schedules the next one.
    if (idle.length === 0) return;
    const wait = Math.max(0, this.#nextLook(idle) - this.#now);
    this.#callOff = this.#options.ticker.after(wait, () => this.#lookAtDue());
  }

  #nextLook(idle: readonly Waiter[]): number {
    const ends = idle.map(({ endsAt }) => endsAt);
    const first = Math.min(...ends);
    const last = Math.max(...ends.filter((end) => end <= first + togetherMs));
    return Math.min(this.#nextTick, last);
  }

  #lookAtDue(): void {
    const now = this.#now;
    const isTick = now >= this.#nextTick;
    if (isTick) this.#nextTick = now + this.#options.everyMs;
    const due = this.#idle().filter(({ endsAt }) => isTick || endsAt <= now);
    for (const waiter of due) {
      waiter.isAsked = true;
      waiter.endsAt = Number.POSITIVE_INFINITY;
    }
    this.#schedule();
    for (const waiter of due) void this.#lookFor(waiter);
  }

  #idle(): Waiter[] {
    return [...this.#waiters].filter(({ isAsked }) => !isAsked);
  }

  async #lookFor(waiter: Waiter): Promise<void> {
    try {
      const entry = await this.#options.look(waiter.sdkAppId);
      waiter.isAsked = false;
      if (!this.#waiters.has(waiter)) return;
      if (waiter.done(entry)) return waiter.resolve(entry);
      const end = this.#endOf(entry.Outcome === "Found" ? entry.Application.StatusUntil : null);
      // A window that is over, and yet goes on: by the clocks' difference, or as long as somebody takes it.
      waiter.endsAt = end > this.#now ? end : Number.POSITIVE_INFINITY;
      this.#schedule();
    } catch (error) {
      waiter.reject(error);
    }
  }
}
