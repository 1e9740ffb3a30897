#!/usr/bin/env node
// @ts-check
// All checks that need no run of the code: format, lint, types, import direction, dead code, generated files.
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { checks } from "./check/checks.mjs";
import { runChild } from "./child.mjs";
import { log, parseCommandLine, root, runAsTool, UsageError } from "./command-line.mjs";
import { installDependencies } from "./install.mjs";
import { suggestion } from "./suggestion.mjs";

const HELP = `Runs every static check and reports each failure by name, with how to fix it.

  npm run check                    all of them
  npm run check -- <name> …        only these: ${checks.map(({ name }) => name).join(", ")}
  npm run check -- --json          one object: { ok, checks: [{ name, ok, skipped?, seconds, fix, output }] }`;

/**
 * @typedef {{ name: string, ok: boolean, skipped?: string, seconds: number, fix: string, output: string }} Result
 * `skipped` says why the check wasn't made.
 */

/**
 * @param {import("./check/checks.mjs").Check} check
 * @returns {Promise<Result>}
 */
async function runCheck({ name, script, args, fix, whyNot }) {
  const skipped = await whyNot?.();
  if (skipped !== undefined) return { name, ok: true, skipped, seconds: 0, fix, output: "" };
  const started = Date.now();
  const file = path.join(root, script);
  const outcome = fs.existsSync(file)
    ? await runChild(process.execPath, [file, ...args], { cwd: root })
    : { code: 1, stdout: "", stderr: `${script} is missing.` };
  const seconds = (Date.now() - started) / 1000;
  return { name, ok: outcome.code === 0, seconds, fix, output: `${outcome.stdout}${outcome.stderr}`.trim() };
}

/** @param {Result} result */
function print({ name, ok, skipped, seconds, fix, output }) {
  if (skipped !== undefined) return log(`SKIPPED ${name}: ${skipped}`);
  log(`${ok ? "ok    " : "FAILED"}  ${name} (${seconds.toFixed(1)} s)`);
  if (!ok) log(`${output}\n→ ${name}: ${fix}\n`);
}

await runAsTool(import.meta.url, async () => {
  const flag = /** @type {const} */ ({ type: "boolean", default: false });
  const { values, positionals } = parseCommandLine({
    options: { json: flag, help: flag },
    allowPositionals: true,
  });
  if (values.help) return void process.stdout.write(`${HELP}\n`);
  const names = checks.map(({ name }) => name);
  const unknown = positionals.find((name) => !names.includes(name));
  if (unknown !== undefined) {
    const near = suggestion(unknown, names);
    throw new UsageError(`There is no check "${unknown}".${near} There are ${names.join(", ")}.`);
  }
  await installDependencies();

  const queue = checks.filter(({ name }) => positionals.length === 0 || positionals.includes(name));
  /** @type {Result[]} */
  const results = [];
  const worker = async () => {
    for (let check = queue.shift(); check; check = queue.shift()) {
      const result = await runCheck(check);
      results.push(result);
      if (!values.json) print(result);
    }
  };
  await Promise.all(Array.from({ length: os.availableParallelism() }, worker));

  const failed = results.filter(({ ok }) => !ok).map(({ name }) => name);
  if (values.json)
    process.stdout.write(`${JSON.stringify({ ok: failed.length === 0, checks: results }, null, 2)}\n`);
  else
    log(
      failed.length
        ? `${failed.length} of ${results.length} failed: ${failed.join(", ")}`
        : `Everything ${results.some(({ skipped }) => skipped !== undefined) ? "that could be checked " : ""}is in order.`,
    );
  return failed.length ? 1 : 0;
});
