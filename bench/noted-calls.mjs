// @ts-check
// How often a provider made each call, counted by its own process: the engine kills it, so it can't say so at its end.
import fs from "node:fs";
import path from "node:path";
import { root } from "../tools/command-line.mjs";

/**
 * Counts the calls of every provider that is run with `env`.
 *
 * @param {string} file where they are noted
 */
export const notingCalls = (file) => ({
  env: {
    NODE_OPTIONS: `--require ${JSON.stringify(path.join(root, "bench/calls-of-run.cjs"))}`,
    TENCENTRTC_BENCH_CALLS: file,
  },
  /** The calls since the last time, the most frequent first. @returns {[string, number][]} */
  calls() {
    if (!fs.existsSync(file)) return [];
    /** @type {Record<string, number>} */
    const counts = {};
    for (const name of fs.readFileSync(file, "utf8").trim().split("\n"))
      counts[name] = (counts[name] ?? 0) + 1;
    fs.rmSync(file);
    return Object.entries(counts).sort(([, one], [, other]) => other - one);
  },
});
