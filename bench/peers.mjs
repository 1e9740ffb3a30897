// @ts-check
// The served backend beside emulators of other clouds: creating one thing and reading one, over HTTP, asked by the
// same client in turns. Ours verifies signatures and has every answer on disk before it is sent.
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { log, UserError } from "../tools/command-line.mjs";
import { measureOf } from "./measure.mjs";
import { startAzurite } from "./peers/azurite.mjs";
import { startMoto } from "./peers/moto.mjs";
import { ask, poolOf, time } from "./server/load.mjs";
import { createSome, startServed } from "./server/served.mjs";

/**
 * @typedef {import("./server/load.mjs").Prepared} Prepared
 * @typedef {"create" | "read"} Verb
 * @typedef {import("./server/process.mjs").Started & Record<Verb, (name: string) => Prepared>} Peer
 * @typedef {{ start: () => Promise<Peer>, thing: string, goals: Record<Verb, number | null> }} Candidate
 * @typedef {{ name: string, pool: import("undici").Pool, requests: Record<Verb, () => Prepared> }} Runner
 */

/** @type {Record<string, Candidate>} */
const candidates = {
  Azurite: { start: startAzurite, thing: "a queue in memory", goals: { create: 1, read: 0.5 } },
  moto: { start: startMoto, thing: "a queue of SQS in memory", goals: { create: null, read: null } },
};

/**
 * @param {import("./main.mjs").Options} options
 * @returns {AsyncGenerator<import("./measure.mjs").Measure>}
 */
export async function* run({ n = 5, resources = 1000 }) {
  const peers = await startPeers();
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "tencentrtc-bench-"));
  const served = await startServed(folder);
  try {
    const ids = await createSome(served, 1);
    /** @type {Runner[]} */
    const runners = [
      {
        name: "ours",
        pool: served.pool,
        requests: { create: served.create, read: () => served.describe(ids) },
      },
      ...(await Promise.all([...peers].map(([name, peer]) => runnerOf(name, peer)))),
    ];
    for (const verb of /** @type {const} */ (["create", "read"])) {
      const rounds = await roundsOf(verb, runners, n, resources);
      for (const name of peers.keys()) {
        const { thing, goals } = /** @type {Candidate} */ (candidates[name]);
        yield measureOf({
          name: `peers: ${verb} an application, against ${name}'s ${verb} of ${thing}`,
          goal: goals[verb],
          unit: "µs per request",
          pairs: rounds.map((times) => ({
            subject: times.get("ours") ?? Number.NaN,
            floor: times.get(name) ?? Number.NaN,
          })),
        });
      }
    }
    await Promise.all(runners.slice(1).map(({ pool }) => pool.close()));
  } finally {
    await Promise.all([served.end(), ...[...peers.values()].map((peer) => peer.end())]);
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

/** Those that can be had; the others are told of. @returns {Promise<Map<string, Peer>>} */
async function startPeers() {
  /** @type {Map<string, Peer>} */
  const peers = new Map();
  for (const [name, { start }] of Object.entries(candidates)) {
    try {
      peers.set(name, await start());
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      log(`${name}: not to be had (${error.message}), so the comparison with it is SKIPPED.`);
    }
  }
  return peers;
}

/** @param {string} name @param {Peer} peer @returns {Promise<Runner>} */
async function runnerOf(name, { url, create, read }) {
  const pool = poolOf(url);
  let made = 0;
  const next = () => {
    made += 1;
    return create(`bench-${made}`);
  };
  await ask(pool, create("first"));
  return { name, pool, requests: { create: next, read: () => read("first") } };
}

/**
 * @param {Verb} verb @param {readonly Runner[]} runners @param {number} n @param {number} count
 * @returns {Promise<Map<string, number>[]>} of each round, the microseconds of each runner
 */
async function roundsOf(verb, runners, n, count) {
  const rounds = [];
  for (let round = 0; round <= n; round += 1) {
    /** @type {Map<string, number>} */
    const times = new Map();
    for (const { name, pool, requests } of runners) {
      times.set(name, (await time(pool, Array.from({ length: count }, requests[verb]))).mean);
    }
    // The first round warms all up and isn't counted.
    if (round === 0) continue;
    rounds.push(times);
    const told = [...times].map(([name, mean]) => `${name} ${Math.round(mean)}`);
    log(`  ${verb}: round ${round} of ${n}, µs per request: ${told.join(", ")}`);
  }
  return rounds;
}
