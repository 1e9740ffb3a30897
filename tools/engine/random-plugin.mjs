// @ts-check
// The plugin behind @pulumi/random, which the example uses: the real one wherever it can be had.
import fs from "node:fs";
import path from "node:path";
import { lastWord, runChild } from "../child.mjs";
import { root } from "../command-line.mjs";
import { failedLately, pulumiHome, rememberFailure } from "./cache.mjs";
import { link } from "./link.mjs";
import { onPath } from "./path-cli.mjs";

const FAILURE = "random-plugin";
const NAME = "pulumi-resource-random";
const standIn = path.join(root, "test", "stand-in-random", NAME);

/**
 * Makes the plugin reachable for the engine.
 * @param {string} cli
 * @param {{ log: (line: string) => void }} options
 * @returns {Promise<{ notes: string[] }>} what to tell the user
 */
export async function provideRandomPlugin(cli, { log }) {
  const manifest = JSON.parse(fs.readFileSync(path.join(root, "package.json"), "utf8"));
  const version = String(manifest.devDependencies["@pulumi/random"]);
  const folder = path.join(pulumiHome(), "plugins", `resource-random-v${version}`);
  // In the place of an installed plugin, since the engine warns in every run about one found on PATH. The real
  // plugin is a file there, the stand-in a link.
  const place = path.join(folder, NAME);
  const isStandIn = () => fs.lstatSync(place, { throwIfNoEntry: false })?.isSymbolicLink() ?? false;
  const isReal = () => fs.existsSync(folder) && !fs.existsSync(`${folder}.partial`) && !isStandIn();

  if (onPath(NAME) || isReal()) return { notes: [] };
  if (!failedLately(FAILURE)) {
    log(`Downloading the random plugin ${version} (at most a minute).`);
    // The engine takes any folder of this name for an installed plugin.
    if (isStandIn()) fs.rmSync(folder, { recursive: true, force: true });
    const env = { ...process.env, PULUMI_HOME: pulumiHome(), PULUMI_SKIP_UPDATE_CHECK: "true" };
    const install = ["plugin", "install", "resource", "random", version];
    const outcome = await runChild(cli, install, { env, timeout: 60_000 });
    if (outcome.code === 0) return { notes: [] };
    rememberFailure(FAILURE, lastWord(outcome));
    for (const leftover of [folder, `${folder}.partial`])
      fs.rmSync(leftover, { recursive: true, force: true });
  }
  link(standIn, place);
  return {
    notes: ["the random plugin can't be downloaded here, a stand-in from test/stand-in-random serves it"],
  };
}
