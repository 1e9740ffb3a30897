#!/usr/bin/env node
// @ts-check
// Runs the tests, doing all set-up that is due: a fresh clone needs no other command.
import path from "node:path";
import { build } from "./build.mjs";
import { runVisibly } from "./child.mjs";
import { root, runAsTool } from "./command-line.mjs";
import { findEngine } from "./engine.mjs";
import { installDependencies } from "./install.mjs";

const HELP = `Installs, builds, finds a Pulumi engine, and runs the tests.

  npm test [-- <jest arguments>]            what must hold before a change lands, the real engine included
  npm run test:unit [-- <jest arguments>]   the inner loop: nothing that takes long, no engine
  npm run test:all [-- <jest arguments>]    everything, as each night: all of it on both databases, every row of the
                                            long tables, all inputs of properties`;

await runAsTool(import.meta.url, async () => {
  const args = process.argv.slice(2);
  if (args[0] === "--help") return void process.stdout.write(`${HELP}\n`);
  const scope = args[0] === "unit" || args[0] === "all" ? args.shift() : undefined;
  const unitOnly = scope === "unit";
  await installDependencies();
  await build();
  const engine = unitOnly ? undefined : await findEngine();
  const jest = path.join(root, "node_modules", "jest", "bin", "jest.js");
  // At the end: jest takes every word after this option for the name of a project.
  const selection = unitOnly ? [...args, "--selectProjects", "unit"] : args;
  const env = {
    ...process.env,
    ...engine?.env,
    // What has been seen to here, no file of tests sees to again.
    TEST_BUILT: "1",
    ...(engine && { TEST_ENGINE: JSON.stringify(engine) }),
    ...(scope === "all" && { TEST_ALL: "1" }),
  };
  return runVisibly(process.execPath, [jest, ...selection], { cwd: root, env });
});
