import { RateLimit } from "../../ground/rate-limit";

const never = new AbortController().signal;

/** A clock that stands still; it notes for how long each call is told to wait. */
class Clock {
  time = 0;
  readonly pauses: number[] = [];

  now(): number {
    return this.time;
  }

  async pause(milliseconds: number): Promise<void> {
    this.pauses.push(milliseconds);
  }
}

/** How long each of `count` calls of an action waits, in milliseconds; calls that don't wait are left out. */
async function pausesOf(limit: RateLimit, clock: Clock, action: string, count: number): Promise<number[]> {
  const before = clock.pauses.length;
  for (let index = 0; index < count; index += 1) await limit.turn(action, never);
  return clock.pauses.slice(before);
}

describe("rate limit", () => {
  test("spreads the calls of one action over the second", async () => {
    const clock = new Clock();
    const pauses = await pausesOf(new RateLimit(20, clock), clock, "rtcapp:DescribeApplications", 41);
    expect(pauses).toEqual(Array.from({ length: 40 }, (_, index) => (index + 1) * 50));
  });

  test("actions don't wait for each other", async () => {
    const clock = new Clock();
    const limit = new RateLimit(1, clock);
    expect(await pausesOf(limit, clock, "rtcapp:A", 2)).toEqual([1_000]);
    expect(await pausesOf(limit, clock, "rtcapp:B", 2)).toEqual([1_000]);
  });

  test("unused turns aren't saved up", async () => {
    const clock = new Clock();
    const limit = new RateLimit(10, clock);
    await pausesOf(limit, clock, "a", 1);
    clock.time = 60_000;
    expect(await pausesOf(limit, clock, "a", 3)).toEqual([100, 200]);
  });

  test("no limit, no wait", async () => {
    const clock = new Clock();
    expect(await pausesOf(new RateLimit(Number.POSITIVE_INFINITY, clock), clock, "a", 1_000)).toEqual([]);
  });

  test("a signal ends the wait for a turn", async () => {
    const limit = new RateLimit(1);
    await limit.turn("a", never);
    const controller = new AbortController();
    const turn = limit.turn("a", controller.signal);
    controller.abort();
    await expect(turn).rejects.toMatchObject({ name: "AbortError" });
  });
});
