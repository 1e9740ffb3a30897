// @ts-check
// What a write costs: through the store, against the same statements in bare SQLite transactions of the same run.
import fs from "node:fs";
import { createRequire } from "node:module";
import os from "node:os";
import path from "node:path";
import { log, root } from "../tools/command-line.mjs";
import { measureOf } from "./measure.mjs";

const require = createRequire(import.meta.url);
const { DatabaseSync } = require("@photostructure/sqlite");

/** The largest ratio that is good. */
const goal = 3;

/**
 * @typedef {{ write: (index: number) => unknown, close: () => unknown }} Writer
 * One transaction each time: a counter is read and increased, and a row is added.
 */

/**
 * @param {import("./main.mjs").Options} options
 * @returns {AsyncGenerator<import("./measure.mjs").Measure>}
 */
export async function* run({ n = 7, resources = 1000 }) {
  /** @type {import("./measure.mjs").Pair[]} */
  const pairs = [];
  // The first round warms the code up and isn't counted.
  for (let round = 0; round <= n; round += 1) {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), "tencentrtc-bench-"));
    try {
      const subject = await timed(await openSubject(path.join(folder, "backend.db")), resources);
      const floor = await timed(openFloor(path.join(folder, "floor.db")), resources);
      if (round === 0) continue;
      pairs.push({ subject, floor });
      log(`  round ${round} of ${n}`);
    } finally {
      fs.rmSync(folder, { recursive: true, force: true });
    }
  }
  yield measureOf({ name: "store: a write against bare SQLite", goal, unit: "µs per write", pairs });
}

/** Microseconds per write, one after the other. @param {Writer} writer @param {number} count */
async function timed({ write, close }, count) {
  const started = performance.now();
  for (let index = 0; index < count; index += 1) await write(index);
  const took = performance.now() - started;
  await close();
  return (took * 1000) / count;
}

/** @param {string} file @returns {Promise<Writer>} */
async function openSubject(file) {
  const { openStore, embeddedUin } = require(path.join(root, "dist/backend/store"));
  const store = await openStore({ file, create: true });
  const write = (/** @type {number} */ index) =>
    store.write(async (/** @type {any} */ db) => {
      const account = await db
        .selectFrom("accounts")
        .select("next_sdk_app_id")
        .where("uin", "=", embeddedUin)
        .executeTakeFirstOrThrow();
      await db
        .updateTable("accounts")
        .set({ next_sdk_app_id: account.next_sdk_app_id + 1 })
        .where("uin", "=", embeddedUin)
        .execute();
      await db
        .insertInto("tag_pairs")
        .values({ uin: embeddedUin, tag_key: "key", tag_value: String(index), created_at: 0 })
        .execute();
    });
  return { write, close: () => store.close() };
}

/** The floor: the store's tables, durability and statements, prepared once. @param {string} file @returns {Writer} */
function openFloor(file) {
  const database = new DatabaseSync(file);
  for (const setting of ["journal_mode = wal", "synchronous = full"]) database.exec(`pragma ${setting}`);
  database.exec("create table accounts (uin text primary key, next_sdk_app_id bigint not null)");
  database.exec(
    "create table tag_pairs (uin text, tag_key text, tag_value text, created_at bigint, primary key (uin, tag_key, tag_value))",
  );
  database.exec("insert into accounts values ('1', 1)");
  const select = database.prepare("select next_sdk_app_id from accounts where uin = ?");
  const update = database.prepare("update accounts set next_sdk_app_id = ? where uin = ?");
  const insert = database.prepare("insert into tag_pairs values (?, ?, ?, ?)");
  const write = (/** @type {number} */ index) => {
    database.exec("begin immediate");
    const { next_sdk_app_id } = select.get("1");
    update.run(next_sdk_app_id + 1, "1");
    insert.run("1", "key", String(index), 0);
    database.exec("commit");
  };
  return { write, close: () => database.close() };
}
