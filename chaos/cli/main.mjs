// @ts-check
// The real command, engine, provider and server, killed at random times.
import { build } from "../../tools/build.mjs";
import { log, root, UserError } from "../../tools/command-line.mjs";
import { findEngine } from "../../tools/engine.mjs";
import { playIn } from "../workers.mjs";

/** @typedef {import("../errand.js").Cut} Cut */

/**
 * @param {{ seed: number, rounds: number, json: boolean }} options
 * @returns {Promise<number>} the exit code
 */
export async function runCli({ seed, rounds, json }) {
  // Whose processes are whose is told by their environment.
  if (process.platform !== "linux") throw new UserError("--cli needs Linux: it finds processes in /proc.");
  await build();
  const { env: engine } = await findEngine();
  /** @type {Cut[]} */
  const cuts = [];
  const started = performance.now();
  await playIn("cli/worker.ts", [{ root, engine, seed, rounds }], (/** @type {Cut} */ cut) => {
    cuts.push(cut);
    log(inWords(cut));
  });
  const findings = cuts.flatMap((cut) => cut.findings);
  const leftover = cuts.flatMap((cut) => cut.leftover);
  const all = {
    seed,
    rounds,
    kills: cuts.filter(({ hit }) => hit).length,
    ...count(findings),
    leftByEdits: cuts.at(-2)?.left ?? 0,
    leftoverProcesses: leftover.length,
    seconds: Math.round((performance.now() - started) / 100) / 10,
  };
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}`);
  process.stdout.write(json ? `${JSON.stringify({ ...all, cuts })}\n` : `${lines.join("\n")}\n`);
  return findings.length + leftover.length === 0 ? 0 : 1;
}

/** @param {Cut["findings"]} findings */
function count(findings) {
  const of = (/** @type {string} */ kind) => findings.filter((finding) => finding.kind === kind).length;
  return {
    orphan: of("orphan"),
    double: of("double"),
    lost: of("lost"),
    noisy: of("noisy"),
    stuck: of("stuck"),
  };
}

/** @param {Cut} cut */
const inWords = ({ what, hit, findings, leftover }) =>
  [
    `${what}${hit ? "" : " (it was not there)"}`,
    ...findings.map((finding) => `  ${finding.kind}: ${finding.what}`),
    ...leftover.map((words) => `  left over: ${words}`),
  ].join("\n");
