import fc from "fast-check";
import {
  ConstraintViolation,
  embeddedUin,
  insertInto,
  openStore,
  type Store,
  StoreBug,
  statement,
} from "../../../backend/store";
import { inputs } from "../../depth";
import { onPostgres, type TestDatabase, testDatabases, testOnFiles } from "../databases";
import { childProcesses } from "./processes";
import { addPair, pairs } from "./tag-pairs";

const databases = testDatabases();
const start = childProcesses();
const stores: Store[] = [];
const used: TestDatabase[] = [];
const open = async (database?: TestDatabase, busyTimeoutMs?: number) => {
  const opened = database ?? (await databases.made());
  if (database === undefined) used.push(opened);
  const { location, environment } = opened;
  const store = await openStore({ ...location, environment, create: false, busyTimeoutMs });
  stores.push(store);
  return { store, database: opened, child: { ...location, environment } };
};
afterEach(async () => {
  for (const store of stores.splice(0)) await store.close();
  for (const database of used.splice(0)) await database.remove();
});

test("what is written is read, by this store and by another", async () => {
  const { store, database } = await open();
  const { store: other } = await open(database);
  expect(await store.write(async (db) => (await addPair("a")(db)).length)).toBe(1);
  expect(await pairs(store)).toEqual(["a"]);
  expect(await pairs(other)).toEqual(["a"]);
});

test("a write that throws leaves nothing and passes its error on", async () => {
  const { store } = await open();
  const planted = new Error("planted");
  const write = store.write(async (db) => {
    await addPair("a")(db);
    throw planted;
  });
  await expect(write).rejects.toBe(planted);
  expect(await pairs(store)).toEqual([]);
  await store.write(addPair("b"));
  expect(await pairs(store)).toEqual(["b"]);
});

testOnFiles("a key that exists is recognised, and the transaction can go on", async () => {
  const { store } = await open();
  await store.write(async (db) => {
    await addPair("a")(db);
    const error = await addPair("a")(db).catch((caught: unknown) => caught);
    expect(error).toMatchObject({ constraint: "unique" });
    await addPair("b")(db);
  });
  expect(await pairs(store)).toEqual(["a", "b"]);
});

test("a row that refers to nothing is refused, and is no unique violation", async () => {
  const { store } = await open();
  const write = store.write((db) =>
    db
      .insertInto("admin_accounts")
      .values({ sdk_app_id: 1, user_id: "x", client_token: null, created_at: 1 })
      .execute(),
  );
  const error = await write.catch((caught: unknown) => caught);
  expect(error).toBeInstanceOf(ConstraintViolation);
  expect(error).toMatchObject({ constraint: "other" });
});

test("a read sees one moment, whatever is written meanwhile", async () => {
  const { store } = await open();
  await store.read(async (db) => {
    // The moment is that of the read's beginning, before its first query.
    await store.write(addPair("a"));
    expect(await db.selectFrom("tag_pairs").selectAll().execute()).toEqual([]);
    await store.write(addPair("b"));
    expect(await db.selectFrom("tag_pairs").selectAll().execute()).toEqual([]);
  });
  expect(await pairs(store)).toEqual(["a", "b"]);
});

test("a read that writes is a fault of ours", async () => {
  const { store } = await open();
  const write = store.read((db) => db.deleteFrom("accounts").execute());
  await expect(write).rejects.toBeInstanceOf(StoreBug);
});

test("writes of two stores in one process wait for each other without blocking it", async () => {
  const { store, database } = await open();
  const { store: other } = await open(database);
  const order: string[] = [];
  let release = () => {};
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  let begun = () => {};
  const holds = new Promise<void>((resolve) => {
    begun = resolve;
  });
  const first = store.write(async (db) => {
    await addPair("first")(db);
    begun();
    await held;
    order.push("first");
  });
  await holds;
  const second = other.write(async (db) => {
    await addPair("second")(db);
    order.push("second");
  });
  await new Promise((resolve) => setTimeout(resolve, 30));
  release();
  await Promise.all([first, second]);
  expect(order).toEqual(["first", "second"]);
  expect(await pairs(store)).toEqual(["first", "second"]);
});

test("many writes at once are done one after the other", async () => {
  const { store } = await open();
  await Promise.all(Array.from({ length: 100 }, (_, index) => store.write(addPair(String(index)))));
  expect(await pairs(store)).toHaveLength(100);
});

test("four processes lose no write", async () => {
  const { store, child: given } = await open();
  // Writers on a server wait for each other over the network: fewer of them take as long.
  const count = onPostgres ? 250 : 1_000;
  const names = ["a", "b", "c", "d"];
  const children = names.map((name) => start("write", { ...given, name, count }));
  await Promise.all(children.map((child) => child.answer()));
  for (const child of children) child.go();
  expect(await Promise.all(children.map((child) => child.answer()))).toEqual(names.map(() => "done"));
  await Promise.all(children.map((child) => child.ended));
  const account = await store.read((db) =>
    db.selectFrom("accounts").select("next_sdk_app_id").executeTakeFirstOrThrow(),
  );
  expect(account.next_sdk_app_id).toBe(1999000001 + count * names.length);
  expect(await pairs(store)).toHaveLength(count * names.length);
  expect(await store.findDamage()).toEqual([]);
});

test("a writer killed at any moment leaves whole transactions", async () => {
  const { store, database, child: given } = await open();
  for (const name of ["a", "b", "c"]) {
    const before = await pairs(store);
    const child = start("write", { ...given, name, count: 1_000_000 });
    await child.answer();
    child.go();
    while ((await pairs(store)).length < before.length + 20) await new Promise(setImmediate);
    child.process.kill("SIGKILL");
    await child.ended;
    const { next_sdk_app_id, rows } = await store.read(async (db) => ({
      ...(await db.selectFrom("accounts").select("next_sdk_app_id").executeTakeFirstOrThrow()),
      rows: await db.selectFrom("tag_pairs").select("tag_value").execute(),
    }));
    expect(next_sdk_app_id - 1999000001).toBe(rows.length);
  }
  // Opening checks every page of a file.
  expect(await pairs((await open(database)).store)).toEqual(await pairs(store));
  expect(await store.findDamage()).toEqual([]);
});

test("a lock that another process keeps ends in an error; reads go on, and so do writes once it is gone", async () => {
  const { store, database, child: given } = await open(undefined, 50);
  const child = start("hold", given);
  expect(await child.answer()).toBe("held");
  await expect(store.write(addPair("a"))).rejects.toMatchObject({ kind: "locked" });
  expect(await pairs(store)).toEqual([]);
  const { store: late } = await open(database, 50);
  expect(await pairs(late)).toEqual([]);
  child.process.kill("SIGKILL");
  await child.ended;
  await store.write(addPair("b"));
  expect(await pairs(store)).toEqual(["b"]);
  const account = await store.read((db) =>
    db.selectFrom("accounts").select("name").executeTakeFirstOrThrow(),
  );
  expect(account.name).toBe("embedded");
});

test("closing waits for what is running, and can be done twice", async () => {
  const { store, database } = await open();
  const write = store.write(async (db) => {
    await new Promise((resolve) => setTimeout(resolve, 10));
    await addPair("a")(db);
  });
  await Promise.all([store.close(), write]);
  await store.close();
  await expect(store.write(addPair("b"))).rejects.toBeDefined();
  const { store: again } = await open(database);
  expect(await pairs(again)).toEqual(["a"]);
});

const among = statement<{ key: string; values: readonly string[] }>()((db, { value, list }) =>
  db
    .selectFrom("tag_pairs")
    .select("tag_value")
    .where("tag_key", "=", value("key"))
    .where("tag_value", "in", list("values"))
    .orderBy("tag_value"),
);

test("a statement that is compiled once finds what it is asked for at each call", async () => {
  const { store } = await open();
  const { store: other } = await open();
  const digits = [..."0123456789"];
  for (const each of [store, other]) {
    await each.write((db) => Promise.all(digits.map((digit) => addPair(digit)(db))));
  }
  await fc.assert(
    fc.asyncProperty(
      fc.subarray([...digits, "none"]),
      fc.constantFrom("key", "other"),
      async (values, key) => {
        const expected = key === "key" ? values.filter((value) => value !== "none") : [];
        for (const each of [store, other]) {
          const rows = await each.read((db) => among(db, { key, values }));
          expect(rows.map((row) => row.tag_value)).toEqual(expected);
        }
      },
    ),
    { numRuns: inputs(60) },
  );
});

test("rows with other columns are inserted by other statements, and what can't be stored is refused", async () => {
  const { store } = await open();
  const insertPair = insertInto("tag_pairs");
  const pair = { uin: embeddedUin, tag_key: "key", tag_value: "a", created_at: 1 };
  const reversed = { created_at: 2, tag_value: "b", tag_key: "key", uin: embeddedUin };
  await store.write(async (db) => {
    await insertPair(db, pair);
    await insertPair(db, reversed);
    await insertPair(db, { ...pair, tag_value: "c" });
  });
  const rows = await store.read((db) =>
    db.selectFrom("tag_pairs").selectAll().orderBy("tag_value").execute(),
  );
  expect(rows).toEqual([pair, reversed, { ...pair, tag_value: "c" }]);
  await expect(store.write((db) => insertPair(db, { ...pair, tag_value: "a\0b" }))).rejects.toBeInstanceOf(
    StoreBug,
  );
});
