import { dayMs } from "../../../ground/time";

/** Wrong signatures in a row that lock an application. Tencent says "several". */
const lockedAfter = 3;
/** Milliseconds that a lock lasts (1047/34348, code 70050). */
const lockedFor = 60_000;
/** Applications counted at once; where there are more all begin anew, in favour of whoever asks. */
const capacity = 100_000;

interface Count {
  readonly count: number;
  /** Milliseconds of a clock that nobody sets. */
  readonly at: number;
}

/** What a server counts of an application's calls of Chat's REST API. It forgets them when it ends. */
export class ChatMeters {
  readonly #wrong = new Map<number, Count>();
  readonly #calls = new Map<number, Count>();

  /** @param clock milliseconds of a clock that nobody sets */
  constructor(private readonly clock: () => number) {}

  isLocked(sdkAppId: number): boolean {
    const wrong = this.#wrong.get(sdkAppId);
    return wrong !== undefined && wrong.count >= lockedAfter && this.clock() - wrong.at < lockedFor;
  }

  signedWrong(sdkAppId: number): void {
    const before = this.#wrong.get(sdkAppId);
    const goesOn = before !== undefined && this.clock() - before.at < lockedFor;
    set(this.#wrong, sdkAppId, { count: goesOn ? before.count + 1 : 1, at: this.clock() });
  }

  signedRight(sdkAppId: number): void {
    this.#wrong.delete(sdkAppId);
  }

  /** Counts a call; false where the day, which begins with its first call, has had as many as it may. */
  takeOfDay(sdkAppId: number, perDay: number): boolean {
    const before = this.#calls.get(sdkAppId);
    const day = before !== undefined && this.clock() - before.at < dayMs ? before : undefined;
    if ((day?.count ?? 0) >= perDay) return false;
    set(this.#calls, sdkAppId, { count: (day?.count ?? 0) + 1, at: day?.at ?? this.clock() });
    return true;
  }
}

function set(counts: Map<number, Count>, sdkAppId: number, count: Count): void {
  if (counts.size >= capacity) counts.clear();
  counts.set(sdkAppId, count);
}
