#!/usr/bin/env node
// @ts-check
// From a fresh clone to applications in a real Pulumi stack with one command, and back to nothing with another.
import { stripVTControlCharacters } from "node:util";
import { build } from "./build.mjs";
import { runVisibly } from "./child.mjs";
import { parseCommandLine, runAsTool, UserError } from "./command-line.mjs";
import { findEngine } from "./engine.mjs";
import { installDependencies } from "./install.mjs";
import { isServed, openBackend, variablesFor } from "./quickstart/backend.mjs";
import { changeInConsole, remainingApplications, setWindows } from "./quickstart/console.mjs";
import { command, environment, exists, folder, prepare, remove, stack } from "./quickstart/example.mjs";
import { Pulumi } from "./quickstart/pulumi.mjs";
import { tour } from "./quickstart/real/tour.mjs";
import { heading, print, simulated } from "./quickstart/screen.mjs";

const HELP = `Brings up examples/quickstart with the real Pulumi engine and an embedded management backend.

  npm run quickstart                          install, build, up, up again, a change in the console, its drift
  npm run quickstart -- --server              the same against a server, which every later run starts again
  npm run quickstart -- --real                applications that are there already, at a Tencent Cloud that is played:
                                              verify, enrol, import, an empty preview, drift that needs a person
  npm run quickstart -- serve                 keep that server up, with its console page, until ^C
  npm run quickstart -- --destroy             disable, wait, delete, wait; then remove all that was made
  npm run quickstart -- pulumi <args> …       any pulumi command on the example, for example: pulumi up --refresh
  npm run quickstart -- tencentrtc <args> …   this package's own command, for example: tencentrtc applications

No account and no credentials are needed; nothing is written outside examples/quickstart and the engine's cache
("npm run -s engine -- --help" says where that is). Running it again goes on from where it stopped.`;

/** Long enough to see the waiting; by itself the embedded backend takes a second at most. In seconds. */
const WINDOW = 3;
const WHAT_NEXT = [
  ["npm run quickstart -- pulumi up --refresh", "puts back what the console changed"],
  ["npm run quickstart -- tencentrtc applications", "lists what the simulated backend holds"],
  [
    "edit examples/quickstart/index.ts",
    "and run the quickstart again: wrong values fail before anything changes",
  ],
  ["npm run quickstart -- --destroy", "disables, waits, deletes, waits; leaves nothing behind"],
  ["README.md", "what is real, what is simulated"],
  ["docs/first-steps.md", "how to go on with your own project"],
];
const CONSOLE_NEXT = ["npm run quickstart -- serve", "keeps the server up, with its console page, until ^C"];
const up = ["up", "--yes", "--stack", stack];

/**
 * @typedef {import("./quickstart/backend.mjs").Backend} Backend
 * @typedef {{ pulumi: Pulumi, backend: Backend }} Example
 */

/**
 * Works on the example. A server serves as long as that takes.
 *
 * @template T
 * @param {{ server?: boolean, again?: string }} options `again` is the command that goes on after a failure
 * @param {(example: Example) => Promise<T>} work
 */
async function withExample({ server = false, again = "npm run quickstart" }, work) {
  heading("Setting up");
  const log = print;
  await installDependencies({ log });
  await build({ log });
  const engine = await findEngine({ log });
  const backend = await openBackend({ server });
  try {
    const pulumi = new Pulumi(engine, again, variablesFor(backend));
    prepare();
    await pulumi.selectStack();
    return await work({ pulumi, backend });
  } finally {
    await backend.close();
  }
}

/** @param {Example} example */
async function bringUp({ pulumi, backend }) {
  heading("1. Two applications with admin accounts, a trial and a push certificate");
  const where = isServed() ? `the server at ${backend.endpoint}, its database` : "a management backend";
  simulated(`${where} in examples/quickstart/.tencentrtc instead of an account at Tencent Cloud;`);
  simulated("its SDKAppIDs begin at 1999000001 and its secret keys sign for no real service.");
  await pulumi.must(...up);
  const { supportAppId, studioAppId } = JSON.parse(
    await pulumi.read("stack", "output", "--json", "--stack", stack),
  );
  print(`SDKAppIDs: support ${supportAppId}, studio ${studioAppId}`);
  print("The secret keys are outputs too, encrypted in the state and masked here.");

  heading("2. The same again: nothing changes");
  await pulumi.must(...up, "--skip-preview", "--expect-no-changes");

  heading("3. Somebody edits an application in the console");
  const { field, value } = await changeInConsole(backend, supportAppId);
  simulated(`the console. Application ${supportAppId} now has the ${field} "${value}".`);
  print("Pulumi sees the difference between the program and what is there:");
  const preview = await pulumi.showAndRead("preview", "--refresh", "--diff", "--stack", stack);
  if (!stripVTControlCharacters(preview).includes(value))
    throw new Error(`the preview does not show the drift of ${field}`);

  heading("What next");
  const next = isServed() ? [CONSOLE_NEXT, ...WHAT_NEXT] : WHAT_NEXT;
  for (const [what = "", why] of next) print(`${what.padEnd(47)}${why}`);
}

/** Plays what a team does with the applications that it has. */
async function playReal() {
  heading("Setting up");
  const log = print;
  await installDependencies({ log });
  await build({ log });
  await tour(await findEngine({ log }));
}

/** @param {string[]} args of the command `tencentrtc` */
async function showBackend(args) {
  await installDependencies();
  await build();
  const backend = await openBackend({ server: false });
  try {
    const env = environment(variablesFor(backend));
    return await runVisibly(process.execPath, [command, ...args], { cwd: folder, env });
  } finally {
    await backend.close();
  }
}

/** Keeps the server up for whoever wants to look around in it. */
async function serve() {
  await installDependencies();
  await build();
  const { endpoint, credentials, close } = await openBackend({ server: true });
  print(`The console page is ${endpoint}/console`);
  print(`  SecretId   ${credentials?.secretId}\n  SecretKey  ${credentials?.secretKey}   (good until ^C)`);
  print(`Programs find the backend at ${endpoint}, with the same key pair.`);
  await new Promise((stop) => process.once("SIGINT", stop).once("SIGTERM", stop));
  print("Stopping.");
  await close();
}

async function takeDown() {
  const left = exists()
    ? await withExample({ again: "npm run quickstart -- --destroy" }, destroy)
    : undefined;
  remove({ keepBackend: left !== undefined && left.length > 0 });
  if (left === undefined) {
    return print("There is nothing to destroy: the quickstart has made nothing, or all of it is gone.");
  }
  if (left.length > 0) {
    throw new UserError(
      `The stack is gone, but the backend still holds ${left.join(", ")}, which the stack did not delete.\n` +
        "It was kept, in examples/quickstart/.tencentrtc; delete that folder when nothing in it matters to you.",
    );
  }
  print("Removed: the stack, its state, and the simulated backend. Nothing is left in examples/quickstart.");
}

/** @param {Example} example @returns what the backend still holds */
async function destroy({ pulumi, backend }) {
  heading("Destroying: disable → wait → delete → wait");
  simulated(
    `disabling and deleting are set to ${WINDOW} s each, to be seen; in the consoles they take 3-5 minutes.`,
  );
  await setWindows(backend, WINDOW);
  await pulumi.must("destroy", "--yes", "--skip-preview", "--stack", stack);
  await pulumi.mustBeEmpty();

  heading("Cleaning up");
  await pulumi.read("stack", "rm", "--yes", "--stack", stack);
  return remainingApplications(backend);
}

await runAsTool(import.meta.url, async () => {
  const [first, ...rest] = process.argv.slice(2);
  if (first === "pulumi") return withExample({}, ({ pulumi }) => pulumi.show(...rest));
  if (first === "tencentrtc") return showBackend(rest);
  if (first === "serve") return serve();
  const flag = /** @type {const} */ ({ type: "boolean", default: false });
  const { values } = parseCommandLine({ options: { destroy: flag, server: flag, real: flag, help: flag } }, [
    "pulumi",
    "tencentrtc",
    "serve",
  ]);
  if (values.help) return print(HELP);
  if (values.real) return playReal();
  await (values.destroy ? takeDown() : withExample({ server: values.server }, bringUp));
});
