// @ts-check
// The plugin behind @pulumi/random, which the example uses: the real one wherever it can be had.
import fs from "node:fs";
import path from "node:path";
import { lastWord, runChild } from "../child.mjs";
import { root } from "../command-line.mjs";
import { cacheFolder, failedLately, pulumiHome, rememberFailure } from "./cache.mjs";
import { withLock } from "./lock.mjs";
import { onPath } from "./path-cli.mjs";

const FAILURE = "random-plugin";
const NAME = "pulumi-resource-random";

/**
 * A Pulumi home of this checkout in which the stand-in takes the plugin's place. On PATH the engine would warn
 * about it in every run; in the cache another checkout, or the real plugin, would be in its way.
 */
const standInHome = path.join(root, "node_modules", ".cache", "pulumi-tencentrtc", "home");

/**
 * Makes the plugin reachable for the engine.
 * @param {string} cli
 * @param {{ log: (line: string) => void }} options
 * @returns {Promise<{ home: string, notes: string[] }>} the Pulumi home to run with, and what to tell the user
 */
export async function provideRandomPlugin(cli, { log }) {
  const manifest = JSON.parse(fs.readFileSync(path.join(root, "package.json"), "utf8"));
  const version = String(manifest.devDependencies["@pulumi/random"]);
  const plugin = path.join("plugins", `resource-random-v${version}`);
  const real = { home: pulumiHome(), notes: [] };
  const installed = path.join(real.home, plugin);
  const isInstalled = () => fs.existsSync(installed) && !fs.existsSync(`${installed}.partial`);
  if (onPath(NAME) || isInstalled()) return real;
  if (!failedLately(FAILURE)) {
    const onWait = () => log("Another process is downloading the random plugin: waiting for it.");
    const isThere = await withLock(path.join(cacheFolder(), "random-plugin.lock"), { onWait }, async () => {
      if (isInstalled() || failedLately(FAILURE)) return isInstalled();
      log(`Downloading the random plugin ${version} (at most a minute).`);
      const env = { ...process.env, PULUMI_HOME: real.home, PULUMI_SKIP_UPDATE_CHECK: "true" };
      const install = ["plugin", "install", "resource", "random", version];
      const outcome = await runChild(cli, install, { env, timeout: 60_000 });
      if (outcome.code === 0) return true;
      rememberFailure(FAILURE, lastWord(outcome));
      // Half a download must not pass for the plugin.
      for (const leftover of [installed, `${installed}.partial`])
        fs.rmSync(leftover, { recursive: true, force: true });
      return false;
    });
    if (isThere) return real;
  }
  standIn(path.join(standInHome, plugin));
  return {
    home: standInHome,
    notes: ["the random plugin can't be downloaded here, a stand-in from test/stand-in-random serves it"],
  };
}

/** @param {string} folder */
function standIn(folder) {
  const link = path.join(folder, NAME);
  const target = path.join(root, "test", "stand-in-random", NAME);
  if (fs.existsSync(link) && fs.realpathSync(link) === target) return;
  fs.mkdirSync(folder, { recursive: true });
  // A link, not a copy: the stand-in loads its neighbours and this checkout's packages.
  const temporary = `${link}.${process.pid}`;
  fs.symlinkSync(target, temporary);
  fs.renameSync(temporary, link);
}
