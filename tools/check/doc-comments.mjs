// @ts-check
// A doc comment is read alone, on hover: it begins with what the thing is, and not with "the same" as another one's.
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { root } from "../command-line.mjs";

const leaning = /\/\*\*\s+(?:\*\s+)?(The same\b.*)/g;
const files = execFileSync("git", ["ls-files", "-co", "--exclude-standard", "*.ts", "*.mjs"], {
  cwd: root,
  encoding: "utf8",
})
  .split("\n")
  .filter((file) => file !== "" && existsSync(path.join(root, file)));

const found = files.flatMap((file) => {
  const text = readFileSync(path.join(root, file), "utf8");
  return [...text.matchAll(leaning)].map(
    ({ index, 1: words }) => `${file}:${text.slice(0, index).split("\n").length}: ${words}`,
  );
});
if (found.length > 0) {
  process.stdout.write(`${found.join("\n")}\n`);
  process.exitCode = 1;
}
