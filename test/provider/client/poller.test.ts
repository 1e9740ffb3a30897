import type { ApplicationEntry, ApplicationRecord, ApplicationStatus } from "../../../backend/api";
import { Batch } from "../../../provider/client/batch";
import { Poller } from "../../../provider/client/poller";

beforeEach(() => {
  jest.useFakeTimers({ now: Date.parse("2026-03-01T00:00:00Z") });
});
afterEach(() => {
  jest.useRealTimers();
});

const seconds = (count: number) => jest.advanceTimersByTimeAsync(count * 1_000);
/** Long enough for everything that is due now, whatever turns of the event loop it takes. */
const now = () => jest.advanceTimersByTimeAsync(10);

/** A backend whose applications end their windows at given instants; it counts how often it is asked. */
class Applications {
  readonly asked: number[][] = [];
  readonly #ends = new Map<number, number | null>();
  readonly #batch = new Batch<number, ApplicationEntry>({
    limit: 100,
    print: String,
    load: async (ids) => {
      this.asked.push(ids);
      return ids.map((id) => this.#entry(id));
    },
  });
  readonly poller = new Poller((id) => this.#batch.get(id));

  /** @param after seconds until its window ends; null: the window has no known end. */
  disabling(id: number, after: number | null): this {
    this.#ends.set(id, after === null ? null : Date.now() + after * 1_000);
    return this;
  }

  wait(id: number, signal = new AbortController().signal): Promise<ApplicationStatus> {
    const done = (entry: ApplicationEntry) => statusOf(entry) === "Disabled";
    return this.poller.until(id, done, signal).then(statusOf);
  }

  #entry(id: number): ApplicationEntry {
    const end = this.#ends.get(id) ?? null;
    const Status = end !== null && end <= Date.now() ? "Disabled" : "Disabling";
    const StatusUntil = end === null || Status === "Disabled" ? null : new Date(end).toISOString();
    return entryOf({ ...normal, SdkAppId: id, Status, StatusUntil });
  }
}

const normal: ApplicationRecord = {
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

const statusOf = (entry: ApplicationEntry): ApplicationStatus => {
  if (entry.Outcome !== "Found") throw new Error("not found");
  return entry.Application.Status;
};

describe("poller", () => {
  test("asks for everything that is due in one call", async () => {
    const backend = new Applications();
    const ids = Array.from({ length: 60 }, (_, index) => index + 1);
    const waits = Promise.all(ids.map((id) => backend.disabling(id, 1).wait(id)));
    await now();
    expect(backend.asked).toEqual([ids]);
    await seconds(2);
    expect(await waits).toEqual(ids.map(() => "Disabled"));
    expect(backend.asked).toEqual([ids, ids]);
  });

  test("several waits for one application ask once", async () => {
    const backend = new Applications().disabling(1, 1);
    const waits = Promise.all([backend.wait(1), backend.wait(1), backend.wait(1)]);
    await seconds(2);
    await waits;
    expect(backend.asked).toEqual([[1], [1]]);
  });

  test("looks every two seconds, and just after the end that a window announces", async () => {
    const backend = new Applications().disabling(1, 5);
    const wait = backend.wait(1);
    const looks: number[] = [];
    for (let second = 0; second <= 6; second += 1) {
      await (second === 0 ? now() : seconds(1));
      looks.push(backend.asked.length);
    }
    await wait;
    expect(looks).toEqual([1, 1, 2, 2, 3, 3, 4]);
  });

  test("a wait that joins while a look is under way neither hurries nor stops the others", async () => {
    const backend = new Applications().disabling(1, 3).disabling(2, 3);
    const first = backend.wait(1);
    await seconds(1);
    const second = backend.wait(2);
    await seconds(3);
    await Promise.all([first, second]);
    expect(backend.asked.length).toBeLessThanOrEqual(6);
  });

  test("a signal ends its own wait and leaves no timer behind", async () => {
    const backend = new Applications().disabling(1, null);
    const controller = new AbortController();
    const wait = backend.wait(1, controller.signal);
    await seconds(1);
    controller.abort(new Error("the deadline has passed"));
    await expect(wait).rejects.toThrow("the deadline has passed");
    expect(jest.getTimerCount()).toBe(0);
    await seconds(60);
    expect(backend.asked).toHaveLength(1);
  });

  test("a signal that has fired already asks nothing", async () => {
    const backend = new Applications().disabling(1, null);
    await expect(backend.wait(1, AbortSignal.abort(new Error("too late")))).rejects.toThrow("too late");
    expect(backend.asked).toEqual([]);
  });

  test("a failed look fails its wait, not the next one", async () => {
    let fails = true;
    const poller = new Poller(async (id) => {
      if (fails) throw new Error("refused");
      return entryOf({ ...normal, SdkAppId: id });
    });
    const signal = new AbortController().signal;
    const wait = expect(poller.until(1, () => true, signal)).rejects.toThrow("refused");
    await now();
    await wait;
    fails = false;
    const next = poller.until(1, () => true, signal);
    await now();
    expect(await next).toMatchObject({ SdkAppId: 1 });
  });

  test("while every look is slow nothing spins", async () => {
    let looks = 0;
    const slow = new Poller(() => {
      looks += 1;
      return new Promise(() => {});
    });
    const { signal } = new AbortController();
    void slow.until(1, () => true, signal);
    await now();
    void slow.until(2, () => true, signal);
    await seconds(5);
    expect(looks).toBe(2);
    expect(jest.getTimerCount()).toBe(0);
  });
});
