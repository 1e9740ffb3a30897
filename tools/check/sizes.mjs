#!/usr/bin/env node
// @ts-check
// Bounds of what somebody can keep in view: files of a folder, lines of a file.
import { execFileSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { log, root, runAsTool } from "../command-line.mjs";

/** Files of one folder at most, beside its folders. */
const filesPerFolder = 18;
/** Lines of one file at most; generated ones and tables of migrations excepted. */
const linesPerFile = 300;

const shipped = ["ground", "backend", "certificates", "provider", "sdk/dynamic", "apps", "cli"];

/** @returns {string[]} what is too large, in words */
function oversized() {
  const files = execFileSync("git", ["ls-files", "--cached", "--others", "--exclude-standard", ...shipped], {
    cwd: root,
    encoding: "utf8",
  })
    .split("\n")
    .filter(
      (file) => /\.ts$/.test(file) && !/\.generated\.ts$/.test(file) && fs.existsSync(path.join(root, file)),
    );
  /** @type {Map<string, number>} */
  const folders = new Map();
  for (const file of files) folders.set(path.dirname(file), (folders.get(path.dirname(file)) ?? 0) + 1);
  return [
    ...[...folders]
      .filter(([, count]) => count > filesPerFolder)
      .map(([folder, count]) => `${folder} has ${count} files; ${filesPerFolder} are the most`),
    ...files.flatMap((file) => {
      const lines = fs.readFileSync(path.join(root, file), "utf8").split("\n").length - 1;
      return lines > linesPerFile ? [`${file} has ${lines} lines; ${linesPerFile} are the most`] : [];
    }),
  ];
}

await runAsTool(import.meta.url, async () => {
  const found = oversized();
  for (const line of found) log(line);
  return found.length > 0 ? 1 : 0;
});
