// @ts-check
// The program that writes SDKs with the generators of Pulumi's engine: in Go, built once into the cache folder.
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

/** Where the program is, or will be: the folder is named by its sources and the modules that they name. */
function place() {
  const hash = createHash("sha256");
  const names = fs.readdirSync(sources).filter((name) => /^go\.(mod|sum)$|\.go$/.test(name));
  for (const name of names.sort()) hash.update(`${name}\0`).update(fs.readFileSync(path.join(sources, name)));
  const folder = path.join(cacheFolder(), "sdk-generator", hash.digest("hex").slice(0, 12));
  return { folder, program: path.join(folder, "sdk-generator") };
}

/** Why nothing can be generated here; undefined where it can. */
export async function whyNoSdks() {
  return fs.existsSync(place().program) || (await goVersion()) ? undefined : NO_GO;
}

async function generator() {
  const { folder, program } = place();
  await makeOnce(folder, "the generators of SDKs", async () => {
    const go = await goVersion();
    if (!go) throw new UserError(`The SDKs can't be generated: ${NO_GO}.`);
    log(`Building the generators of SDKs with Go ${go}: 2-4 minutes, once.`);
    fs.mkdirSync(folder, { recursive: true });
    const args = ["build", "-ldflags", "-s -w", "-o", program, "."];
    const env = { ...process.env, GOWORK: "off" };
    const outcome = await runChild("go", args, { cwd: sources, env, timeout: BUILD_TIMEOUT });
    if (outcome.code !== 0)
      throw new UserError(`The generators of SDKs can't be built: go build: ${lastWord(outcome)}`);
  });
  return program;
}

/**
 * Writes the SDKs of schema.json below a folder: `nodejs`, `python` and `go`.
 *
 * @param {string} folder absolute
 */
export async function generateSdks(folder) {
  const outcome = await runChild(await generator(), [path.join(root, "schema.json"), folder]);
  if (outcome.code !== 0) throw new UserError(`The SDKs can't be written: ${lastWord(outcome)}`);
}
