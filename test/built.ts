import { spawnSync } from "node:child_process";
import { resolve } from "node:path";

/**
 * For tests of what is packed: fails where `dist/` is of other sources than those at hand, as in a run of `jest` by
 * itself after a change. The scripts that run the tests build first, and say so.
 */
export function mustBeBuilt(): void {
  if (process.env.TEST_BUILT === "1") return;
  const build = resolve(__dirname, "../tools/build.mjs");
  const { status, stderr } = spawnSync(process.execPath, [build, "--check"], { encoding: "utf8" });
  if (status !== 0) throw new Error(stderr);
}
