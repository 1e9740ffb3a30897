// @ts-check
// Second choice: the official npm package `pulumi`, which downloads the CLI with its language hosts.
import fs from "node:fs";
import path from "node:path";
import { lastWord, runChild } from "../child.mjs";
import { root } from "../command-line.mjs";
import { cacheFolder, failedLately, pulumiHome, rememberFailure } from "./cache.mjs";
import { withLock } from "./lock.mjs";
import { versionOf } from "./version.mjs";

/** The downloader's own version; which CLI it downloads is decided below. */
const DOWNLOADER = "pulumi@3.265.0";
const FAILURE = "npm-cli";

/** The CLI of the same release as the SDK that this package is developed with. */
function cliVersion() {
  const manifest = JSON.parse(fs.readFileSync(path.join(root, "package.json"), "utf8"));
  return String(manifest.devDependencies["@pulumi/pulumi"]);
}

/** @param {{ log: (line: string) => void }} options */
export async function cliFromNpm({ log }) {
  const wanted = cliVersion();
  const folder = path.join(pulumiHome(), "versions", wanted);
  const cli = path.join(folder, "bin", process.platform === "win32" ? "pulumi.exe" : "pulumi");
  const downloaded = async () => {
    const version = fs.existsSync(cli) ? await versionOf(cli) : undefined;
    return version ? { cli: fs.realpathSync(cli), version } : undefined;
  };
  const before = await downloaded();
  if (before || failedLately(FAILURE)) return before;
  const onWait = () => log("Another process is downloading the Pulumi CLI: waiting for it.");
  return withLock(path.join(cacheFolder(), "npm-cli.lock"), { onWait }, async () => {
    const byAnother = await downloaded();
    if (byAnother || failedLately(FAILURE)) return byAnother;
    log(`No Pulumi CLI on PATH: trying to download ${wanted} with the npm package "pulumi".`);
    // What an interrupted download left must not pass for a CLI.
    fs.rmSync(folder, { recursive: true, force: true });
    const outcome = await download(wanted);
    const found = await downloaded();
    if (!found) rememberFailure(FAILURE, lastWord(outcome));
    return found;
  });
}

/** @param {string} version */
async function download(version) {
  const npm = path.join(cacheFolder(), "npm");
  fs.mkdirSync(npm, { recursive: true });
  const install = ["install", "--prefix", npm, "--no-save", "--no-audit", "--no-fund", DOWNLOADER];
  const installed = await runChild("npm", install, { cwd: npm, timeout: 60_000 });
  if (installed.code !== 0) return installed;
  const env = {
    ...process.env,
    PULUMI_VERSION: version,
    PULUMI_HOME: pulumiHome(),
    PULUMI_SKIP_UPDATE_CHECK: "true",
  };
  const downloader = path.join(npm, "node_modules", "pulumi", "run.js");
  return runChild(process.execPath, [downloader, "version"], { env, timeout: 300_000 });
}
