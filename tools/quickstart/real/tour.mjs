// @ts-check
// From a list of applications that are there already to files that manage them, where Tencent Cloud is played.
import fs from "node:fs";
import path from "node:path";
import { runChild, runVisibly } from "../../child.mjs";
import { root, UserError } from "../../command-line.mjs";
import { command as cli, folder as example, inherited } from "../example.mjs";
import { heading, print, simulated, command as typed } from "../screen.mjs";
import { admin, playTencent } from "./tencent.mjs";

/** All that the tour writes; it is removed at its end. */
const folder = path.join(example, ".tencentrtc", "real");
const list = "apps.csv";
const NEXT = [
  [
    "docs/real-accounts.md",
    "what is proven, what a person has to say, and what was never tried on Tencent Cloud",
  ],
  [
    "tencentrtc verify --csv apps.csv",
    "the same question to your own applications; it changes and stores nothing",
  ],
];

const webhook = `webhooks:
  - product: call
    url: https://example.com/tencent/calls
    events: [Call.CallbackAfterStartCall, Call.CallbackAfterEndCall]
`;

/** @typedef {import("./tencent.mjs").Played} Played */

/** @param {import("../../engine.mjs").Engine} engine */
export async function tour(engine) {
  fs.rmSync(folder, { recursive: true, force: true });
  const packages = path.join(folder, "node_modules");
  fs.mkdirSync(packages, { recursive: true });
  // The engine looks for this package from the project's folder.
  fs.symlinkSync(path.relative(packages, root), path.join(packages, "pulumi-tencentrtc"), "junction");
  const tencent = await playTencent(folder);
  try {
    await play(tencent, engine.env);
  } finally {
    await tencent.close();
    fs.rmSync(folder, { recursive: true, force: true });
    // Another quickstart's backend may be beside it.
    const above = path.dirname(folder);
    if (fs.readdirSync(above).length === 0) fs.rmdirSync(above);
  }
}

/** @param {Played} tencent @param {Record<string, string>} engine what Pulumi needs */
async function play(tencent, engine) {
  const env = environmentFor(tencent, engine);
  const run = runnerIn(env);
  const [support, shop] = tencent.applications;
  if (!support || !shop) throw new Error("two applications are played");

  heading("1. Two applications from years ago, and a list of them");
  simulated(`Tencent Cloud, by a server of this process at ${tencent.url}: nothing leaves this machine.`);
  simulated("its applications were made in its console three years ago. No program knows them.");
  print("The list says where each key is, and holds none:");
  print(writeList(tencent).trimEnd().replaceAll(/^/gm, "  "));
  await run(0, "verify", "--csv", list, "--site", "international", "--uin", tencent.uin);
  print("Each cell was asked for at Tencent Cloud. Nothing has changed there, and nothing is stored.");

  heading("2. A real account in the team's backend, with these applications");
  const site = ["--site", "international", "--uin", tencent.uin];
  await runUnseen(env, "account", "add", "prod", ...site, "--database", "file:.tencentrtc/backend.db");
  print("Its key pair is left out here: it is for a server.");
  await run(0, "enrol", "--csv", list);

  heading("3. Files for them, and nothing to do");
  await run(0, "import", "--yes");
  print("Each file declares one application. What nobody knows (name, products) is left out:");
  print(fs.readFileSync(fileOf(support.sdkAppId), "utf8").trimEnd().replaceAll(/^/gm, "  "));
  await run(0, "preview");
  print("Nothing to do. The team adds to each file that it is to serve (enabled: true), which it does:");
  for (const { sdkAppId } of tencent.applications) declareEnabled(sdkAppId);
  await run(0, "up", "--yes");

  heading("4. Somebody works in the console");
  await tencent.setAdmin(support.sdkAppId, false);
  await tencent.setEnabled(shop.sdkAppId, false);
  simulated(
    `the console. ${admin} is no admin of ${support.sdkAppId} any more, and ${shop.sdkAppId} is disabled.`,
  );
  await run(2, "drift");
  print("Both are proven by what Tencent Cloud answered, with the code. Now the files are to win:");
  await run(3, "up", "--yes");
  print("No public API does either, so a person has to; exit code 3 says so, and everything else went on.");

  heading("5. A person does it");
  await tencent.setAdmin(support.sdkAppId, true);
  await tencent.setEnabled(shop.sdkAppId, true);
  simulated("the console, once more: as the notices said.");
  await run(0, "drift");

  heading("6. Tags, which have an API");
  print(`The team adds a tag to the file of ${support.sdkAppId}:`);
  fs.appendFileSync(fileOf(support.sdkAppId), "tags:\n  team: support\n");
  await run(0, "up", "--yes");
  await tencent.setTag(support.sdkAppId, "team", "sales");
  await tencent.setTag(support.sdkAppId, "cost_centre", "4711");
  simulated("the console. team is sales now, and somebody has added cost_centre.");
  await run(2, "drift");
  print("The files are to win again, and this time nobody is needed. A tag that no file has stays:");
  await run(0, "up", "--yes");
  await run(0, "preview");

  heading("7. A webhook, which the key of the application is enough for");
  print(`The team adds to the same file what Call's backend shall call:`);
  fs.appendFileSync(fileOf(support.sdkAppId), webhook);
  await run(0, "up", "--yes");
  await tencent.setWebhook(support.sdkAppId, "https://old.example.com/calls");
  simulated("a program of the team, which sets another URL behind its back.");
  await run(2, "drift");
  await run(0, "up", "--yes");
  await run(0, "preview");
  print("In the end the team lets go of everything: what it made goes, and the applications stay.");
  await run(0, "destroy", "--yes");
  print(
    `Call's webhook of ${support.sdkAppId}: ${(await tencent.hasWebhook(support.sdkAppId)) ? "there" : "none"}.`,
  );

  heading("What next");
  for (const [what = "", why] of NEXT) print(`${what.padEnd(36)}${why}`);
  print("Removed: the played Tencent Cloud, the backend, the files and the state.");
}

/** @param {Played} tencent @returns {string} */
function writeList({ applications }) {
  const rows = applications.map(({ name, sdkAppId }) => `${sdkAppId},,env:${keyOf(name)},${admin}`);
  const text = ["id,region,key,admins", ...rows, ""].join("\n");
  fs.writeFileSync(path.join(folder, list), text);
  fs.writeFileSync(path.join(folder, "Pulumi.yaml"), "name: tencentrtc-real\nruntime: nodejs\n");
  return text;
}

const keyOf = (/** @type {string} */ name) => `${name.toUpperCase()}_KEY`;
const fileOf = (/** @type {number} */ sdkAppId) => path.join(folder, "apps", `app-${sdkAppId}.yaml`);
const declareEnabled = (/** @type {number} */ sdkAppId) =>
  fs.appendFileSync(fileOf(sdkAppId), "enabled: true\n");

/** @param {Played} tencent @param {Record<string, string>} engine @returns {NodeJS.ProcessEnv} */
function environmentFor(tencent, engine) {
  const keys = tencent.applications.map(({ name, secretKey }) => [keyOf(name), secretKey]);
  return {
    ...inherited(),
    ...engine,
    ...tencent.environment,
    ...Object.fromEntries(keys),
    TENCENTRTC_UIN: tencent.uin,
    TENCENTRTC_ALLOW_ENV: keys.map(([name]) => name).join(","),
    PULUMI_CONFIG_PASSPHRASE: "quickstart",
  };
}

/** Runs the command in the foreground, and ends the tour unless it ends as it must. @param {NodeJS.ProcessEnv} env */
const runnerIn =
  (env) =>
  async (/** @type {number} */ code, /** @type {string[]} */ ...args) => {
    typed(`tencentrtc ${args.join(" ")}`);
    const ended = await runVisibly(process.execPath, [cli, ...args], { cwd: folder, env });
    if (ended !== code)
      throw new UserError(`\n"tencentrtc ${args[0]}" ended with exit code ${ended}, and not ${code}.`);
  };

/** @param {NodeJS.ProcessEnv} env @param {string[]} args */
async function runUnseen(env, ...args) {
  typed(`tencentrtc ${args.join(" ")}`);
  const { code, stderr } = await runChild(process.execPath, [cli, ...args], { cwd: folder, env });
  if (code !== 0) throw new UserError(`\n"tencentrtc ${args[0]}" failed:\n${stderr}`);
}
