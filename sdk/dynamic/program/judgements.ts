import { perRun } from "./per-run";

/**
 * The judgements of one run that haven't ended yet. The engine ends a run at the first resource that is refused, so none
 * is as long as something else that may have to be told is still being judged.
 */
class Judgements {
  #pending = 0;
  #waiting: (() => void)[] = [];

  /** A judgement must wait for no resource: one may be waiting for it. */
  async add<T>(judgement: Promise<T>): Promise<T> {
    this.#pending += 1;
    try {
      return await judgement;
    } finally {
      this.#pending -= 1;
      if (this.#pending === 0) for (const go of this.#waiting.splice(0)) go();
    }
  }

  /** Until all that have begun, and those that begin meanwhile, have ended. */
  ended(): Promise<void> {
    return new Promise((resolve) => {
      if (this.#pending === 0) resolve();
      else this.#waiting.push(resolve);
    });
  }
}

export const judgements = perRun(() => new Judgements());
