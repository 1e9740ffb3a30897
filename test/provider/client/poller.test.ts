import fc from "fast-check";
import {
  type ApplicationEntry,
  type ApplicationRecord,
  applicationsPerRequest,
  type SimulatedApplication,
} from "../../../backend/api";
import { BackendClock } from "../../../provider/client/backend-clock";
import { Batch } from "../../../provider/client/batch";
import { Poller, type Ticker } from "../../../provider/client/poller";

/** Time that a test moves. */
class DrivenTime implements Ticker {
  #now = 5_000;
  readonly #timers = new Set<{ readonly at: number; readonly work: () => void }>();

  now = () => this.#now;

  after = (milliseconds: number, work: () => void) => {
    const timer = { at: this.#now + milliseconds, work };
    this.#timers.add(timer);
    return () => void this.#timers.delete(timer);
  };

  get timers(): number {
    return this.#timers.size;
  }

  async pass(milliseconds: number): Promise<void> {
    const end = this.#now + milliseconds;
    for (;;) {
      await settled();
      const [next] = [...this.#timers].sort((one, other) => one.at - other.at);
      if (!next || next.at > end) break;
      this.#timers.delete(next);
      this.#now = Math.max(this.#now, next.at);
      next.work();
    }
    this.#now = end;
  }
}

/** A batch gathers in some turns of the event loop and answers in another. */
async function settled(): Promise<void> {
  for (let turn = 0; turn < 8; turn += 1) await new Promise((resolve) => setImmediate(resolve));
}

const epoch = Date.parse("2026-03-01T00:00:00Z");

/** A backend whose applications end their windows at given instants of its clock; it counts how often it is asked. */
class Applications {
  readonly time = new DrivenTime();
  readonly #started = this.time.now();
  readonly asked: number[][] = [];
  readonly #ends = new Map<number, number>();
  readonly #batch = new Batch<number, ApplicationEntry>({
    limit: applicationsPerRequest,
    print: String,
    after: (work) => setImmediate(work),
    load: async (ids) => {
      this.asked.push(ids);
      return ids.map((id) => this.#entry(id));
    },
  });
  readonly #clock = new BackendClock(this.time.now);
  readonly poller = new Poller({
    look: (id) => this.#batch.get(id),
    until: (instant) => this.#clock.until(instant),
    ticker: this.time,
  });

  /** @param ahead milliseconds that the backend's clock is ahead of what it told of it */
  constructor(private readonly ahead = 0) {
    this.#clock.hear(new Date(epoch).toISOString());
  }

  get #now(): number {
    return epoch + this.time.now() - this.#started + this.ahead;
  }

  /**
   * Waits for the end of a window that begins now.
   *
   * @param milliseconds null: nobody knows its end, and it has none
   */
  wait(
    id: number,
    milliseconds: number | null,
    signal = new AbortController().signal,
  ): Promise<ApplicationRecord["Status"]> {
    this.#ends.set(id, this.#now + (milliseconds ?? Number.POSITIVE_INFINITY));
    const done = (entry: ApplicationEntry) => statusOf(entry) === "Disabled";
    const statusUntil = untilOf(this.#entry(id));
    return this.poller.until({ sdkAppId: id, statusUntil, done, signal }).then(statusOf);
  }

  #entry(id: number): ApplicationEntry {
    const end = this.#ends.get(id) ?? 0;
    const isOver = end <= this.#now;
    const StatusUntil = isOver || !Number.isFinite(end) ? null : new Date(end).toISOString();
    return entryOf({ ...normal, SdkAppId: id, Status: isOver ? "Disabled" : "Disabling", StatusUntil });
  }
}

const normal: SimulatedApplication = {
  SdkAppId: 1,
  Name: "support",
  Description: "",
  ApplicationType: null,
  Region: "singapore",
  RtcRegion: "singapore",
  Products: ["chat"],
  Status: "Normal",
  StatusSince: "2026-03-01T00:00:00.000Z",
  StatusUntil: null,
  DisabledReason: null,
  Cure: null,
  ProductStatus: [],
  RtcService: false,
  SignatureAlgorithm: "HMAC-SHA256",
  DeletionProtection: false,
  DeletableBySupportOnly: false,
  CreatedTime: "2026-03-01T00:00:00.000Z",
  ExpireTime: null,
  Owner: null,
  ClaimDigest: null,
  Executor: "clock",
  AdminAccounts: [],
};

const entryOf = (Application: ApplicationRecord): ApplicationEntry => ({
  Outcome: "Found",
  SdkAppId: Application.SdkAppId,
  Application,
});

const statusOf = (entry: ApplicationEntry): ApplicationRecord["Status"] => {
  if (entry.Outcome !== "Found") throw new Error("not found");
  return entry.Application.Status;
};

const untilOf = (entry: ApplicationEntry): string | null =>
  entry.Outcome === "Found" ? entry.Application.StatusUntil : null;

const everyMs = 2_000;

describe("one wait", () => {
  test("is looked at every two seconds, and just after the end that its window announces", async () => {
    const backend = new Applications();
    const wait = backend.wait(1, 5_000);
    const looks: number[] = [];
    for (let second = 0; second <= 6; second += 1) {
      await backend.time.pass(second === 0 ? 100 : 1_000);
      looks.push(backend.asked.length);
    }
    expect(await wait).toBe("Disabled");
    expect(looks).toEqual([0, 0, 1, 1, 2, 3, 3]);
    expect(backend.time.timers).toBe(0);
  });

  test("whose window is over already is looked at at once", async () => {
    const time = new DrivenTime();
    const look = async (id: number) => entryOf({ ...normal, SdkAppId: id });
    const poller = new Poller({ look, until: () => -1, ticker: time });
    const { signal } = new AbortController();
    const wait = poller.until({ sdkAppId: 1, statusUntil: normal.StatusSince, done: () => true, signal });
    await time.pass(0);
    expect(await wait).toMatchObject({ SdkAppId: 1 });
  });

  test.each([
    ["behind", -3_000],
    ["ahead of", 3_000],
  ])("on a backend whose clock is %s what it told ends all the same, and nothing spins", async (_, ahead) => {
    const backend = new Applications(ahead);
    const wait = backend.wait(1, 5_000);
    const seen: number[] = [];
    for (let tick = 0; tick < 5; tick += 1) {
      await backend.time.pass(everyMs);
      seen.push(backend.asked.length);
    }
    expect(seen).toEqual([1, 2, 3, 3, 3]);
    expect(await wait).toBe("Disabled");
  });

  test("goes on when the machine's clock is set back by a day", async () => {
    jest.useFakeTimers({ now: epoch + 86_400_000, doNotFake: ["setImmediate"] });
    try {
      const clock = new BackendClock();
      clock.hear(new Date(epoch).toISOString());
      let ended = false;
      const poller = new Poller({
        look: async (id) => entryOf({ ...normal, SdkAppId: id, Status: ended ? "Disabled" : "Disabling" }),
        until: (instant) => clock.until(instant),
      });
      const wait = poller.until({
        sdkAppId: 1,
        statusUntil: new Date(epoch + 3_000).toISOString(),
        done: (entry) => statusOf(entry) === "Disabled",
        signal: new AbortController().signal,
      });
      await jest.advanceTimersByTimeAsync(1_000);
      jest.setSystemTime(epoch);
      ended = true;
      await jest.advanceTimersByTimeAsync(2_500);
      expect(statusOf(await wait)).toBe("Disabled");
    } finally {
      jest.useRealTimers();
    }
  });

  test("ends with its signal and leaves no timer behind", async () => {
    const backend = new Applications();
    const controller = new AbortController();
    const wait = backend.wait(1, null, controller.signal);
    await backend.time.pass(everyMs);
    controller.abort(new Error("the deadline has passed"));
    await expect(wait).rejects.toThrow("the deadline has passed");
    expect(backend.time.timers).toBe(0);
    expect(backend.asked).toHaveLength(1);
  });

  test("whose signal has fired already asks nothing", async () => {
    const backend = new Applications();
    const wait = backend.wait(1, 0, AbortSignal.abort(new Error("too late")));
    await expect(wait).rejects.toThrow("too late");
    await backend.time.pass(60_000);
    expect(backend.asked).toEqual([]);
  });

  test("that fails leaves the others alone, and the next one", async () => {
    const time = new DrivenTime();
    const poller = new Poller({
      look: async (id) => {
        if (id === 1) throw new Error("refused");
        return entryOf({ ...normal, SdkAppId: id });
      },
      until: () => 0,
      ticker: time,
    });
    const { signal } = new AbortController();
    const until = (sdkAppId: number) =>
      poller.until({ sdkAppId, statusUntil: normal.StatusSince, done: () => true, signal });
    const [first, second] = await Promise.allSettled([until(1), until(2), time.pass(0)]);
    expect(first).toMatchObject({ reason: new Error("refused") });
    expect(second).toMatchObject({ value: { SdkAppId: 2 } });
    const next = until(3);
    await time.pass(0);
    expect(await next).toMatchObject({ SdkAppId: 3 });
  });
});

describe("many waits", () => {
  test("for one application ask once", async () => {
    const backend = new Applications();
    const waits = Promise.all([1, 2, 3].map(() => backend.wait(1, 1_000)));
    await backend.time.pass(1_500);
    await waits;
    expect(backend.asked).toEqual([[1]]);
  });

  test("beyond what one request takes go in several of the same look", async () => {
    const backend = new Applications();
    const ids = Array.from({ length: 250 }, (_, index) => index + 1);
    const waits = Promise.all(ids.map((id) => backend.wait(id, 3_000)));
    await backend.time.pass(everyMs);
    expect(backend.asked.map(({ length }) => length)).toEqual([100, 100, 50]);
    await backend.time.pass(everyMs);
    await waits;
    expect(backend.asked.map(({ length }) => length)).toEqual([100, 100, 50, 100, 100, 50]);
  });

  test("do not spin while every look is slow", async () => {
    const time = new DrivenTime();
    let looks = 0;
    const slow = new Poller({
      look: () => {
        looks += 1;
        return new Promise(() => {});
      },
      until: () => 0,
      ticker: time,
    });
    const { signal } = new AbortController();
    const until = (sdkAppId: number) =>
      void slow.until({ sdkAppId, statusUntil: normal.StatusSince, done: () => true, signal });
    until(1);
    await time.pass(10);
    until(2);
    await time.pass(60_000);
    expect(looks).toBe(2);
    expect(time.timers).toBe(0);
  });

  /**
   * Destroys so many applications, one after the other as a rate allows, each through two windows.
   *
   * @returns the requests that the waits took, and what they may take at most
   */
  async function destroy(count: number, apart: number, windows: readonly number[]) {
    const backend = new Applications();
    const ends: number[] = [];
    const remove = async (id: number) => {
      for (const window of windows) {
        ends.push(backend.time.now() + window);
        await backend.wait(id, window);
      }
    };
    const began = backend.time.now();
    const all: Promise<void>[] = [];
    for (let id = 1; id <= count; id += 1) {
      all.push(remove(id));
      await backend.time.pass(apart);
    }
    let isOver = false;
    void Promise.all(all).then(() => {
      isOver = true;
    });
    while (!isOver) await backend.time.pass(500);
    const batches = Math.ceil(count / applicationsPerRequest);
    const ticks = Math.floor((backend.time.now() - began) / everyMs);
    return { asked: backend.asked.length, most: ticks * batches + requestsAtEnds(ends) };
  }

  /** A look for all that end within a quarter of a second, in as many requests as those need. */
  function requestsAtEnds(ends: readonly number[]): number {
    let requests = 0;
    let left = [...ends].sort((one, other) => one - other);
    while (left[0] !== undefined) {
      const last = left[0] + 250;
      const together = left.filter((end) => end <= last).length;
      requests += Math.ceil(together / applicationsPerRequest);
      left = left.slice(together);
    }
    return requests;
  }

  test.each([
    [60, 50, 50],
    [300, 50, 200],
    [300, 0, 70],
  ])(
    "of %d applications, %d ms apart, through two windows of 20 s take at most %d requests",
    async (count, apart, requests) => {
      const { asked, most } = await destroy(count, apart, [20_000, 20_000]);
      expect(asked).toBeLessThanOrEqual(Math.min(most, requests));
    },
  );

  test("take a look per interval for all and one per end, whatever the windows are", async () => {
    // Shorter ones may end before the next one that ends with them has begun.
    const windows = fc.array(fc.integer({ min: 300, max: 30_000 }), { minLength: 1, maxLength: 3 });
    const counts = fc.integer({ min: 1, max: 250 });
    const gaps = fc.integer({ min: 0, max: 120 });
    await fc.assert(
      fc.asyncProperty(counts, gaps, windows, async (count, apart, spans) => {
        const { asked, most } = await destroy(count, apart, spans);
        expect(asked).toBeLessThanOrEqual(most);
      }),
      { numRuns: 12 },
    );
  });
});
