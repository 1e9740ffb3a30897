interface Work<T> {
  readonly result: Promise<T>;
  /** Whether the signal of whoever began it has ended it. */
  isCut: boolean;
}

/** What is asked once for all who want to know. What was cut off says nothing, and is asked again. */
export class Once<T> {
  #work: Work<T> | undefined;

  constructor(
    private readonly ask: (signal: AbortSignal) => Promise<T>,
    /** Whether a failure says nothing, either. */
    private readonly isPassing: (error: unknown) => boolean,
  ) {}

  async answer(signal: AbortSignal): Promise<T> {
    const work = this.#work ?? this.#begin(signal);
    try {
      return await work.result;
    } catch (error) {
      signal.throwIfAborted();
      // Somebody else's time was up, and not this one's.
      if (work.isCut) return this.answer(signal);
      throw error;
    }
  }

  #begin(signal: AbortSignal): Work<T> {
    const work: Work<T> = {
      isCut: false,
      result: this.ask(signal).catch((error: unknown) => {
        work.isCut = signal.aborted;
        if ((work.isCut || this.isPassing(error)) && this.#work === work) this.#work = undefined;
        throw error;
      }),
    };
    this.#work = work;
    return work;
  }
}
