#!/usr/bin/env node
// @ts-check
// Compiles the package into dist/, unless nothing has changed since the last time.
import { createHash } from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import { runChild } from "./child.mjs";
import { parseCommandLine, root, runAsTool, log as toStderr, UserError } from "./command-line.mjs";
import { installDependencies } from "./install.mjs";

const HELP = `Compiles the package into dist/ (tsconfig.build.json). Installs missing dependencies first, and does
nothing if nothing has changed.

  npm run build [-- --force]
  npm run build -- --check      compiles nothing; fails if dist/ is out of date`;

const dist = path.join(root, "dist");
/** Not in dist/, which is packed as it is. */
const cache = path.join(root, "node_modules", ".cache", "pulumi-tencentrtc");
const stampFile = path.join(cache, "build-stamp");

/** A fingerprint of all that the output depends on: contents, not times, which a checkout changes at will. */
function fingerprint() {
  const settings = ["tsconfig.json", "tsconfig.build.json", "package-lock.json"];
  const { include } = JSON.parse(fs.readFileSync(path.join(root, "tsconfig.build.json"), "utf8"));
  const sources = include.flatMap((/** @type {string} */ folder) =>
    fs
      .readdirSync(path.join(root, folder), { recursive: true, encoding: "utf8" })
      .filter((name) => name.endsWith(".ts"))
      .map((name) => path.join(folder, name)),
  );
  const hash = createHash("sha256");
  for (const name of [...settings, ...sources.sort()]) {
    hash
      .update(`${name}\0`)
      .update(fs.readFileSync(path.join(root, name)))
      .update("\0");
  }
  return hash.digest("hex");
}

/** @param {string} stamp */
const isBuiltFrom = (stamp) =>
  fs.existsSync(dist) && fs.existsSync(stampFile) && fs.readFileSync(stampFile, "utf8") === stamp;

/** @param {{ log?: (line: string) => void, force?: boolean }} [options] */
export async function build({ log = toStderr, force = false } = {}) {
  const stamp = fingerprint();
  if (!force && isBuiltFrom(stamp)) return log("Build: up to date.");
  const started = Date.now();
  // Beside the old output, then in its place at once: no stale file stays, and nobody loads half a build.
  const fresh = path.join(cache, `dist-${process.pid}`);
  const old = path.join(cache, `old-${process.pid}`);
  const tsc = path.join(root, "node_modules", "typescript-native", "bin", "tsc");
  // More threads take twice the processor time for the same wall time: each checks the same types again.
  const args = [tsc, "-p", "tsconfig.build.json", "--outDir", fresh, "--singleThreaded"];
  const { code, stdout, stderr } = await runChild(process.execPath, args, { cwd: root });
  try {
    if (code !== 0) throw new UserError(`The build failed:\n${stdout}${stderr}dist/ is as it was before.`);
    if (fs.existsSync(dist)) fs.renameSync(dist, old);
    fs.renameSync(fresh, dist);
    fs.writeFileSync(stampFile, stamp);
    log(`Build: dist/ compiled in ${((Date.now() - started) / 1000).toFixed(1)} s.`);
  } finally {
    for (const folder of [fresh, old]) fs.rmSync(folder, { recursive: true, force: true });
  }
}

await runAsTool(import.meta.url, async () => {
  const flag = /** @type {const} */ ({ type: "boolean", default: false });
  const { values } = parseCommandLine({ options: { force: flag, check: flag, help: flag } });
  if (values.help) return void process.stdout.write(`${HELP}\n`);
  if (values.check) {
    if (isBuiltFrom(fingerprint())) return;
    throw new UserError("dist/ isn't made from the sources as they are; run `npm run build`.");
  }
  await installDependencies();
  await build({ force: values.force });
});
