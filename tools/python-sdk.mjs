#!/usr/bin/env node
// @ts-check
// Installs packages for Python into a virtual environment in the cache folder, for the tests that run them.
import path from "node:path";
import { parseArgs } from "node:util";
import { root, runAsTool, UsageError } from "./command-line.mjs";
import { pythonWith } from "./python.mjs";

const HELP = `Installs packages for Python, as a file of requirements names them, into the cache folder.

  node tools/python-sdk.mjs <folder>   the path of the Python that has those of <folder>/requirements.txt: test/python for
                                       Tencent's SDK, test/engine for Pulumi's`;

await runAsTool(import.meta.url, async () => {
  const help = /** @type {const} */ ({ type: "boolean", default: false });
  const { values, positionals } = parseArgs({ options: { help }, allowPositionals: true });
  if (values.help) return void process.stdout.write(`${HELP}\n`);
  const [folder] = positionals;
  if (folder === undefined) throw new UsageError("Name the folder of a requirements.txt, see --help.");
  const requirements = path.resolve(root, folder, "requirements.txt");
  const python = await pythonWith(requirements, `what ${folder}/requirements.txt names`);
  process.stdout.write(`${python}\n`);
});
