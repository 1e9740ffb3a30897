#!/usr/bin/env node
// @ts-check
// Writes the SDKs of schema.json and the examples in their languages, which are committed, or tells whether they are fresh.
import { execFileSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { runChild } from "./child.mjs";
import { log, parseCommandLine, root, runAsTool, UserError } from "./command-line.mjs";
import { generatePrograms, generateSdks } from "./sdk-generator.mjs";

const HELP = `Writes the SDKs for Node, Python and Go, as schema.json has them, with the generators of Pulumi's engine, and the programs
of sdk/examples in these languages, which schema.json shows, from those in YAML.

  npm run generate:sdks              write sdk/nodejs, sdk/python, sdk/go, and what changes in sdk/examples and schema.json
  npm run generate:sdks -- --check   write nothing; exit 1 when something is out of date

The generators are a Go program in tools/sdk-generator, which is built once into the cache folder (2-4 minutes, Go 1.25 or
newer). sdk/go.mod and sdk/go.sum are written by hand: they name the module and the oldest SDK of Pulumi that it takes.`;

const sdk = path.join(root, "sdk");

/** What people write among the examples: the programs, and those that Pulumi's generators for Go and Python get wrong. */
const byHand =
  /^examples\/([^/]+\/Pulumi\.yaml|get-[^/]+\/main\.go|push-certificate\/(main\.go|__main__\.py))$/;

/** What git would commit of these folders: nothing that a build leaves there. @param {string[]} folders @returns {string[]} below sdk/ */
const committed = (folders) =>
  execFileSync("git", ["ls-files", "--cached", "--others", "--exclude-standard", "--", ...folders], {
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

/** @param {string} fresh what sdk/ should hold of its folders @returns {string[]} what differs, is missing or too much */
function stale(fresh) {
  const text = (/** @type {string} */ folder, /** @type {string} */ name) => {
    const file = path.join(folder, name);
    return fs.existsSync(file) ? fs.readFileSync(file, "utf8") : undefined;
  };
  return [...new Set([...filesIn(fresh), ...committed(fs.readdirSync(fresh))])]
    .filter((name) => !byHand.test(name) && text(fresh, name) !== text(sdk, name))
    .sort();
}

/** @param {string} fresh @param {readonly string[]} names */
function write(fresh, names) {
  for (const name of names) {
    const file = path.join(sdk, name);
    if (!fs.existsSync(path.join(fresh, name))) fs.rmSync(file);
    else {
      fs.mkdirSync(path.dirname(file), { recursive: true });
      fs.copyFileSync(path.join(fresh, name), file);
    }
  }
}

/** schema.json shows the programs. */
async function makeSchema() {
  const { code, stderr } = await runChild(process.execPath, [path.join(root, "tools", "generate.mjs")]);
  if (code !== 0) throw new UserError(stderr);
}

await runAsTool(import.meta.url, async () => {
  const flag = /** @type {const} */ ({ type: "boolean", default: false });
  const { values } = parseCommandLine({ options: { check: flag, help: flag } });
  if (values.help) return void process.stdout.write(`${HELP}\n`);
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "tencentrtc-sdks-"));
  const [programs, sdks] = [path.join(folder, "programs"), path.join(folder, "sdks")];
  try {
    await generatePrograms(path.join(programs, "examples"));
    const stalePrograms = stale(programs);
    if (!values.check) {
      write(programs, stalePrograms);
      await makeSchema();
    }
    await generateSdks(sdks);
    const names = [...stalePrograms, ...stale(sdks)];
    if (names.length === 0) return log("SDKs: up to date.");
    if (values.check) {
      const list = names.map((name) => `sdk/${name}`).join(", ");
      throw new UserError(`Out of date: ${list}. Run \`npm run generate:sdks\` and commit what it writes.`);
    }
    write(sdks, stale(sdks));
    log(`SDKs: wrote ${names.length} files below sdk/.`);
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
});
