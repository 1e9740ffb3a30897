#!/usr/bin/env node
// @ts-check
/**
 * Writes the files that are made from the kinds in provider/resources: schema.json and the argument types of the
 * dynamic SDK. `--check` writes nothing and fails when one of them is out of date.
 */
import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const require = createRequire(import.meta.url);

async function generatedFiles() {
  const bundle = join(root, "node_modules/.cache/pulumi-tencentrtc/generate.cjs");
  await build({
    entryPoints: [join(root, "provider/schema/index.ts")],
    outfile: bundle,
    bundle: true,
    platform: "node",
    packages: "external",
    logLevel: "error",
  });
  const { generatedFiles } = require(bundle);
  await rm(bundle);
  const { version } = JSON.parse(await readFile(join(root, "package.json"), "utf8"));
  return generatedFiles(version);
}

const checking = process.argv.includes("--check");
if (process.argv.includes("--help")) {
  console.log("usage: npm run generate [-- --check]");
  process.exit(0);
}
const stale = [];
for (const [path, text] of Object.entries(await generatedFiles())) {
  const file = join(root, path);
  const before = await readFile(file, "utf8").catch(() => undefined);
  if (before === text) continue;
  stale.push(path);
  if (checking) continue;
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, text);
}
if (checking && stale.length > 0) {
  console.error(`out of date: ${stale.join(", ")}; run "npm run generate" and commit what it writes`);
  process.exit(1);
}
console.log(stale.length === 0 ? "generated files are up to date" : `wrote ${stale.join(", ")}`);
