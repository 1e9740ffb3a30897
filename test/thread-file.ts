import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdirSync, renameSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { remembered } from "../ground/remembered";

const root = join(__dirname, "..");

/**
 * What a thread of a test runs: nothing turns TypeScript into JavaScript in it, so it is made of the sources as they
 * are. Within the repository, where its packages are found.
 *
 * @param source a path in the repository
 */
export const threadFile = remembered((source: string): string => {
  const folder = join(root, "node_modules", ".cache", "pulumi-tencentrtc");
  mkdirSync(folder, { recursive: true });
  const args = ["--bundle", "--platform=node", "--packages=external", "--log-level=error"];
  const code = execFileSync(join(root, "node_modules", ".bin", "esbuild"), [join(root, source), ...args]);
  const hash = createHash("sha256").update(code).digest("hex").slice(0, 16);
  const made = join(folder, `${basename(source, ".ts")}-${hash}.js`);
  // Several test processes may make the same at a time: none of them sees half of it.
  writeFileSync(`${made}.${process.pid}`, code);
  renameSync(`${made}.${process.pid}`, made);
  return made;
});
