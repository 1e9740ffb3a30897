import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdirSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const root = join(__dirname, "../..");
let made: string | undefined;

/**
 * What the thread runs, in the place of `certificates/aside/reader-file`: nothing turns TypeScript into JavaScript in a
 * thread of a test, so it is made here of the sources as they are. Within the repository, where its packages are found.
 */
export function readerFile(): string {
  if (made) return made;
  const folder = join(root, "node_modules", ".cache", "pulumi-tencentrtc");
  mkdirSync(folder, { recursive: true });
  const source = join(root, "certificates", "aside", "reader.ts");
  const args = ["--bundle", "--platform=node", "--packages=external", "--log-level=error"];
  const code = execFileSync(join(root, "node_modules", ".bin", "esbuild"), [source, ...args]);
  const name = createHash("sha256").update(code).digest("hex").slice(0, 16);
  made = join(folder, `reader-${name}.js`);
  // Several test processes may make the same at a time: none of them sees half of it.
  writeFileSync(`${made}.${process.pid}`, code);
  renameSync(`${made}.${process.pid}`, made);
  return made;
}
