#!/usr/bin/env node
// @ts-check
// Writes the files that are made from provider/resources and provider/functions (schema.json, the types of the dynamic
// SDK and what is generated of docs/resources and docs/functions) and from the contract in backend/api (openapi.json).
import { existsSync, readFileSync } from "node:fs";
import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { log, parseCommandLine, root, runAsTool, UserError } from "./command-line.mjs";
import { installDependencies } from "./install.mjs";

const HELP = `Writes schema.json, the types of the dynamic SDK and the reference pages in docs/resources and docs/functions, as
provider/resources and provider/functions have them, and openapi.json, as the contract in backend/api has it.

  npm run generate              write what is out of date
  npm run generate -- --check   write nothing; exit 1 when something is out of date`;

const require = createRequire(import.meta.url);

/** What makes files: each exports `generatedFiles(version, read)`, which gives texts by path. */
const makers = ["provider/schema/index.ts", "apps/format/json-schema.ts"];

/** Gives a file of the repository; undefined where there is none. @param {string} path */
const read = (path) => (existsSync(join(root, path)) ? readFileSync(join(root, path), "utf8") : undefined);

/** @returns {Promise<Record<string, string>>} text by path */
async function generatedFiles() {
  // Loaded here: on a fresh clone it is there only once the dependencies are installed.
  const { build } = await import("esbuild");
  const { version } = JSON.parse(await readFile(join(root, "package.json"), "utf8"));
  /** @type {Record<string, string>} */
  const files = {};
  for (const maker of makers) {
    const bundle = join(root, "node_modules", ".cache", "pulumi-tencentrtc", `generate-${process.pid}.cjs`);
    await build({
      entryPoints: [join(root, maker)],
      outfile: bundle,
      bundle: true,
      platform: "node",
      packages: "external",
      logLevel: "error",
    });
    Object.assign(files, require(bundle).generatedFiles(version, read));
    delete require.cache[bundle];
    await rm(bundle);
  }
  return files;
}

await runAsTool(import.meta.url, async () => {
  const flag = /** @type {const} */ ({ type: "boolean", default: false });
  const { values } = parseCommandLine({ options: { check: flag, help: flag } });
  if (values.help) return void process.stdout.write(`${HELP}\n`);
  await installDependencies();
  const stale = [];
  for (const [path, text] of Object.entries(await generatedFiles())) {
    const file = join(root, path);
    const before = await readFile(file, "utf8").catch(() => undefined);
    if (before === text) continue;
    stale.push(path);
    if (values.check) continue;
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, text);
  }
  if (values.check && stale.length > 0) {
    throw new UserError(
      `Out of date: ${stale.join(", ")}. Run \`npm run generate\` and commit what it writes.`,
    );
  }
  log(stale.length === 0 ? "Generated files: up to date." : `Generated files: wrote ${stale.join(", ")}.`);
});
