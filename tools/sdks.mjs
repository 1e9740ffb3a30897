#!/usr/bin/env node
// @ts-check
// Writes the SDKs of schema.json, which are committed, or tells whether they are what it says.
import { execFileSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { log, parseCommandLine, root, runAsTool, UserError } from "./command-line.mjs";
import { generateSdks } from "./sdk-generator.mjs";

const HELP = `Writes the SDKs for Node, Python and Go, as schema.json has them, with the generators of Pulumi's engine.

  npm run generate:sdks              write sdk/nodejs, sdk/python and sdk/go
  npm run generate:sdks -- --check   write nothing; exit 1 when something is out of date

The generators are a Go program in tools/sdk-generator, which is built once into the cache folder (2-4 minutes, Go 1.25 or
newer). sdk/go.mod and sdk/go.sum are written by hand: they name the module and the oldest SDK of Pulumi that it takes.`;

const languages = ["nodejs", "python", "go"];
const sdk = path.join(root, "sdk");

/** What git would commit: nothing that a build of an SDK leaves in it. @returns {string[]} below sdk/ */
const committed = () =>
  execFileSync("git", ["ls-files", "--cached", "--others", "--exclude-standard", "--", ...languages], {
    cwd: sdk,
    encoding: "utf8",
  })
    .split("\n")
    .filter((name) => name !== "" && fs.existsSync(path.join(sdk, name)));

/** @param {string} folder @returns {string[]} below the folder, as git writes them */
const filesIn = (folder) =>
  fs
    .readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => fs.statSync(path.join(folder, name)).isFile())
    .map((name) => name.replaceAll("\\", "/"));

/** @param {string} fresh @returns {string[]} what differs from the committed files, is missing there or too much */
function stale(fresh) {
  const names = new Set([...filesIn(fresh), ...committed()]);
  const text = (/** @type {string} */ folder, /** @type {string} */ name) => {
    const file = path.join(folder, name);
    return fs.existsSync(file) ? fs.readFileSync(file, "utf8") : undefined;
  };
  return [...names].filter((name) => text(fresh, name) !== text(sdk, name)).sort();
}

await runAsTool(import.meta.url, async () => {
  const flag = /** @type {const} */ ({ type: "boolean", default: false });
  const { values } = parseCommandLine({ options: { check: flag, help: flag } });
  if (values.help) return void process.stdout.write(`${HELP}\n`);
  const fresh = fs.mkdtempSync(path.join(os.tmpdir(), "tencentrtc-sdks-"));
  try {
    await generateSdks(fresh);
    const names = stale(fresh);
    if (names.length === 0) return log("SDKs: up to date.");
    if (values.check) {
      const list = names.map((name) => `sdk/${name}`).join(", ");
      throw new UserError(`Out of date: ${list}. Run \`npm run generate:sdks\` and commit what it writes.`);
    }
    for (const name of names) {
      const file = path.join(sdk, name);
      if (!fs.existsSync(path.join(fresh, name))) fs.rmSync(file);
      else {
        fs.mkdirSync(path.dirname(file), { recursive: true });
        fs.copyFileSync(path.join(fresh, name), file);
      }
    }
    log(`SDKs: wrote ${names.length} files of sdk/nodejs, sdk/python and sdk/go.`);
  } finally {
    fs.rmSync(fresh, { recursive: true, force: true });
  }
});
