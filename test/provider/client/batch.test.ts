import { Batch } from "../../../provider/client/batch";

/** Loads in calls that the test answers. */
class Loads {
  readonly calls: { keys: string[]; answer: (values: string[]) => void; fail: (error: Error) => void }[] = [];
  readonly batch: Batch<string, string>;

  constructor(limit = 100) {
    this.batch = new Batch({
      limit,
      print: (key) => key,
      load: (keys) => new Promise((answer, fail) => this.calls.push({ keys, answer, fail })),
    });
  }

  get asked(): string[][] {
    return this.calls.map((call) => call.keys);
  }

  answer(index: number): void {
    const call = this.calls[index];
    call?.answer(call.keys.map((key) => `${key} by call ${index}`));
  }
}

const turn = () => new Promise((resolve) => setImmediate(resolve));

describe("batch", () => {
  test("what is asked for in one turn goes into one call, each key once", async () => {
    const loads = new Loads();
    const values = Promise.all([loads.batch.get("a"), loads.batch.get("b"), loads.batch.get("a")]);
    await turn();
    expect(loads.asked).toEqual([["a", "b"]]);
    loads.answer(0);
    expect(await values).toEqual(["a by call 0", "b by call 0", "a by call 0"]);
  });

  test("no call takes more keys than its limit", async () => {
    const loads = new Loads(2);
    const values = Promise.all(["a", "b", "c", "d", "e"].map((key) => loads.batch.get(key)));
    await turn();
    expect(loads.asked).toEqual([["a", "b"], ["c", "d"], ["e"]]);
    for (const index of [2, 0, 1]) loads.answer(index);
    expect(await values).toEqual(["a by call 0", "b by call 0", "c by call 1", "d by call 1", "e by call 2"]);
  });

  test("what is asked for while a call is under way goes into the next one, never into the old answer", async () => {
    const loads = new Loads();
    const first = loads.batch.get("a");
    await turn();
    const later = Promise.all([loads.batch.get("a"), loads.batch.get("b")]);
    await turn();
    expect(loads.asked).toEqual([["a"]]);
    loads.answer(0);
    expect(await first).toBe("a by call 0");
    await turn();
    expect(loads.asked).toEqual([["a"], ["a", "b"]]);
    loads.answer(1);
    expect(await later).toEqual(["a by call 1", "b by call 1"]);
  });

  test("nothing is kept: asked for again, it is loaded again", async () => {
    const loads = new Loads();
    for (let round = 0; round < 2; round += 1) {
      const value = loads.batch.get("a");
      await turn();
      loads.answer(round);
      expect(await value).toBe(`a by call ${round}`);
    }
  });

  test("a failed call fails its own keys and no others", async () => {
    const loads = new Loads(1);
    const values = Promise.allSettled([loads.batch.get("a"), loads.batch.get("b")]);
    await turn();
    loads.calls[0]?.fail(new Error("refused"));
    loads.answer(1);
    expect(await values).toMatchObject([
      { status: "rejected" },
      { status: "fulfilled", value: "b by call 1" },
    ]);
    const again = loads.batch.get("a");
    await turn();
    loads.answer(2);
    expect(await again).toBe("a by call 2");
  });

  test("a key that is left unanswered is an error, not a wait for ever", async () => {
    const loads = new Loads();
    const value = loads.batch.get("a");
    await turn();
    loads.calls[0]?.answer([]);
    await expect(value).rejects.toThrow("unanswered");
  });
});
