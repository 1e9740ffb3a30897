#!/usr/bin/env node
// @ts-check
// Throws broken inputs at everything that reads bytes of strangers: it may refuse them, but neither crash nor hang, nor
// cost much. Each input can be had again by its seed and number.
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { build } from "../tools/build.mjs";
import { log, parseCommandLine, runAsTool, UsageError } from "../tools/command-line.mjs";
import { installDependencies } from "../tools/install.mjs";
import { suggestion } from "../tools/suggestion.mjs";
import { targets } from "./targets.mjs";
import { watch } from "./watch.mjs";

/** @typedef {import("./reader.mjs").Outcome} Outcome */

const LIST = Object.entries(targets)
  .map(([name, { about, inputs }]) => `  ${name.padEnd(8)}${about}; ${inputs.toLocaleString("en")} inputs`)
  .join("\n");

const HELP = `Feeds broken inputs to everything that reads foreign bytes, and counts the answers.

  npm run fuzz -- [<target>…]     all of them, if none is named
    --runs <count>                number of inputs per target; each has its own default
    --seed <number>               seed of the changes; default 1
    --only <number>               only the input with this number, which a failure names
    --bound <seconds>             processor seconds that an input may take, instead of the target's own bound
    --json                        one object per line and target: { target, seed, inputs, seconds, slowest, megabytes, answers, failure }

Exit code 1: an input crashes or hangs its reader, breaks a promise, or takes more processor time than allowed.

${LIST}`;

/** @param {string | undefined} text @param {string} option */
function wholeNumber(text, option) {
  if (text === undefined) return undefined;
  if (/^\d{1,7}$/.test(text)) return Number(text);
  throw new UsageError(`${option} takes a whole number, not "${text}".`);
}

await runAsTool(import.meta.url, async () => {
  const flag = /** @type {const} */ ({ type: "boolean", default: false });
  const text = /** @type {const} */ ({ type: "string" });
  const { values, positionals } = parseCommandLine({
    options: { json: flag, help: flag, runs: text, seed: text, only: text, bound: text },
    allowPositionals: true,
  });
  if (values.help) return void process.stdout.write(`${HELP}\n`);
  const known = Object.keys(targets);
  const unknown = positionals.find((name) => !Object.hasOwn(targets, name));
  if (unknown !== undefined) {
    throw new UsageError(`There is no target "${unknown}".${suggestion(unknown, known)} There are:\n${LIST}`);
  }
  const seed = wholeNumber(values.seed, "--seed") ?? 1;
  const only = wholeNumber(values.only, "--only");
  const runs = wholeNumber(values.runs, "--runs");
  const bound = values.bound === undefined ? undefined : Number(values.bound);
  if (bound !== undefined && !(bound > 0)) throw new UsageError("--bound takes seconds, such as 0.5.");
  await installDependencies();
  await build();
  let code = 0;
  for (const name of positionals.length > 0 ? positionals : known) {
    const target = targets[name];
    if (!target) continue;
    const inputs = only === undefined ? (runs ?? target.inputs) : 1;
    const result = await fuzz(name, { seed, from: only ?? 0, count: inputs, bound: bound ?? target.bound });
    process.stdout.write(values.json ? `${JSON.stringify(result)}\n` : `${print(result)}\n`);
    if (result.failure) code = 1;
  }
  return code;
});

/**
 * @param {string} target
 * @param {Pick<import("./reader.mjs").Task, "seed" | "from" | "count" | "bound">} range
 */
async function fuzz(target, range) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "tencentrtc-fuzz-"));
  const progress = path.join(folder, "current");
  const started = performance.now();
  try {
    const outcome = await watch({ target, ...range, progress });
    if (outcome.failure) {
      const kept = path.join(os.tmpdir(), `fuzz-${target}-${range.seed}-${outcome.failure.index}`);
      fs.writeFileSync(kept, fs.readFileSync(progress).subarray(10));
      log(
        `The input is ${kept}. Again: npm run fuzz -- ${target} --seed ${range.seed} --only ${outcome.failure.index}`,
      );
    }
    const seconds = Number(((performance.now() - started) / 1000).toFixed(1));
    return { target, seed: range.seed, inputs: range.count, seconds, ...outcome };
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

/** @param {Outcome & { target: string, seed: number, inputs: number, seconds: number }} result */
function print({ target, seed, inputs, seconds, slowest, megabytes, answers, failure }) {
  if (failure) return `${target}: input ${failure.index} of seed ${seed} ${failure.what}`;
  const counts = Object.entries(answers).sort(([, one], [, other]) => other - one);
  return [
    `${target}: ${inputs} inputs of seed ${seed} in ${seconds} s: no crash, no hang.`,
    `  the costliest: input ${slowest.index}, ${(slowest.seconds * 1000).toFixed(0)} ms of a processor; memory: ${megabytes} MB`,
    ...counts.map(([answer, count]) => `  ${String(count).padStart(8)}  ${answer}`),
  ].join("\n");
}
