#!/usr/bin/env node
// @ts-check
// Installs Tencent's SDK for Python into a virtual environment in the cache folder, for the tests that run it.
import path from "node:path";
import { parseArgs } from "node:util";
import { root, runAsTool } from "./command-line.mjs";
import { pythonWith } from "./python.mjs";

const HELP = `Installs Tencent's SDK for Python, as test/python/requirements.txt names it, into the cache folder.

  node tools/python-sdk.mjs          the path of the Python that has it`;

await runAsTool(import.meta.url, async () => {
  const { values } = parseArgs({ options: { help: { type: "boolean", default: false } } });
  if (values.help) return void process.stdout.write(`${HELP}\n`);
  const python = await pythonWith(path.join(root, "test", "python", "requirements.txt"), "Tencent's SDK");
  process.stdout.write(`${python}\n`);
});
