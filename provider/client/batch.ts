/** While others keep asking, a call waits for them, so many milliseconds and so often. */
const gathering = { forMs: 10, times: 20 } as const;

/**
 * Turns single look-ups into calls for many: everything asked for in the same turn of the event loop, and everything
 * asked for while a call is under way, goes into the next call together. An engine asks for hundreds within
 * milliseconds: where there are several, a call waits until no more of them come, or it is full. So does the first, since a
 * run begins with many; later, whoever asks alone waits for nobody.
 */
export class Batch<Key, Value> {
  readonly #waiting = new Map<string, Entry<Key, Value>>();
  /** All that have ever waited. */
  #asked = 0;
  #scheduled = false;
  #underWay = 0;
  #isFirst = true;

  constructor(
    private readonly options: {
      /** How many keys one load takes. */
      readonly limit: number;
      readonly print: (key: Key) => string;
      /** Answers every key, in the order of the keys. */
      readonly load: (keys: Key[]) => Promise<readonly Value[]>;
      /** Calls later; a timer unless given. */
      readonly after?: (work: () => void, milliseconds: number) => unknown;
    },
  ) {}

  /** The value of `key` as it is after this call: what was loaded before is never handed out again. */
  get(key: Key): Promise<Value> {
    const name = this.options.print(key);
    const known = this.#waiting.get(name);
    if (known) return known.settle.promise;
    const settle = withResolvers<Value>();
    this.#waiting.set(name, { key, settle });
    this.#asked += 1;
    this.#schedule();
    return settle.promise;
  }

  #schedule(): void {
    if (this.#scheduled || this.#underWay > 0) return;
    this.#scheduled = true;
    const before = this.#asked - this.#waiting.size;
    const alone = this.#isFirst ? 0 : 1;
    this.#isFirst = false;
    // A turn more, in which the connection brings what came together with the first.
    setImmediate(() => setImmediate(() => this.#gather(before + alone, gathering.times)));
  }

  /** @param seen how many had asked before */
  #gather(seen: number, times: number): void {
    const asked = this.#asked;
    const { limit, after = setTimeout } = this.options;
    while (this.#waiting.size >= limit) this.#send(limit);
    if (asked > seen && times > 0) {
      after(() => this.#gather(asked, times - 1), gathering.forMs);
      return;
    }
    this.#scheduled = false;
    if (this.#waiting.size > 0) this.#send(limit);
  }

  /** Sends those who have waited longest, as many as a call takes. */
  #send(limit: number): void {
    const entries = [...this.#waiting].slice(0, limit);
    for (const [name] of entries) this.#waiting.delete(name);
    void this.#load(entries.map(([, entry]) => entry));
  }

  async #load(entries: Entry<Key, Value>[]): Promise<void> {
    this.#underWay += 1;
    try {
      const values = await this.options.load(entries.map((entry) => entry.key));
      entries.forEach((entry, index) => {
        const value = values[index];
        if (value === undefined) entry.settle.reject(new Error("a batched read left a key unanswered"));
        else entry.settle.resolve(value);
      });
    } catch (error) {
      for (const entry of entries) entry.settle.reject(error);
    } finally {
      this.#underWay -= 1;
      if (this.#waiting.size > 0) this.#schedule();
    }
  }
}

interface Entry<Key, Value> {
  readonly key: Key;
  readonly settle: PromiseWithResolvers<Value>;
}

interface PromiseWithResolvers<T> {
  readonly promise: Promise<T>;
  readonly resolve: (value: T) => void;
  readonly reject: (reason: unknown) => void;
}

function withResolvers<T>(): PromiseWithResolvers<T> {
  let resolve: (value: T) => void = () => {};
  let reject: (reason: unknown) => void = () => {};
  const promise = new Promise<T>((onValue, onError) => {
    resolve = onValue;
    reject = onError;
  });
  return { promise, resolve, reject };
}
