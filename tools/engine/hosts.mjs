// @ts-check
// The programs that the CLI starts for a TypeScript program. A released CLI brings them in its own folder; a
// CLI built from source comes alone.
import fs from "node:fs";
import path from "node:path";
import { root } from "../command-line.mjs";
import { onPath } from "./path-cli.mjs";

const HOSTS = [
  // The launcher of dynamic resources is part of @pulumi/pulumi: this is the official one in any case.
  {
    name: "pulumi-resource-pulumi-nodejs",
    folder: path.join(root, "node_modules", "@pulumi", "pulumi"),
    standIn: undefined,
  },
  {
    name: "pulumi-language-nodejs",
    folder: path.join(root, "tools", "language-host"),
    standIn: "the nodejs language host is this repository's stand-in, as the official one is not installed",
  },
];

/**
 * Makes the hosts that the CLI lacks reachable.
 * @param {string} cli absolute path
 * @param {{ ownFolder: boolean }} options whether the CLI's folder is ours to put files into; there the engine
 *   finds them without its warning about hosts on PATH
 * @returns {{ folders: string[], notes: string[] }} folders to put on PATH, and what to tell the user
 */
export function provideHosts(cli, { ownFolder }) {
  const beside = path.dirname(fs.realpathSync(cli));
  const folders = [];
  const notes = [];
  for (const { name, folder, standIn } of HOSTS) {
    const inPlace = path.join(beside, name);
    if (ownFolder) copy(path.join(folder, name), inPlace);
    else if (fs.existsSync(inPlace) || onPath(name)) continue;
    else folders.push(folder);
    if (standIn) notes.push(standIn);
  }
  return { folders, notes };
}

/**
 * A copy, not a link: the cache outlives this checkout, and others use it at the same time.
 * @param {string} source
 * @param {string} file
 */
function copy(source, file) {
  // Before the packages are installed there is nothing to copy, and no program to run either.
  if (!fs.existsSync(source)) return;
  const text = fs.readFileSync(source);
  if (fs.existsSync(file) && fs.readFileSync(file).equals(text)) return;
  const temporary = `${file}.${process.pid}`;
  fs.writeFileSync(temporary, text, { mode: 0o755 });
  fs.renameSync(temporary, file);
}
