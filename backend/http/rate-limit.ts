interface Bucket {
  tokens: number;
  at: number;
}

/** Buckets kept at once; when there are more, all begin anew, in favour of whoever asks. */
const capacity = 100_000;

/** A bucket of one second's requests for each asker and action, which fills as time passes. */
export class RateLimit {
  readonly #buckets = new Map<string, Bucket>();

  constructor(
    /** Milliseconds of a clock that nobody sets. */
    private readonly clock: () => number = () => performance.now(),
  ) {}

  /** Takes one from a bucket, of whom and for what; false where it is empty. */
  take(of: string, what: string, perSecond: number): boolean {
    const key = `${of}/${what}`;
    const now = this.clock();
    const bucket = this.#buckets.get(key) ?? { tokens: perSecond, at: now };
    const tokens = Math.min(perSecond, bucket.tokens + ((now - bucket.at) / 1_000) * perSecond);
    if (tokens < 1) return false;
    if (this.#buckets.size >= capacity) this.#buckets.clear();
    this.#buckets.set(key, { tokens: tokens - 1, at: now });
    return true;
  }
}
