#!/usr/bin/env node
// @ts-check
// Makes node_modules what package-lock.json says. Runs before any dependency is there, so it uses none.
import fs from "node:fs";
import path from "node:path";
import { runChild } from "./child.mjs";
import { parseCommandLine, root, runAsTool, log as toStderr, UserError } from "./command-line.mjs";

const HELP = `Installs the dependencies when node_modules is not what package-lock.json says.

  node tools/install.mjs
  node tools/install.mjs --check [folder]   install nothing; exit 1 when an installation is due`;

/** @typedef {Record<string, { version?: string, integrity?: string, optional?: boolean, devOptional?: boolean }>} Packages */

/** @param {string} file @returns {Packages | undefined} */
function readPackages(file) {
  try {
    const { "": _root, ...packages } = JSON.parse(fs.readFileSync(file, "utf8")).packages;
    return packages;
  } catch {
    return undefined;
  }
}

/**
 * Whether the installed tree is the locked one. npm itself writes down what it has installed, as the last step;
 * so an interrupted installation counts as none, and one made by hand counts.
 * @param {string} folder the folder of package-lock.json
 */
export function isInstalled(folder) {
  const locked = readPackages(path.join(folder, "package-lock.json"));
  const installed = readPackages(path.join(folder, "node_modules", ".package-lock.json"));
  if (!locked || !installed) return false;
  for (const [place, { version, integrity, optional }] of Object.entries(installed)) {
    const lock = locked[place];
    if (!lock && optional) continue;
    if (lock?.version !== version || lock?.integrity !== integrity) return false;
  }
  // Optional packages are left out on platforms that they don't serve.
  return Object.entries(locked).every(
    ([place, { optional, devOptional }]) => optional || devOptional || place in installed,
  );
}

/** @param {{ log?: (line: string) => void }} [options] */
export async function installDependencies({ log = toStderr } = {}) {
  if (isInstalled(root)) return log("Dependencies: up to date.");
  log("Dependencies: installing with npm, about a minute.");
  // `npm run -s` silences every npm started from it, and what npm says of a failure is needed below.
  const quiet = ["--no-audit", "--no-fund", "--loglevel=error"];
  let outcome = await runChild("npm", ["ci", ...quiet], { cwd: root });
  // npm ci refuses a lock that lacks something, as npm may write one that leaves out other platforms (the tests
  // hold this one against it). `npm install` takes everything that is locked as it is locked, and looks up only what is missing.
  if (outcome.code !== 0 && outcome.stderr.includes("EUSAGE")) {
    outcome = await runChild("npm", ["install", "--no-save", ...quiet], { cwd: root });
  }
  if (outcome.code === 0) return;
  throw new UserError(
    `The dependencies could not be installed:\n${outcome.stderr.trim() || outcome.stdout.trim()}\n` +
      "Check the network and the registry that npm is set to, then run this again.",
  );
}

await runAsTool(import.meta.url, async () => {
  const flag = /** @type {const} */ ({ type: "boolean", default: false });
  const { values, positionals } = parseCommandLine({
    options: { check: flag, help: flag },
    allowPositionals: true,
  });
  if (values.help) return void process.stdout.write(`${HELP}\n`);
  if (!values.check) return installDependencies();
  if (isInstalled(positionals[0] ?? root)) return;
  throw new UserError("node_modules is not what package-lock.json says. Run `node tools/install.mjs`.");
});
