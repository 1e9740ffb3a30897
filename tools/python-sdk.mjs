#!/usr/bin/env node
// @ts-check
// Installs Tencent's SDK for Python into a virtual environment in the cache folder, for the tests that run it.
import { createHash } from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import { parseArgs } from "node:util";
import { lastWord, runChild } from "./child.mjs";
import { log, root, runAsTool, UserError } from "./command-line.mjs";
import { cacheFolder } from "./engine/cache.mjs";
import { withLock } from "./engine/lock.mjs";

const HELP = `Installs Tencent's SDK for Python, as test/python/requirements.txt names it, into the cache folder.

  node tools/python-sdk.mjs          the path of the Python that has it`;

const requirements = path.join(root, "test", "python", "requirements.txt");
/** Milliseconds: a registry that can't be reached must not hold the tests up for long. */
const patience = 180_000;

/** @param {string} command @param {string[]} args @param {string} what */
async function run(command, args, what) {
  const outcome = await runChild(command, args, { timeout: patience });
  if (outcome.code !== 0) throw new UserError(`${what}: ${lastWord(outcome)}`);
}

/**
 * The Python that has the SDK; installed where it is missing. Complete or not there: it gets its name at the end.
 * @throws {UserError} where there is no Python, or the packages can't be had.
 */
export async function findPythonSdk() {
  const version = createHash("sha256").update(fs.readFileSync(requirements)).digest("hex").slice(0, 12);
  const folder = path.join(cacheFolder(), "python", version);
  const python = path.join(folder, process.platform === "win32" ? "Scripts/python.exe" : "bin/python");
  const done = path.join(folder, "installed");
  if (fs.existsSync(done)) return python;
  fs.mkdirSync(path.dirname(folder), { recursive: true });
  const onWait = () => log("Python: another process installs the SDK; waiting.");
  await withLock(`${folder}.lock`, { onWait }, async () => {
    if (fs.existsSync(done)) return;
    fs.rmSync(folder, { recursive: true, force: true });
    await run("python3", ["-m", "venv", folder], "python3 can't make a virtual environment");
    const quiet = ["--quiet", "--disable-pip-version-check", "--no-input"];
    await run(
      python,
      ["-m", "pip", "install", ...quiet, "-r", requirements],
      "pip can't install Tencent's SDK",
    );
    fs.writeFileSync(done, "");
  });
  return python;
}

await runAsTool(import.meta.url, async () => {
  const { values } = parseArgs({ options: { help: { type: "boolean", default: false } } });
  process.stdout.write(values.help ? `${HELP}\n` : `${await findPythonSdk()}\n`);
});
