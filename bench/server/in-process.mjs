// @ts-check
// A creation through the service in this process, without a server before it.
import { createRequire } from "node:module";
import path from "node:path";
import { measureOf } from "../measure.mjs";
import { built, newApplication } from "./served.mjs";

const { DatabaseSync } = createRequire(import.meta.url)("@photostructure/sqlite");

/** Against one raw SQLite transaction each. @param {string} folder @param {number} n @param {number} count */
export async function createInProcess(folder, n, count) {
  const { openStore, embeddedUin } = built("backend/store");
  const { createService } = built("backend/service");
  const store = await openStore({ file: path.join(folder, "embedded.db"), create: true });
  const service = createService(store);
  const context = { uin: embeddedUin, actor: { kind: "admin" }, requestId: "bench" };
  await service.answer("ModifySettings", { ApplicationsPerAccount: 1e6 }, context);
  const raw = new DatabaseSync(path.join(folder, "raw.db"));
  for (const setting of ["journal_mode = wal", "synchronous = full"]) raw.exec(`pragma ${setting}`);
  raw.exec("create table floor (id integer primary key, properties text not null) strict");
  const insert = raw.prepare("insert into floor (properties) values (?)");
  /** @type {import("../measure.mjs").Pair[]} */
  const pairs = [];
  for (let round = 0; round <= n; round += 1) {
    const applications = Array.from({ length: count }, newApplication);
    let started = performance.now();
    for (const application of applications) await service.answer("CreateApplication", application, context);
    const subject = ((performance.now() - started) * 1000) / count;
    started = performance.now();
    for (const application of applications) {
      raw.exec("begin immediate");
      insert.run(JSON.stringify(application));
      raw.exec("commit");
    }
    const floor = ((performance.now() - started) * 1000) / count;
    if (round > 0) pairs.push({ subject, floor });
  }
  raw.close();
  await store.close();
  return measureOf({
    name: "server: a creation in process, against one raw SQLite transaction",
    goal: 3,
    unit: "µs",
    pairs,
  });
}
