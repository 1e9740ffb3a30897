#!/usr/bin/env node
// @ts-check
// Throws broken .p12 files at the reader: it may refuse them, but neither crash nor hang, nor take much memory.
// The reader works in a thread of its own, so that one that hangs can be told and named.
import fs from "node:fs";
import { createRequire } from "node:module";
import os from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";
import { isMainThread, parentPort, Worker, workerData } from "node:worker_threads";
import { build } from "../../tools/build.mjs";
import { log, root, runAsTool, UserError } from "../../tools/command-line.mjs";
import { installDependencies } from "../../tools/install.mjs";
import { makeFiles, quickFlavours } from "../p12-files.mjs";
import { inputOf } from "./mutate.mjs";

const HELP = `Reads mutated .p12 files and counts the answers. Exit code 1 when an input crashes or hangs the reader.

  node bench/fuzz/p12.mjs
    -n <count>         how many inputs; 20000 if not said
    --seed <number>    another series of changes; 1 if not said (the files themselves are new in each run)
    --json             one object: { inputs, seed, seconds, slowest, megabytes, answers, failure }`;

/** What one input may take: 2 s of a processor, which is 4 s of one half as fast (`certificates/pkcs12/work`). */
const BOUND_SECONDS = 4;
/** In the shared memory: which input is in work. */
const CURRENT = 0;

/**
 * @typedef {{ index: number, what: string }} Failure
 * @typedef {{ slowest: { index: number, milliseconds: number }, answers: Record<string, number>, megabytes: number, failure: Failure | null }} Outcome
 * @typedef {{ files: { bytes: Buffer, password: string }[], seed: number, count: number, shared: SharedArrayBuffer }} Task
 */

async function main() {
  const flag = /** @type {const} */ ({ type: "boolean", default: false });
  const text = /** @type {const} */ ({ type: "string" });
  const { values } = parseArgs({
    options: { json: flag, help: flag, seed: text, n: { ...text, short: "n" } },
  });
  if (values.help) return void process.stdout.write(`${HELP}\n`);
  const count = wholeNumber(values.n, "-n") ?? 20_000;
  const seed = wholeNumber(values.seed, "--seed") ?? 1;
  await installDependencies();
  await build();
  const started = performance.now();
  const files = makeFiles(quickFlavours).map(({ bytes, password }) => ({ bytes, password }));
  const shared = new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT);
  const outcome = await watch({ files, seed, count, shared });
  const seconds = Number(((performance.now() - started) / 1000).toFixed(1));
  const result = { inputs: count, seed, seconds, ...outcome };
  process.stdout.write(values.json ? `${JSON.stringify(result)}\n` : `${print(result)}\n`);
  if (!outcome.failure) return 0;
  const file = path.join(os.tmpdir(), `fuzz-p12-${seed}-${outcome.failure.index}.p12`);
  fs.writeFileSync(file, inputOf(files, seed, outcome.failure.index).bytes);
  log(`The input is ${file}.`);
  return 1;
}

/** @param {string | undefined} text @param {string} option */
function wholeNumber(text, option) {
  if (text === undefined) return undefined;
  if (/^\d{1,7}$/.test(text)) return Number(text);
  throw new UserError(`${option} takes a whole number, not "${text}".`);
}

/** Runs the reader, and ends it when one input takes too long. @param {Task} task @returns {Promise<Outcome>} */
function watch(task) {
  const current = new Int32Array(task.shared);
  // A reader that wants more memory than this ends with an error instead of the machine.
  const worker = new Worker(new URL(import.meta.url), {
    workerData: task,
    resourceLimits: { maxOldGenerationSizeMb: 256 },
  });
  return new Promise((resolve) => {
    let last = -1;
    let since = performance.now();
    /** @param {Outcome} outcome */
    const end = (outcome) => {
      clearInterval(timer);
      void worker.terminate();
      resolve(outcome);
    };
    /** @param {string} what */
    const fail = (what) => end({ ...nothingYet(), failure: { index: Atomics.load(current, CURRENT), what } });
    const timer = setInterval(() => {
      const index = Atomics.load(current, CURRENT);
      if (index !== last) {
        last = index;
        since = performance.now();
      } else if (performance.now() - since > BOUND_SECONDS * 1000) fail(`hangs for ${BOUND_SECONDS} s`);
    }, 50);
    worker.once("message", end);
    worker.once("error", (error) => fail(`crashes: ${error.stack ?? error}`));
  });
}

/** @returns {Outcome} */
const nothingYet = () => ({
  slowest: { index: -1, milliseconds: 0 },
  answers: {},
  megabytes: 0,
  failure: null,
});

/** In the thread of the reader. @param {Task} task */
function work({ files, seed, count, shared }) {
  const { openApnsP12 } = createRequire(import.meta.url)(path.join(root, "dist", "certificates"));
  const current = new Int32Array(shared);
  const bases = files.map(({ bytes, password }) => ({ bytes: Buffer.from(bytes), password }));
  const outcome = nothingYet();
  for (let index = 0; index < count; index += 1) {
    Atomics.store(current, CURRENT, index);
    const { bytes, password } = inputOf(bases, seed, index);
    const started = performance.now();
    const reading = openApnsP12(bytes, password);
    const milliseconds = performance.now() - started;
    if (milliseconds > outcome.slowest.milliseconds) outcome.slowest = { index, milliseconds };
    const answer = reading.ok ? "ok" : reading.failures[0].code;
    outcome.answers[answer] = (outcome.answers[answer] ?? 0) + 1;
  }
  outcome.megabytes = Math.round(process.memoryUsage().rss / 2 ** 20);
  parentPort?.postMessage(outcome);
}

/** @param {Outcome & { inputs: number, seed: number, seconds: number }} result */
function print({ inputs, seed, seconds, slowest, megabytes, answers, failure }) {
  if (failure) return `Input ${failure.index} of seed ${seed} ${failure.what}`;
  const counts = Object.entries(answers).sort(([, one], [, other]) => other - one);
  return [
    `${inputs} inputs of seed ${seed} in ${seconds} s: no crash, no hang.`,
    `Slowest: input ${slowest.index} with ${slowest.milliseconds.toFixed(1)} ms. Memory: ${megabytes} MB.`,
    ...counts.map(([answer, count]) => `${String(count).padStart(8)}  ${answer}`),
  ].join("\n");
}

if (isMainThread) await runAsTool(import.meta.url, main);
else work(workerData);
