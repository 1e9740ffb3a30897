import { StoreBug } from "../errors";

interface Waiter {
  readonly start: () => void;
}

/** One holder at a time, in the order of arrival. A holder that never ends fails those who wait, not hangs them. */
export class Turns {
  readonly #limitMs: number;
  readonly #waiting: Waiter[] = [];
  #taken = false;
  /** Counts holders: a waiter that sees the same number twice knows that nothing moved. */
  #holder = 0;

  /** @param limitMs how long one holder may keep the turn while others wait, in milliseconds */
  constructor(limitMs: number) {
    this.#limitMs = limitMs;
  }

  async take(): Promise<void> {
    if (this.#taken) await this.#queue();
    this.#taken = true;
    this.#holder += 1;
  }

  end(): void {
    const next = this.#waiting.shift();
    // The turn passes on without a gap: whoever arrives in between still finds it taken.
    if (next === undefined) this.#taken = false;
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
