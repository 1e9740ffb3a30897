// @ts-check
import { spawn } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { root } from "../tools/command-line.mjs";

/** A reader that wants more memory than this ends with an error instead of the machine. */
const MEGABYTES = 512;
/** An input that takes as many times its bound by the clock hangs, however busy the machine is. */
const PATIENCE = 15;

/**
 * Runs a reader to its end, and ends it when one input hangs.
 *
 * @param {import("./reader.mjs").Task} task
 * @returns {Promise<import("./reader.mjs").Outcome>}
 */
export function watch(task) {
  const args = [
    `--max-old-space-size=${MEGABYTES}`,
    path.join(root, "fuzz/reader.mjs"),
    JSON.stringify(task),
  ];
  const reader = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "pipe"] });
  let output = "";
  let errors = "";
  reader.stdout.on("data", (text) => {
    output += text;
  });
  reader.stderr.on("data", (text) => {
    errors = `${errors}${text}`.slice(-5_000);
  });
  /** What it was doing when it ended; undefined before it began. @returns {number | undefined} */
  const current = () => {
    const text = fs.existsSync(task.progress) ? fs.readFileSync(task.progress, "latin1").slice(0, 10) : "";
    return text === "" ? undefined : Number(text);
  };
  return new Promise((resolve, reject) => {
    /** @param {string} what */
    const fail = (what) => {
      const index = current();
      if (index === undefined)
        return reject(new Error(`the reader of ${task.target} doesn't start: ${what}`));
      const slowest = { index, seconds: Number.NaN };
      resolve({ slowest, answers: {}, megabytes: 0, failure: { index, what } });
    };
    let last = current();
    let since = performance.now();
    const timer = setInterval(() => {
      const index = current();
      if (index !== last) {
        last = index;
        since = performance.now();
      } else if (index !== undefined && performance.now() - since > task.bound * PATIENCE * 1000) {
        fail(`hangs for ${task.bound * PATIENCE} s`);
        reader.kill("SIGKILL");
      }
    }, 100);
    reader.once("error", reject);
    reader.once("close", (code) => {
      clearInterval(timer);
      if (code === 0) resolve(JSON.parse(output.trimEnd().split("\n").at(-1) ?? ""));
      else fail(`crashes (${code}): ${errors}`);
    });
  });
}
