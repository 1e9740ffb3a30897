// @ts-check
// The plugin behind @pulumi/random, which the example uses: the real one wherever it can be had.
import fs from "node:fs";
import path from "node:path";
import { lastWord, runChild } from "../child.mjs";
import { root } from "../command-line.mjs";
import { failedLately, pulumiHome, rememberFailure } from "./cache.mjs";
import { onPath } from "./path-cli.mjs";

const FAILURE = "random-plugin";

/**
 * @param {string} cli
 * @param {{ log: (line: string) => void }} options
 * @returns {Promise<{ folders: string[], notes: string[] }>} folders to put on PATH, and what to tell the user
 */
export async function provideRandomPlugin(cli, { log }) {
  const manifest = JSON.parse(fs.readFileSync(path.join(root, "package.json"), "utf8"));
  const version = String(manifest.devDependencies["@pulumi/random"]);
  const installed = path.join(pulumiHome(), "plugins", `resource-random-v${version}`);
  if (
    onPath("pulumi-resource-random") ||
    (fs.existsSync(installed) && !fs.existsSync(`${installed}.partial`))
  ) {
    return { folders: [], notes: [] };
  }
  if (!failedLately(FAILURE)) {
    log(`Downloading the random plugin ${version} (at most a minute).`);
    const env = { ...process.env, PULUMI_HOME: pulumiHome(), PULUMI_SKIP_UPDATE_CHECK: "true" };
    const install = ["plugin", "install", "resource", "random", version];
    const outcome = await runChild(cli, install, { env, timeout: 60_000 });
    if (outcome.code === 0) return { folders: [], notes: [] };
    rememberFailure(FAILURE, lastWord(outcome));
  }
  return {
    folders: [path.join(root, "test", "stand-in-random")],
    notes: ["the random plugin can't be downloaded here, a stand-in from test/stand-in-random serves it"],
  };
}
