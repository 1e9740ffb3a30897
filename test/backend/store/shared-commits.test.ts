import { copyFileSync, existsSync, mkdirSync, readFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import fc from "fast-check";
import { sql } from "kysely";
import { embeddedUin, keyFileOf, openStore, type Store, StoreBug, type Write } from "../../../backend/store";
import { Company } from "../../../backend/store/sqlite/company";
import { Connection } from "../../../backend/store/sqlite/connection";
import { longestMs, quietMs } from "../../../backend/store/sqlite/gathering";
import { inputs } from "../../depth";
import { temporaryFolders } from "./folders";

const folder = temporaryFolders();
const stores: Store[] = [];
const open = async (file = join(folder(), "backend.db"), { isPatient = false } = {}) => {
  const store = await openStore({ file, create: true, environment: {}, isPatient });
  stores.push(store);
  return { file, store };
};
afterEach(async () => {
  jest.restoreAllMocks();
  for (const store of stores.splice(0)) await store.close();
});

const add = (value: string) => async (db: Write) => {
  const row = { uin: embeddedUin, tag_key: "key", tag_value: value, created_at: 1 };
  await db.insertInto("tag_pairs").values(row).execute();
  return value;
};
const addAndFail = (value: string) => async (db: Write) => {
  await add(value)(db);
  throw new Error(`planted: ${value}`);
};
const values = async (store: Store) =>
  (
    await store.read((db) => db.selectFrom("tag_pairs").select("tag_value").orderBy("tag_value").execute())
  ).map((row) => row.tag_value);

/** Commits in the write-ahead log, by its frames that say how large the database is after them (sqlite.org/fileformat2.html). */
function commitsIn(file: string): number {
  const log = readFileSync(`${file}-wal`);
  const [header, frameHeader, pageSize] = [32, 24, log.readUInt32BE(8)];
  let commits = 0;
  for (let at = header; at + frameHeader + pageSize <= log.length; at += frameHeader + pageSize) {
    const isOfThisLog = log.subarray(at + 8, at + 16).equals(log.subarray(16, 24));
    if (isOfThisLog && log.readUInt32BE(at + 4) !== 0) commits += 1;
  }
  return commits;
}

test.each([
  ["two writes at once", 2, 1],
  ["as many as a transaction takes", 32, 1],
  ["one more", 33, 2],
  ["a hundred", 100, 4],
])("%s share commits", async (_name, count, expected) => {
  const { file, store } = await open();
  await store.write(add("warm"));
  const before = commitsIn(file);
  await Promise.all(Array.from({ length: count }, (_, index) => store.write(add(String(index)))));
  expect(commitsIn(file) - before).toBe(expected);
  expect(await values(store)).toHaveLength(count + 1);
});

test("one that fails takes back what it did alone, in the commit of the others", async () => {
  const { file, store } = await open();
  await store.write(add("warm"));
  const before = commitsIn(file);
  const outcomes = await Promise.allSettled([
    store.write(add("a")),
    store.write(addAndFail("b")),
    store.write(add("c")),
  ]);
  expect(commitsIn(file) - before).toBe(1);
  expect(outcomes).toMatchObject([{ value: "a" }, { reason: { message: "planted: b" } }, { value: "c" }]);
  expect(await values(store)).toEqual(["a", "c", "warm"]);
});

test.each([
  ["before it has changed anything", async () => {}, 1],
  [
    "after a look alone",
    async (db: Write) => void (await db.selectFrom("accounts").selectAll().execute()),
    1,
  ],
  ["after it has changed something", async (db: Write) => void (await add("b")(db)), 2],
])("where one fails %s, each of a transaction is done so often", async (_name, step, times) => {
  const { store } = await open();
  const done = { a: 0, b: 0 };
  const outcomes = await Promise.allSettled([
    store.write((db) => {
      done.a += 1;
      return add("a")(db);
    }),
    store.write(async (db) => {
      done.b += 1;
      await step(db);
      throw new Error("planted");
    }),
  ]);
  expect(outcomes).toMatchObject([{ value: "a" }, { reason: { message: "planted" } }]);
  expect(done).toEqual({ a: times, b: times });
  expect(await values(store)).toEqual(["a"]);
});

test("a write alone that fails is done once", async () => {
  const { store } = await open();
  let done = 0;
  const write = store.write(async (db) => {
    done += 1;
    await addAndFail("a")(db);
  });
  await expect(write).rejects.toThrow("planted: a");
  expect(done).toBe(1);
  expect(await values(store)).toEqual([]);
});

test("reads that ask at once see one moment, and one that fails is alone in it", async () => {
  const { store } = await open();
  const begins = jest.spyOn(Connection.prototype, "execute");
  const outcomes = await Promise.allSettled([
    store.read((db) => db.selectFrom("tag_pairs").selectAll().execute()),
    store.read(async () => {
      throw new Error("planted");
    }),
    store.read((db) => db.selectFrom("tag_pairs").selectAll().execute()),
  ]);
  expect(outcomes).toMatchObject([{ value: [] }, { reason: { message: "planted" } }, { value: [] }]);
  expect(begins.mock.calls.filter(([statement]) => statement === "begin")).toHaveLength(1);
});

test("a read that asks after a write was told sees it, whatever reads are under way", async () => {
  const { store } = await open();
  const early = store.read(async (db) => {
    await new Promise(setImmediate);
    return db.selectFrom("tag_pairs").selectAll().execute();
  });
  await store.write(add("a"));
  expect(await values(store)).toEqual(["a"]);
  await early;
});

test("a commit that fails fails all who shared it, those that had failed before included", async () => {
  const { store } = await open();
  const breaksAtCommit = async (db: Write) => {
    await sql`pragma defer_foreign_keys = on`.execute(db);
    const row = { sdk_app_id: 1, user_id: "of nothing", client_token: null, created_at: 1 };
    await db.insertInto("admin_accounts").values(row).execute();
  };
  const outcomes = await Promise.allSettled([
    store.write(add("a")),
    store.write(addAndFail("b")),
    store.write(breaksAtCommit),
  ]);
  const failed = { status: "rejected", reason: { name: "ConstraintViolation", constraint: "other" } };
  expect(outcomes).toMatchObject([failed, failed, failed]);
  expect(await values(store)).toEqual([]);
  await store.write(add("d"));
  expect(await values(store)).toEqual(["d"]);
});

test("a full disk takes back only what nobody was told of", async () => {
  const { store } = await open();
  await store.write(async (db) => {
    const { rows } = await sql<{ page_count: number }>`pragma page_count`.execute(db);
    await sql.raw(`pragma max_page_count = ${rows[0]?.page_count}`).execute(db);
  });
  const large = "x".repeat(100_000);
  const outcomes = await Promise.allSettled(["a", large, "b"].map((value) => store.write(add(value))));
  expect(outcomes[1]).toMatchObject({ reason: { kind: "disk-full" } });
  const told = outcomes.flatMap((outcome) => (outcome.status === "fulfilled" ? [outcome.value] : []));
  expect(await values(store)).toEqual(told);
});

test("killed before whatever statement, what anybody was told is there, and all of a commit or nothing", async () => {
  const { file, store } = await open();
  const told: string[] = [];
  const copies: { file: string; told: readonly string[] }[] = [];
  const execute = Connection.prototype.execute;
  jest.spyOn(Connection.prototype, "execute").mockImplementation(function (this: Connection, ...given) {
    // A process that is killed leaves its files as they are.
    const copy = join(dirname(file), String(copies.length), basename(file));
    mkdirSync(dirname(copy));
    for (const name of [file, `${file}-wal`]) {
      if (existsSync(name)) copyFileSync(name, copy + name.slice(file.length));
    }
    copyFileSync(keyFileOf(file), keyFileOf(copy));
    copies.push({ file: copy, told: [...told] });
    return execute.apply(this, given);
  });
  const write = async (value: string) => told.push(await store.write(add(value)));
  const burst = (names: string) => Promise.all([...names].map(write));
  await burst("abc");
  await burst("de");
  // One that fails has the others done again, each in a savepoint.
  await Promise.allSettled([write("f"), store.write(addAndFail("x")), write("g")]);
  jest.restoreAllMocks();
  expect(copies.length).toBeGreaterThan(20);
  const found = new Set<string>();
  for (const { file: copy, told: before } of copies) {
    const { store: left } = await open(copy);
    const there = (await values(left)).join("");
    expect(["", "abc", "abcde", "abcdefg"]).toContain(there);
    expect([...there]).toEqual(expect.arrayContaining([...before]));
    found.add(there);
  }
  expect(found.size).toBeGreaterThan(1);
});

test("a write inside a write fails, and doesn't wait for ever", async () => {
  jest.useFakeTimers({ doNotFake: ["setImmediate", "nextTick", "queueMicrotask", "performance"] });
  try {
    const { store } = await open();
    const nested = store.write(async (db) => {
      await add("a")(db);
      await store.write(add("b"));
    });
    const settled = expect(nested).rejects.toBeInstanceOf(StoreBug);
    for (let round = 0; round < 4; round += 1) await new Promise(setImmediate);
    await jest.advanceTimersByTimeAsync(80_000);
    await settled;
    expect(await values(store)).toEqual([]);
  } finally {
    jest.useRealTimers();
  }
});

test("whatever is written at once, what succeeds is there in the order of asking, and nothing else", async () => {
  const { store } = await open();
  const burst = fc.array(fc.record({ fails: fc.boolean(), steps: fc.integer({ min: 0, max: 3 }) }), {
    maxLength: 40,
  });
  let asked = 0;
  await fc.assert(
    fc.asyncProperty(burst, async (writes) => {
      const before = await values(store);
      const seen: number[] = [];
      const outcomes = await Promise.allSettled(
        writes.map(({ fails, steps }, index) => {
          asked += 1;
          const value = String(asked).padStart(9, "0");
          return store.write(async (db) => {
            for (let step = 0; step < steps; step += 1) await Promise.resolve();
            seen.push(index);
            return (fails ? addAndFail : add)(value)(db);
          });
        }),
      );
      expect([...new Set(seen)]).toEqual(writes.map((_, index) => index));
      expect(outcomes.map(({ status }) => status === "rejected")).toEqual(writes.map(({ fails }) => fails));
      const added = outcomes.flatMap((outcome) => (outcome.status === "fulfilled" ? [outcome.value] : []));
      expect(await values(store)).toEqual([...before, ...added]);
    }),
    { numRuns: inputs(30) },
  );
});

describe("where writers are patient", () => {
  /** The turns of the event loop that a write needs to begin its transaction. */
  const someTurns = async () => {
    for (let turn = 0; turn < 5; turn += 1) await new Promise((resolve) => setImmediate(resolve));
  };
  const laterBy = async (milliseconds: number) => {
    jest.advanceTimersByTime(milliseconds);
    await someTurns();
  };
  beforeEach(() => void jest.useFakeTimers({ doNotFake: ["setImmediate", "nextTick", "queueMicrotask"] }));
  afterEach(() => void jest.useRealTimers());
  const patient = async () => {
    const { file, store } = await open(undefined, { isPatient: true });
    const first = store.write(add("warm"));
    await someTurns();
    await laterBy(quietMs);
    await first;
    return { file, store };
  };

  test("those who come one soon after the other share a commit, and nobody waits for ever", async () => {
    const { file, store } = await patient();
    // Nobody has come, so one goes without waiting.
    await store.write(add("at once"));
    const before = commitsIn(file);
    const written: Promise<string>[] = [];
    const soonMs = quietMs - 5;
    for (let waited = 0; waited + soonMs < longestMs; waited += soonMs) {
      written.push(store.write(add(`${waited} ms`)));
      await someTurns();
      expect(commitsIn(file)).toBe(before);
      await laterBy(soonMs);
    }
    await laterBy(quietMs);
    await Promise.all(written);
    expect(written.length).toBeGreaterThan(4);
    expect(commitsIn(file) - before).toBe(1);
    const late = store.write(add("after a quiet time"));
    await someTurns();
    await laterBy(quietMs);
    await late;
    expect(commitsIn(file) - before).toBe(2);
  });

  test("a store that is closed ends what waits", async () => {
    const { store } = await patient();
    await store.write(add("at once"));
    const waiting = store.write(add("waits"));
    await someTurns();
    const closed = store.close();
    await laterBy(quietMs);
    await expect(waiting).resolves.toBe("waits");
    await closed;
  });
});

test.each<[string, (tried: number) => boolean, string]>([
  ["nobody ever comes", () => false, "w.w..w....w........w........w........w"],
  ["somebody always comes", () => true, "wwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwww"],
  ["somebody comes at the third try", (tried) => tried === 3, "w.w..ww.w..w....w........w........w..."],
])("where %s, this is how often is waited (w)", (_name, comes, expected) => {
  const company = new Company();
  let tried = 0;
  const waits = Array.from({ length: expected.length }, () => {
    if (!company.isWorthWaitingFor()) return ".";
    tried += 1;
    company.learn(comes(tried));
    return "w";
  });
  expect(waits.join("")).toBe(expected);
});
