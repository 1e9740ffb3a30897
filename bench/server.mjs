// @ts-check
// The management backend as a server, against hono on node that answers as many bytes without a question; both in
// processes of their own, asked by the same client in turns. And a creation in process against raw SQLite.
import { execFileSync } from "node:child_process";
import fs from "node:fs";
import { createRequire } from "node:module";
import os from "node:os";
import path from "node:path";
import { Pool } from "undici";
import { log, root } from "../tools/command-line.mjs";
import { measureOf } from "./measure.mjs";
import { startProcess } from "./server/process.mjs";

const require = createRequire(import.meta.url);
/** @param {string} module below dist/ @returns {any} */
const built = (module) => require(path.join(root, "dist", module));
const command = path.join(root, "dist/cli/main.js");

/** Requests under way at once. */
const inFlight = 16;
/** Applications in one look, as many as a mid-sized program has. */
const batch = 10;
/** Half of bare hono's requests per second is twice its time. */
const goal = 2;
/** Requests after which memory must not have grown. */
const marathon = 100_000;

/**
 * @typedef {{ headers: Record<string, string>, body: string }} Prepared
 * @typedef {{ secretId: string, secretKey: string }} Key
 * @typedef {{ mean: number, p99: number }} Times microseconds of a request's share, and of its wait
 */

/**
 * @param {import("./main.mjs").Options} options
 * @returns {AsyncGenerator<import("./measure.mjs").Measure>}
 */
export async function* run({ n = 5, resources = 1000, fast }) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "tencentrtc-bench-"));
  const database = ["--database", `file:${path.join(folder, "backend.db")}`];
  /** @param {string[]} args @returns {Key} */
  const account = (...args) =>
    JSON.parse(
      execFileSync(process.execPath, [command, "account", ...args, ...database, "--json"], {
        encoding: "utf8",
      }),
    );
  const key = account("add", "bench", "--window-seconds", "0");
  const operator = account("key", "bench", "--rights", "admin");
  const server = await startProcess([command, "serve", "--listen", "127.0.0.1:0", "--quiet", ...database]);
  const floor = await startProcess([path.join(root, "bench/server/bare-hono.mjs")]);
  const url = server.ready.listening;
  const pools = [url, floor.ready.listening].map((origin) => new Pool(origin, { connections: inFlight }));
  const [subject, bare] = pools;
  try {
    if (!subject || !bare) throw new Error("two pools were made");
    await ask(
      subject,
      signed(url, operator, "ModifySettings", { RequestsPerSecond: 1e6, ApplicationsPerAccount: 1e6 }),
    );
    const ids = await createSome(subject, url, key);
    const actions = {
      describe: () => signed(url, key, "DescribeApplications", { SdkAppIds: ids }),
      create: () => signed(url, key, "CreateApplication", newApplication()),
    };
    for (const [name, prepare] of Object.entries(actions)) {
      /** @type {Record<"mean" | "p99", import("./measure.mjs").Pair[]>} */
      const pairs = { mean: [], p99: [] };
      for (let round = 0; round <= n; round += 1) {
        const requests = Array.from({ length: resources }, prepare);
        const size = (await ask(subject, prepare())).length;
        const own = await time(subject, requests);
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
      yield measureOf({
        name: `server: ${name}, against bare hono`,
        goal,
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
    if (!fast) yield await memory(subject, url, actions.describe);
    yield await embedded(folder, n, resources);
  } finally {
    await Promise.all(pools.map((pool) => pool.close()));
    await Promise.all([server.end(), floor.end()]);
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

let made = 0;
const newApplication = () => {
  made += 1;
  return {
    Name: `bench_${made}`,
    Region: "singapore",
    Products: ["chat"],
    ClientToken: `token-${made}`,
    Owner: `o::s::p::::r${made}`,
  };
};

/**
 * Signed beforehand: what a client needs for that is its own matter.
 *
 * @param {string} url @param {Key} key @param {string} action @param {object} parameters
 * @returns {Prepared}
 */
function signed(url, key, action, parameters) {
  const { actions, printAuthorization, tc3Date, tc3Signature } = built("backend/api");
  const { service, version } = actions[action];
  const timestamp = Math.floor(Date.now() / 1000);
  const body = JSON.stringify(parameters);
  made += 1;
  const headers = [
    ["content-type", "application/json"],
    ["host", new URL(url).host],
    ["x-nonce", String(made)],
    ["x-tc-action", action.toLowerCase()],
  ];
  const covered = { method: "POST", path: "/", query: "", headers, payload: body, timestamp, service };
  const authorization = printAuthorization({
    secretId: key.secretId,
    date: tc3Date(timestamp),
    service,
    signedHeaders: headers.map(([name]) => name),
    signature: tc3Signature(covered, key.secretKey),
  });
  return {
    body,
    headers: {
      ...Object.fromEntries(headers),
      authorization,
      "x-tc-action": action,
      "x-tc-version": version,
      "x-tc-timestamp": String(timestamp),
    },
  };
}

/** @param {Pool} pool @param {Prepared} request */
async function ask(pool, { headers, body }) {
  const answer = await pool.request({ method: "POST", path: "/", headers, body });
  const text = await answer.body.text();
  if (answer.statusCode !== 200 || text.includes('"Error"')) throw new Error(`a request failed: ${text}`);
  return text;
}

/** @param {Pool} pool @param {string} url @param {Key} key @returns {Promise<number[]>} */
const createSome = (pool, url, key) =>
  Promise.all(
    Array.from(
      { length: batch },
      async () =>
        JSON.parse(await ask(pool, signed(url, key, "CreateApplication", newApplication()))).Response
          .SdkAppId,
    ),
  );

/** @param {Pool} pool @param {readonly Prepared[]} requests @returns {Promise<Times>} */
async function time(pool, requests) {
  const queue = requests.values();
  /** @type {number[]} */
  const waits = [];
  const started = performance.now();
  const worker = async () => {
    for (const request of queue) {
      const asked = performance.now();
      await ask(pool, request);
      waits.push((performance.now() - asked) * 1000);
    }
  };
  await Promise.all(Array.from({ length: inFlight }, worker));
  const mean = ((performance.now() - started) * 1000) / requests.length;
  waits.sort((a, b) => a - b);
  return { mean, p99: waits[Math.floor(waits.length * 0.99)] ?? Number.NaN };
}

/** @param {Pool} pool @param {string} url @param {() => Prepared} prepare */
async function memory(pool, url, prepare) {
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

/** @param {string} folder @param {number} n @param {number} count */
async function embedded(folder, n, count) {
  const { openStore, embeddedUin } = built("backend/store");
  const { createService } = built("backend/service");
  const { DatabaseSync } = require("@photostructure/sqlite");
  const store = await openStore({ file: path.join(folder, "embedded.db"), create: true });
  const service = createService(store);
  const context = { uin: embeddedUin, actor: { kind: "admin" }, requestId: "bench" };
  await service.answer("ModifySettings", { ApplicationsPerAccount: 1e6 }, context);
  const raw = new DatabaseSync(path.join(folder, "raw.db"));
  for (const setting of ["journal_mode = wal", "synchronous = full"]) raw.exec(`pragma ${setting}`);
  raw.exec("create table floor (id integer primary key, properties text not null) strict");
  const insert = raw.prepare("insert into floor (properties) values (?)");
  /** @type {import("./measure.mjs").Pair[]} */
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
