#!/usr/bin/env node
// @ts-check
// The process that reads the inputs of one target, so that one that hangs or crashes it can be told and named: the
// input in work stands in a file, behind its number. It says on its last line what became of all.
import fs from "node:fs";
import { inputOf } from "./mutate.mjs";
import { targets } from "./targets.mjs";

/**
 * @typedef {{ target: string, seed: number, from: number, count: number, bound: number, progress: string }} Task
 * @typedef {{
 *   slowest: { index: number, seconds: number },
 *   answers: Record<string, number>,
 *   megabytes: number,
 *   failure: { index: number, what: string } | null,
 * }} Outcome `seconds` of a processor
 */

/** @param {Task} task @returns {Promise<Outcome>} */
async function readAll({ target, seed, from, count, bound, progress }) {
  const module = await targets[target]?.load();
  if (!module) throw new Error(`no target ${target}`);
  const opened = await module.open();
  const file = fs.openSync(progress, "w");
  /** @type {Outcome} */
  const outcome = { slowest: { index: from, seconds: 0 }, answers: {}, megabytes: 0, failure: null };
  for (let index = from; index < from + count && !outcome.failure; index += 1) {
    const input = inputOf(opened, seed, index);
    const written = fs.writeSync(file, Buffer.concat([numbered(index), input.bytes]), 0, undefined, 0);
    fs.ftruncateSync(file, written);
    const before = process.cpuUsage();
    try {
      const answer = await opened.read(input);
      outcome.answers[answer] = (outcome.answers[answer] ?? 0) + 1;
    } catch (error) {
      outcome.failure = { index, what: `breaks it: ${error instanceof Error ? error.stack : error}` };
    }
    const { user, system } = process.cpuUsage(before);
    const seconds = (user + system) / 1e6;
    if (seconds > outcome.slowest.seconds) outcome.slowest = { index, seconds };
    if (seconds > bound)
      outcome.failure ??= {
        index,
        what: `costs ${seconds.toFixed(1)} s of a processor; ${bound} are allowed`,
      };
  }
  outcome.megabytes = Math.round(process.resourceUsage().maxRSS / 1024);
  await opened.close?.();
  return outcome;
}

/** The first ten bytes of the file. @param {number} index */
const numbered = (index) => Buffer.from(String(index).padStart(10));

const task = JSON.parse(process.argv[2] ?? "");
process.stdout.write(`${JSON.stringify(await readAll(task))}\n`);
// What a broken input has left open must not keep it.
process.exit(0);
