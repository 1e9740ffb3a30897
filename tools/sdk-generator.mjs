// @ts-check
// Programs of Go that are built once into the cache folder: the one that writes SDKs with the generators of Pulumi's engine,
// and Pulumi's language host for YAML, from the same modules.
import { createHash } from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import { lastWord, runChild } from "./child.mjs";
import { log, root, UserError } from "./command-line.mjs";
import { cacheFolder } from "./engine/cache.mjs";
import { goVersion } from "./engine/go-cli.mjs";
import { makeOnce } from "./made-once.mjs";

const sources = path.join(root, "tools", "sdk-generator");
/** Nothing of this should ever take so long; a stuck download must not hang a test run for ever. */
const BUILD_TIMEOUT = 20 * 60_000;
const NO_GO = "there is no Go 1.25 or newer (https://go.dev/dl/)";

/** @typedef {{ name: string, module: string, what: string }} Program */
/** @type {Program} */
const sdkGenerator = { name: "sdk-generator", module: ".", what: "the generators of SDKs" };
/** @type {Program} */
const yamlHost = {
  name: "pulumi-language-yaml",
  module: "github.com/pulumi/pulumi-yaml/cmd/pulumi-language-yaml",
  what: "Pulumi's language host for YAML",
};

/** Where a program is, or will be: the folder is named by the sources and the modules that they name. @param {Program} program */
function place({ name }) {
  const hash = createHash("sha256");
  const names = fs.readdirSync(sources).filter((file) => /^go\.(mod|sum)$|\.go$/.test(file));
  for (const file of names.sort()) hash.update(`${file}\0`).update(fs.readFileSync(path.join(sources, file)));
  const folder = path.join(cacheFolder(), name, hash.digest("hex").slice(0, 12));
  return { folder, file: path.join(folder, name) };
}

/** Why nothing can be generated here; undefined where it can. */
export async function whyNoSdks() {
  return fs.existsSync(place(sdkGenerator).file) || (await goVersion()) ? undefined : NO_GO;
}

/** The path of a program, which is built where it is missing. @param {Program} program */
async function built(program) {
  const { folder, file } = place(program);
  await makeOnce(folder, program.what, async () => {
    const go = await goVersion();
    if (!go) throw new UserError(`${program.name} can't be built: ${NO_GO}.`);
    log(`Building ${program.what} with Go ${go}: 2-4 minutes, once.`);
    fs.mkdirSync(folder, { recursive: true });
    const args = ["build", "-ldflags", "-s -w", "-o", file, program.module];
    const env = { ...process.env, GOWORK: "off" };
    const outcome = await runChild("go", args, { cwd: sources, env, timeout: BUILD_TIMEOUT });
    if (outcome.code !== 0) throw new UserError(`${program.what}: go build: ${lastWord(outcome)}`);
  });
  return file;
}

/** The path of the language host for YAML. */
export const findYamlHost = () => built(yamlHost);

/** @param {string} what @param {string[]} args */
async function generate(what, ...args) {
  const outcome = await runChild(await built(sdkGenerator), args);
  if (outcome.code !== 0) throw new UserError(`${what} can't be written: ${lastWord(outcome)}`);
}

const schema = path.join(root, "schema.json");

/**
 * Writes the SDKs of schema.json below a folder: `nodejs`, `python` and `go`.
 *
 * @param {string} folder absolute
 */
export const generateSdks = (folder) => generate("The SDKs", "sdks", schema, folder);

/**
 * Writes the programs of sdk/examples in the other languages below a folder, a folder for each.
 *
 * @param {string} folder absolute
 */
export const generatePrograms = (folder) =>
  generate("The examples", "programs", schema, path.join(root, "sdk", "examples"), folder);
