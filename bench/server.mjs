// @ts-check
// The management backend as a server, beside hono on node that answers as many bytes without a question; both in
// processes of their own, asked by the same client in turns. And a creation in process against raw SQLite.
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { log, root } from "../tools/command-line.mjs";
import { measureOf } from "./measure.mjs";
import { createInProcess } from "./server/in-process.mjs";
import { ask, poolOf, time } from "./server/load.mjs";
import { startProcess } from "./server/process.mjs";
import { createSome, startServed } from "./server/served.mjs";

/** Applications in one look, as many as a mid-sized program has. */
const batch = 10;
/** Requests after which memory must not have grown. */
const marathon = 100_000;

/**
 * @param {import("./main.mjs").Options} options
 * @returns {AsyncGenerator<import("./measure.mjs").Measure>}
 */
export async function* run({ n = 5, resources = 1000, fast }) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "tencentrtc-bench-"));
  const served = await startServed(folder);
  const floor = await startProcess(process.execPath, [path.join(root, "bench/server/bare-hono.mjs")]);
  const bare = poolOf(floor.url);
  try {
    const ids = await createSome(served, batch);
    const actions = { describe: () => served.describe(ids), create: served.create };
    for (const [name, prepare] of Object.entries(actions)) {
      /** @type {Record<"mean" | "p99", import("./measure.mjs").Pair[]>} */
      const pairs = { mean: [], p99: [] };
      for (let round = 0; round <= n; round += 1) {
        const requests = Array.from({ length: resources }, prepare);
        const size = (await ask(served.pool, prepare())).length;
        const own = await time(served.pool, requests);
        const floored = await time(
          bare,
          requests.map(({ body }) => ({
            body,
            headers: { "content-type": "application/json", "x-size": String(size) },
          })),
        );
        // The first round warms both up and isn't counted.
        if (round === 0) continue;
        for (const what of /** @type {const} */ (["mean", "p99"]))
          pairs[what].push({ subject: own[what], floor: floored[what] });
        log(`  ${name}: round ${round} of ${n}, ${Math.round(1e6 / own.mean)} requests/s`);
      }
      // Without a goal: bare hono asks nobody and remembers nothing. The goals are in `-- peers`.
      yield measureOf({
        name: `server: ${name}, against bare hono`,
        goal: null,
        unit: "µs per request",
        pairs: pairs.mean,
      });
      yield measureOf({
        name: `server: ${name}, p99 of the wait, against bare hono`,
        goal: null,
        unit: "µs",
        pairs: pairs.p99,
      });
    }
    if (!fast) yield await memory(served, actions.describe);
    yield* createInProcess(folder, n, resources);
  } finally {
    await bare.close();
    await Promise.all([served.end(), floor.end()]);
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

/** @param {import("./server/served.mjs").Served} served @param {() => import("./server/load.mjs").Prepared} prepare */
async function memory({ pool, url }, prepare) {
  const megabytes = async () => {
    const text = await (await fetch(`${url}/metrics`)).text();
    return Number(/^process_resident_memory_bytes (\d+)/m.exec(text)?.[1]) / 2 ** 20;
  };
  const part = 2_000;
  let before = Number.NaN;
  for (let asked = 0; asked < marathon; asked += part) {
    await time(pool, Array.from({ length: part }, prepare));
    if (asked + part === marathon / 5) before = await megabytes();
  }
  const pairs = [{ subject: await megabytes(), floor: before }];
  return measureOf({
    name: `server: memory after ${marathon} requests, against after a fifth of them`,
    goal: 1.2,
    unit: "MB",
    pairs,
  });
}
