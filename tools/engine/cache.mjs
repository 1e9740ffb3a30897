// @ts-check
// The cache folder: everything downloaded or built for the engine, outside the repository, safe to delete.
import fs from "node:fs";
import os from "node:os";
import path from "node:path";

/** How long a failed download is not tried again: long enough not to slow every run, short enough to heal. */
const FAILURE_LASTS = 24 * 60 * 60 * 1000;

/** The cache folder's path. It is made when something is first put there. */
export function cacheFolder(env = process.env) {
  if (env.PULUMI_TENCENTRTC_CACHE) return path.resolve(env.PULUMI_TENCENTRTC_CACHE);
  return path.join(env.XDG_CACHE_HOME || path.join(os.homedir(), ".cache"), "pulumi-tencentrtc");
}

/** Pulumi's own folder (plugins, downloaded CLIs), so that a user's ~/.pulumi stays as it is. */
export const pulumiHome = () => path.join(cacheFolder(), "home");

/** @param {string} what */
const failureFile = (what) => path.join(cacheFolder(), "failed", `${what}.json`);

/**
 * Whether this failed within the last day.
 * @param {string} what for example `npm-cli`
 */
export function failedLately(what, now = Date.now()) {
  try {
    const { at } = JSON.parse(fs.readFileSync(failureFile(what), "utf8"));
    // A time in the future is a clock that was set back: then it is worth another try.
    return now - at >= 0 && now - at < FAILURE_LASTS;
  } catch {
    return false;
  }
}

/** @param {string} what @param {string} reason for a person who looks into the folder */
export function rememberFailure(what, reason, now = Date.now()) {
  const file = failureFile(what);
  fs.mkdirSync(path.dirname(file), { recursive: true });
  fs.writeFileSync(file, `${JSON.stringify({ at: now, reason })}\n`);
}

/** Makes the next run try everything again. */
export function forgetFailures() {
  fs.rmSync(path.join(cacheFolder(), "failed"), { recursive: true, force: true });
}
