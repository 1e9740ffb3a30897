import { Batch } from "../../../provider/client/batch";

/** Loads in calls that the test answers. */
class Loads {
  readonly calls: { keys: string[]; answer: (values: string[]) => void; fail: (error: Error) => void }[] = [];
  readonly batch: Batch<string, string>;
  readonly #waits: (() => void)[] = [];

  constructor(limit = 100) {
    this.batch = new Batch({
      limit,
      print: (key) => key,
      after: (work) => this.#waits.push(work),
      load: (keys) => new Promise((answer, fail) => this.calls.push({ keys, answer, fail })),
    });
  }

  get asked(): string[][] {
    return this.calls.map((call) => call.keys);
  }

  /** Ends the while for which a call waits for more keys. */
  endWhile(): void {
    for (const work of this.#waits.splice(0)) work();
  }

  /** Until no call waits for more keys. */
  async pass(): Promise<void> {
    await turns();
    this.endWhile();
    await turns();
  }

  answer(index: number): void {
    const call = this.calls[index];
    call?.answer(call.keys.map((key) => `${key} by call ${index}`));
  }
}

/** A batch gathers in some turns of the event loop. */
async function turns(): Promise<void> {
  for (let turn = 0; turn < 4; turn += 1) await new Promise((resolve) => setImmediate(resolve));
}

describe("batch", () => {
  test("what is asked for in one turn goes into one call, each key once", async () => {
    const loads = new Loads();
    const values = Promise.all([loads.batch.get("a"), loads.batch.get("b"), loads.batch.get("a")]);
    await loads.pass();
    expect(loads.asked).toEqual([["a", "b"]]);
    loads.answer(0);
    expect(await values).toEqual(["a by call 0", "b by call 0", "a by call 0"]);
  });

  test("the first who asks waits for others, later who asks alone waits for nobody", async () => {
    const loads = new Loads();
    const value = loads.batch.get("a");
    await turns();
    expect(loads.asked).toEqual([]);
    await loads.pass();
    expect(loads.asked).toEqual([["a"]]);
    loads.answer(0);
    expect(await value).toBe("a by call 0");
    void loads.batch.get("b");
    await turns();
    expect(loads.asked).toEqual([["a"], ["b"]]);
  });

  test("where several ask, a call waits until no more of them come", async () => {
    const loads = new Loads();
    const values = [loads.batch.get("a"), loads.batch.get("b")];
    for (const key of ["c", "d"]) {
      await turns();
      values.push(loads.batch.get(key));
      loads.endWhile();
    }
    expect(loads.asked).toEqual([]);
    await loads.pass();
    expect(loads.asked).toEqual([["a", "b", "c", "d"]]);
    loads.answer(0);
    expect(await Promise.all(values)).toHaveLength(4);
  });

  test("a stream that doesn't end is cut, so that nobody waits for ever", async () => {
    const loads = new Loads();
    void loads.batch.get("the first");
    for (let key = 0; key < 30; key += 1) {
      void loads.batch.get(`another${key}`);
      loads.endWhile();
      await turns();
    }
    expect(loads.asked[0]?.length).toBeGreaterThan(20);
  });

  test("no call takes more keys than its limit", async () => {
    const loads = new Loads(2);
    const values = Promise.all(["a", "b", "c", "d", "e"].map((key) => loads.batch.get(key)));
    await loads.pass();
    expect(loads.asked).toEqual([["a", "b"], ["c", "d"], ["e"]]);
    for (const index of [2, 0, 1]) loads.answer(index);
    expect(await values).toEqual(["a by call 0", "b by call 0", "c by call 1", "d by call 1", "e by call 2"]);
  });

  test("a call that is full goes while others still come, and no more calls are made than the keys need", async () => {
    const loads = new Loads(2);
    const values = ["a", "b", "c"].map((key) => loads.batch.get(key));
    await turns();
    expect(loads.asked).toEqual([["a", "b"]]);
    values.push(loads.batch.get("d"), loads.batch.get("e"));
    loads.answer(0);
    await turns();
    loads.endWhile();
    expect(loads.asked).toEqual([
      ["a", "b"],
      ["c", "d"],
    ]);
    await loads.pass();
    expect(loads.asked).toEqual([["a", "b"], ["c", "d"], ["e"]]);
    for (const index of [1, 2]) loads.answer(index);
    expect(await Promise.all(values)).toEqual(
      [0, 0, 1, 1, 2].map((call, at) => `${"abcde"[at]} by call ${call}`),
    );
  });

  test("what is asked for while a call is under way goes into the next one, never into the old answer", async () => {
    const loads = new Loads();
    const first = loads.batch.get("a");
    await loads.pass();
    const later = Promise.all([loads.batch.get("a"), loads.batch.get("b")]);
    await loads.pass();
    expect(loads.asked).toEqual([["a"]]);
    loads.answer(0);
    expect(await first).toBe("a by call 0");
    await loads.pass();
    expect(loads.asked).toEqual([["a"], ["a", "b"]]);
    loads.answer(1);
    expect(await later).toEqual(["a by call 1", "b by call 1"]);
  });

  test("nothing is kept: asked for again, it is loaded again", async () => {
    const loads = new Loads();
    for (let round = 0; round < 2; round += 1) {
      const value = loads.batch.get("a");
      await loads.pass();
      loads.answer(round);
      expect(await value).toBe(`a by call ${round}`);
    }
  });

  test("a failed call fails its own keys and no others", async () => {
    const loads = new Loads(1);
    const values = Promise.allSettled([loads.batch.get("a"), loads.batch.get("b")]);
    await loads.pass();
    loads.calls[0]?.fail(new Error("refused"));
    loads.answer(1);
    expect(await values).toMatchObject([
      { status: "rejected" },
      { status: "fulfilled", value: "b by call 1" },
    ]);
    const again = loads.batch.get("a");
    await loads.pass();
    loads.answer(2);
    expect(await again).toBe("a by call 2");
  });

  test("a key that is left unanswered is an error, not a wait for ever", async () => {
    const loads = new Loads();
    const value = loads.batch.get("a");
    await loads.pass();
    loads.calls[0]?.answer([]);
    await expect(value).rejects.toThrow("unanswered");
  });
});
