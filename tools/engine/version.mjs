// @ts-check
import { runChild } from "../child.mjs";

/** The oldest CLI that the package supports, the same as its peer range for `@pulumi/pulumi`. */
export const OLDEST_CLI = "3.140.0";

/** @param {string} version @param {string} least both like 3.140.0; what follows a `-` is ignored */
export function isAtLeast(version, least) {
  const [a, b] = [version, least].map((text) => text.split("-")[0]?.split(".").map(Number) ?? []);
  for (let i = 0; i < 3; i++) {
    const difference = (a?.[i] ?? 0) - (b?.[i] ?? 0);
    if (difference !== 0) return difference > 0;
  }
  return true;
}

/**
 * Asks a Pulumi CLI for its version; undefined when it does not run or answers something else.
 * @param {string} cli
 */
export async function versionOf(cli) {
  const env = { ...process.env, PULUMI_SKIP_UPDATE_CHECK: "true" };
  const { code, stdout } = await runChild(cli, ["version"], { env, timeout: 60_000 });
  return code === 0 ? /^v?(\d+\.\d+\.\d+\S*)/.exec(stdout.trim())?.[1] : undefined;
}
