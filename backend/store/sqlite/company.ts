/** Transactions that go at once between two tries, at most. */
const mostBetween = 8;

/**
 * Whether a transaction should wait for others to join it, judged by whether waiting has brought any lately. An engine that
 * creates a program's resources asks for one every few milliseconds and waits for none of them; who awaits each answer
 * before the next question comes alone, and soon nothing waits for him but every ninth transaction.
 */
export class Company {
  /** Transactions that go at once before waiting is tried again. */
  #going = 0;
  /** As many go at once when waiting brings nobody the next time. */
  #patience = 1;

  /** To be asked once for each transaction. */
  isWorthWaitingFor(): boolean {
    if (this.#going === 0) return true;
    this.#going -= 1;
    return false;
  }

  /** @param hasCome whether waiting has brought anybody */
  learn(hasCome: boolean): void {
    this.#going = hasCome ? 0 : this.#patience;
    this.#patience = hasCome ? 1 : Math.min(this.#patience * 2, mostBetween);
  }
}
