import { StoreBug } from "./errors";

interface Waiter {
  readonly start: () => void;
}

/**
 * So many holders at a time, in the order of arrival. Holders that never end fail those who wait, not hang them.
 */
export class Semaphore {
  readonly #limitMs: number;
  readonly #waiting: Waiter[] = [];
  #free: number;
  /** Counts holders: a waiter that sees the same number twice knows that nothing moved. */
  #holder = 0;

  /**
   * @param limitMs how long holders may keep their turns while others wait, in milliseconds
   * @param holders how many there may be at a time
   */
  constructor(limitMs: number, holders = 1) {
    this.#limitMs = limitMs;
    this.#free = holders;
  }

  async take(): Promise<void> {
    if (this.#free === 0) await this.#queue();
    else this.#free -= 1;
    this.#holder += 1;
  }

  end(): void {
    const next = this.#waiting.shift();
    // The turn passes on without a gap: whoever arrives in between still finds it taken.
    if (next === undefined) this.#free += 1;
    else next.start();
  }

  #queue(): Promise<void> {
    return new Promise((resolve, reject) => {
      let seen = this.#holder;
      const waiter: Waiter = {
        start: () => {
          clearInterval(timer);
          resolve();
        },
      };
      const timer = setInterval(() => {
        if (seen !== this.#holder) {
          seen = this.#holder;
          return;
        }
        clearInterval(timer);
        this.#waiting.splice(this.#waiting.indexOf(waiter), 1);
        reject(new StoreBug("a transaction doesn't end; was another one started inside it?"));
      }, this.#limitMs);
      this.#waiting.push(waiter);
    });
  }
}
