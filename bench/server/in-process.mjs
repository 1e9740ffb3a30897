// @ts-check
// A creation through the service in this process, without a server before it.
import { createRequire } from "node:module";
import path from "node:path";
import { measureOf } from "../measure.mjs";
import { inFlight } from "./load.mjs";
import { built, newApplication } from "./served.mjs";

const { DatabaseSync } = createRequire(import.meta.url)("@photostructure/sqlite");

/**
 * Against one raw SQLite transaction each; asked one after the other, and as many at once as a run of Pulumi asks.
 *
 * @param {string} folder @param {number} n @param {number} count
 * @returns {AsyncGenerator<import("../measure.mjs").Measure>}
 */
export async function* createInProcess(folder, n, count) {
  const { openStore, embeddedUin } = built("backend/store");
  const { createService } = built("backend/service");
  const store = await openStore({ file: path.join(folder, "embedded.db"), create: true });
  const service = createService(store);
  const context = { uin: embeddedUin, actor: { kind: "admin" }, requestId: "bench" };
  await service.answer("ModifySettings", { ApplicationsPerAccount: 1e6 }, context);
  /** @param {number} atOnce */
  const create = (atOnce) => async () => {
    const applications = Array.from({ length: count }, newApplication).values();
    const worker = async () => {
      for (const application of applications) await service.answer("CreateApplication", application, context);
    };
    await Promise.all(Array.from({ length: atOnce }, worker));
  };
  const raw = openRaw(folder);
  for (const [name, atOnce] of /** @type {const} */ ([
    ["one after the other", 1],
    [`${inFlight} at once`, inFlight],
  ])) {
    /** @type {import("../measure.mjs").Pair[]} */
    const pairs = [];
    for (let round = 0; round <= n; round += 1) {
      const subject = await microseconds(create(atOnce), count);
      const floor = await microseconds(() => raw.insert(count), count);
      // The first round warms both up and isn't counted.
      if (round > 0) pairs.push({ subject, floor });
    }
    yield measureOf({
      name: `server: a creation in process, ${name}, against one raw SQLite transaction`,
      goal: 3,
      unit: "µs",
      pairs,
    });
  }
  raw.close();
  await store.close();
}

/** A table of texts; each row in a transaction of its own. @param {string} folder */
function openRaw(folder) {
  const database = new DatabaseSync(path.join(folder, "raw.db"));
  for (const setting of ["journal_mode = wal", "synchronous = full"]) database.exec(`pragma ${setting}`);
  database.exec("create table floor (id integer primary key, properties text not null) strict");
  const statement = database.prepare("insert into floor (properties) values (?)");
  return {
    /** @param {number} count */
    insert(count) {
      for (let row = 0; row < count; row += 1) {
        database.exec("begin immediate");
        statement.run(JSON.stringify(newApplication()));
        database.exec("commit");
      }
    },
    close: () => database.close(),
  };
}

/** Of one of `count`. @param {() => unknown} work @param {number} count */
async function microseconds(work, count) {
  const started = performance.now();
  await work();
  return ((performance.now() - started) * 1000) / count;
}
