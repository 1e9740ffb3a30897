import { Client } from "pg";
import { openStore } from "../../backend/store";
import { postgresKey } from "../backend/databases";
import { addPair } from "../backend/store/tag-pairs";
import { databasesTaken, urlOf } from "./taken";

const { databases, taken } = databasesTaken();
const open = (url: string) =>
  openStore({
    url,
    create: false,
    environment: { TENCENTRTC_BACKEND_KEY: postgresKey },
    busyTimeoutMs: 2_000,
  });

test("a write that another program's transaction undoes is done again", async () => {
  const database = await taken(databases.made());
  const store = await open(urlOf(database));
  const rival = new Client({ connectionString: urlOf(database) });
  await rival.connect();
  await rival.query("begin; update accounts set name = 'rival'");
  let calls = 0;
  const write = store.write(async (db) => {
    calls += 1;
    const { next_sdk_app_id } = await db
      .selectFrom("accounts")
      .select("next_sdk_app_id")
      .executeTakeFirstOrThrow();
    if (calls === 1) await rival.query("update accounts set next_sdk_app_id = next_sdk_app_id + 10; commit");
    await db
      .updateTable("accounts")
      .set({ next_sdk_app_id: next_sdk_app_id + 1 })
      .execute();
  });
  await write;
  await rival.end();
  expect(calls).toBe(2);
  expect(await database.run("select next_sdk_app_id::int as next, name from accounts")).toEqual([
    { next: 1999000012, name: "rival" },
  ]);
  await store.close();
});

test("a write that is always undone ends in an error", async () => {
  const database = await taken(databases.made());
  const store = await open(urlOf(database));
  const write = store.write(async (db) => {
    await db.selectFrom("accounts").selectAll().execute();
    await database.run("update accounts set next_sdk_app_id = next_sdk_app_id + 1");
    await db.updateTable("accounts").set({ name: "late" }).execute();
  });
  await expect(write).rejects.toMatchObject({ kind: "locked", why: "other writers were always first" });
  await store.close();
});

test("a connection that the server ends is an error once, and replaced", async () => {
  const database = await taken(databases.made());
  const store = await open(urlOf(database));
  const write = store.write(async (db) => {
    await db.updateTable("accounts").set({ name: "lost" }).execute();
    await database.run(
      "select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'pulumi-tencentrtc' and datname = current_database()",
    );
    await db.updateTable("accounts").set({ name: "lost twice" }).execute();
  });
  await expect(write).rejects.toMatchObject({
    kind: "unreachable",
    next: expect.stringContaining("Run again"),
  });
  await store.write(addPair("a"));
  expect(await database.run("select name from accounts")).toEqual([{ name: "embedded" }]);
  await store.close();
});

test("a backend that is replaced or sealed anew meanwhile is neither read nor written", async () => {
  const database = await taken(databases.made());
  const store = await open(urlOf(database));
  await database.run("update meta set key_id = '0000000000000000'");
  await expect(store.write(addPair("a"))).rejects.toMatchObject({ kind: "key-wrong" });
  await database.run("update meta set identity = 'another'");
  await expect(store.write(addPair("a"))).rejects.toMatchObject({ kind: "moved" });
  await expect(store.read(async () => {})).rejects.toMatchObject({ kind: "moved" });
  await store.close();
});

test("an empty list finds nothing", async () => {
  const store = await open(urlOf(await taken(databases.made())));
  const find = store.read((db) => db.selectFrom("accounts").selectAll().where("uin", "in", []).execute());
  expect(await find).toEqual([]);
  await store.close();
});

test("a process takes five connections at most", async () => {
  const database = await taken(databases.made());
  const store = await open(urlOf(database));
  const counts = await Promise.all(
    Array.from({ length: 40 }, async (_, index) => {
      await store.write(addPair(String(index)));
      return store.read(async () => {
        const [row] = await database.run(
          "select count(*)::int as count from pg_stat_activity where application_name = 'pulumi-tencentrtc' and datname = current_database()",
        );
        return Number(Object(row).count);
      });
    }),
  );
  expect(Math.max(...counts)).toBeLessThanOrEqual(5);
  await store.close();
});
