// @ts-check
// Virtual environments of Python in the cache folder, one for each list of packages.
import { createHash } from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import { lastWord, runChild } from "./child.mjs";
import { UserError } from "./command-line.mjs";
import { cacheFolder } from "./engine/cache.mjs";
import { makeOnce } from "./made-once.mjs";

/** Milliseconds: a registry that can't be reached must not hold anybody up for long. */
const patience = 300_000;

/** @param {string} command @param {string[]} args @param {string} what */
async function run(command, args, what) {
  const outcome = await runChild(command, args, { timeout: patience });
  if (outcome.code !== 0) throw new UserError(`${what}: ${lastWord(outcome)}`);
}

/**
 * The path of a Python that has these packages; they are installed where they are missing.
 * @param {string} requirements the file that names them, in pip's form
 * @param {string} what they are, for messages
 * @throws {UserError} where there is no Python, or the packages can't be had.
 */
export async function pythonWith(requirements, what) {
  const version = createHash("sha256").update(fs.readFileSync(requirements)).digest("hex").slice(0, 12);
  const folder = path.join(cacheFolder(), "python", version);
  const python = path.join(folder, process.platform === "win32" ? "Scripts/python.exe" : "bin/python");
  await makeOnce(folder, what, async () => {
    await run("python3", ["-m", "venv", folder], "python3 can't make a virtual environment");
    const quiet = ["--quiet", "--disable-pip-version-check", "--no-input"];
    await run(python, ["-m", "pip", "install", ...quiet, "-r", requirements], `pip can't install ${what}`);
  });
  return python;
}
