import { ApiError } from "../../api";

/** Failures that a sender may have within one period, in milliseconds. */
const allowed = 10;
const period = 60_000;
/** Senders watched at once; when there are more, all begin anew. */
const capacity = 10_000;

interface Failures {
  count: number;
  readonly until: number;
}

/** Failed attempts to sign in, by who makes them. */
export class Attempts {
  readonly #failures = new Map<string, Failures>();

  constructor(
    /** Milliseconds of a clock that nobody sets. */
    private readonly clock: () => number,
  ) {}

  /** @throws ApiError `RequestLimitExceeded` where too many have failed. */
  mustBeAllowed(sender: string): void {
    const failures = this.#current(sender);
    if (!failures || failures.count < allowed) return;
    const seconds = Math.ceil((failures.until - this.clock()) / 1_000);
    throw new ApiError(
      "RequestLimitExceeded",
      `${allowed} attempts to sign in have failed: try again in ${seconds} seconds`,
    );
  }

  failed(sender: string): void {
    const failures = this.#current(sender);
    if (failures) {
      failures.count += 1;
      return;
    }
    if (this.#failures.size >= capacity) this.#failures.clear();
    this.#failures.set(sender, { count: 1, until: this.clock() + period });
  }

  #current(sender: string): Failures | undefined {
    const failures = this.#failures.get(sender);
    return failures && failures.until > this.clock() ? failures : undefined;
  }
}
