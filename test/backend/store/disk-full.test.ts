import { readdirSync } from "node:fs";
import { join } from "node:path";
import { sql } from "kysely";
import { embeddedUin, openStore, type Store } from "../../../backend/store";
import { temporaryFolders } from "./folders";
import { tinyDisk, unmountAfterwards } from "./mounts";

unmountAfterwards();
const folder = temporaryFolders();

const open = (file: string) => openStore({ file, create: true, environment: {} });
const fill = (store: Store, key: string) =>
  store.write(async (db) => {
    for (let index = 0; index < 50; index += 1) {
      await db
        .insertInto("tag_pairs")
        .values({ uin: embeddedUin, tag_key: key, tag_value: `${index}${"x".repeat(2_000)}`, created_at: 1 })
        .execute();
    }
  });
const count = async (store: Store) =>
  (await store.read((db) => db.selectFrom("tag_pairs").select("tag_key").execute())).length;

test("a database that may not grow says so and keeps what it had", async () => {
  const store = await open(join(folder(), "backend.db"));
  await fill(store, "before");
  await store.write(async (db) => {
    const { rows } = await sql<{ page_count: number }>`pragma page_count`.execute(db);
    await sql.raw(`pragma max_page_count = ${rows[0]?.page_count}`).execute(db);
  });
  await expect(fill(store, "after")).rejects.toMatchObject({ kind: "disk-full" });
  expect(await count(store)).toBe(50);
  await store.close();
});

const disk = tinyDisk(folder(), 1024 * 1024);
const onDisk = disk === undefined ? test.skip : test;

onDisk("a full disk (skipped: mounting is not allowed) says so and keeps what was committed", async () => {
  const file = join(disk?.path ?? "", "backend.db");
  const store = await open(file);
  let filled = 0;
  let error: unknown;
  while (error === undefined && filled < 100) {
    error = await fill(store, `round ${filled}`).catch((caught: unknown) => caught);
    if (error === undefined) filled += 1;
  }
  expect(error).toMatchObject({ kind: "disk-full" });
  expect(filled).toBeGreaterThan(0);
  expect(await count(store)).toBe(filled * 50);
  await store.close();
  const again = await open(file);
  expect(await count(again)).toBe(filled * 50);
  await again.close();
});

test.each([4, 12, 40, 80])(
  "no room to create a database (%d kB; passes unseen where mounting is not allowed)",
  async (kilobytes) => {
    const small = tinyDisk(folder(), kilobytes * 1024)?.path;
    if (small === undefined) return;
    await expect(open(join(small, "backend.db"))).rejects.toMatchObject({ kind: "disk-full" });
    expect(readdirSync(small).filter((name) => name.endsWith(".db"))).toEqual([]);
  },
);
