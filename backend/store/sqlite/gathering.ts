import { setImmediate as nextTurn } from "node:timers";
import { StoreBug } from "../errors";
import { Company } from "./company";

/** Work that waits for a transaction. */
export interface Waiting {
  readonly fail: (error: unknown) => void;
}

/** Work in one transaction at most: others who wait for the file, and who wait for an answer, don't wait for long. */
const most = 32;

/** Milliseconds in which nobody else comes: then whoever is there goes. */
export const quietMs = 20;

/** Milliseconds that the first of a transaction waits for others at most. */
export const longestMs = 100;

/**
 * Gathers what asks for a transaction within the same turns of the event loop, so that it shares one, in the order of
 * arrival. A turn passes between two transactions. Where transactions are dear and those who ask are patient, it waits for
 * others for longer, as long as that brings any.
 */
export class Gathering<Work extends Waiting> {
  readonly #waiting: Work[] = [];
  /** A transaction is on its way that takes those who wait. */
  #isComing = false;
  /** Transactions that are on their way or running. */
  #running = 0;
  readonly #whenIdle: (() => void)[] = [];
  #isClosed = false;
  readonly #company: Company | undefined;

  /**
   * @param transact does in a transaction what it takes; `take` is to be called once, when the transaction has begun.
   * Where it fails, what it took fails.
   * @param isPatient whether those who ask would rather share a transaction than have an answer at once
   */
  constructor(
    private readonly transact: (take: () => readonly Work[]) => Promise<void>,
    { isPatient = false } = {},
  ) {
    this.#company = isPatient ? new Company() : undefined;
  }

  add(work: Work): void {
    if (this.#isClosed) throw new StoreBug("the database has been closed");
    this.#waiting.push(work);
    this.#call();
  }

  /** Takes no more work, and resolves when what was taken has ended. */
  async close(): Promise<void> {
    this.#isClosed = true;
    if (this.#running > 0) await new Promise<void>((resolve) => this.#whenIdle.push(resolve));
  }

  #call(): void {
    if (this.#isComing || this.#waiting.length === 0) return;
    this.#isComing = true;
    this.#running += 1;
    this.#gather();
  }

  /**
   * Waits for as long as each turn brings more: the others of a burst are on their way, and the loop reads them
   * meanwhile. What is alone waits for one turn, and for company where that is worth it.
   */
  #gather(): void {
    const before = this.#waiting.length;
    nextTurn(() => {
      const isGrowing = this.#waiting.length > before && this.#waiting.length < most;
      if (isGrowing) this.#gather();
      else if (this.#company?.isWorthWaitingFor())
        this.#waitFor(this.#company, this.#waiting.length, performance.now());
      else void this.#begin();
    });
  }

  #waitFor(company: Company, alone: number, since: number): void {
    const before = this.#waiting.length;
    setTimeout(() => {
      const count = this.#waiting.length;
      if (count > before && count < most && performance.now() - since < longestMs) {
        this.#waitFor(company, alone, since);
        return;
      }
      company.learn(count > alone);
      void this.#begin();
    }, quietMs);
  }

  async #begin(): Promise<void> {
    const patient = this.#waiting.length;
    const joined: Work[] = [];
    // Whoever has come while the lock was waited for goes along. Whoever comes from now on, from within one of these
    // as a mistake, waits for the next transaction, in a line that doesn't wait for ever.
    const take = (count: number): readonly Work[] => {
      this.#isComing = false;
      joined.push(...this.#waiting.splice(0, count));
      return joined;
    };
    try {
      await this.transact(() => take(most));
    } catch (error) {
      if (joined.length === 0) take(patient);
      for (const { fail } of joined) fail(error);
    }
    this.#running -= 1;
    this.#call();
    if (this.#running > 0) return;
    for (const tell of this.#whenIdle.splice(0)) tell();
  }
}
