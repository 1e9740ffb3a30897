#!/usr/bin/env node
// @ts-check
// Writes the SDKs of schema.json with the generators of Pulumi's engine: a Go program that is built once into the cache.
import { createHash } from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import { lastWord, runChild } from "./child.mjs";
import { log, parseCommandLine, root, runAsTool, UserError } from "./command-line.mjs";
import { cacheFolder } from "./engine/cache.mjs";
import { goVersion } from "./engine/go-cli.mjs";
import { makeOnce } from "./made-once.mjs";

const HELP = `Writes the SDKs for Node, Python and Go, as schema.json has them, with the generators of Pulumi's engine.

  npm run generate:sdks -- <folder>   into <folder>/nodejs, <folder>/python and <folder>/go; the folder must be new or empty

The generators are a Go program in tools/sdk-generator, which is built once into the cache folder (2-4 minutes, Go 1.25 or
newer). Nothing is committed yet: the plugin that these SDKs need isn't part of this release.`;

const sources = path.join(root, "tools", "sdk-generator");
/** Nothing of this should ever take so long; a stuck download must not hang a test run for ever. */
const BUILD_TIMEOUT = 20 * 60_000;

/** @param {string[]} args */
async function build(args) {
  const env = { ...process.env, GOWORK: "off" };
  const outcome = await runChild("go", args, { cwd: sources, env, timeout: BUILD_TIMEOUT });
  if (outcome.code !== 0)
    throw new UserError(`The generators of SDKs can't be built: go ${args[0]}: ${lastWord(outcome)}`);
}

/** The path of the generators' program, made by its sources and the modules that they name. */
async function generator() {
  const hash = createHash("sha256");
  for (const name of ["go.mod", "go.sum", "main.go"]) hash.update(fs.readFileSync(path.join(sources, name)));
  const folder = path.join(cacheFolder(), "sdk-generator", hash.digest("hex").slice(0, 12));
  const program = path.join(folder, "sdk-generator");
  await makeOnce(folder, "the generators of SDKs", async () => {
    const go = await goVersion();
    if (!go) throw new UserError("The generators of SDKs need Go 1.25 or newer (https://go.dev/dl/).");
    log(`Building the generators of SDKs with Go ${go}: 2-4 minutes, once.`);
    fs.mkdirSync(folder, { recursive: true });
    await build(["build", "-ldflags", "-s -w", "-o", program, "."]);
  });
  return program;
}

await runAsTool(import.meta.url, async () => {
  const help = /** @type {const} */ ({ type: "boolean", default: false });
  const { values, positionals } = parseCommandLine({ options: { help }, allowPositionals: true });
  if (values.help) return void process.stdout.write(`${HELP}\n`);
  const [folder, ...others] = positionals;
  if (folder === undefined || others.length > 0) throw new UserError("Name one folder, see --help.");
  if (fs.existsSync(folder) && fs.readdirSync(folder).length > 0)
    throw new UserError(`${folder} isn't empty: name a new folder.`);
  const outcome = await runChild(await generator(), [path.join(root, "schema.json"), path.resolve(folder)]);
  if (outcome.code !== 0) throw new UserError(`The SDKs can't be written: ${lastWord(outcome)}`);
  log(`SDKs: wrote ${folder}.`);
});
