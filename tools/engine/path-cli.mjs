// @ts-check
// First choice: the CLI that the user has installed.
import fs from "node:fs";
import path from "node:path";
import { isAtLeast, OLDEST_CLI, versionOf } from "./version.mjs";

const suffix = process.platform === "win32" ? ".exe" : "";

/**
 * The absolute path of a command, as a shell would find it; undefined when there is none.
 * @param {string} command
 */
export function onPath(command, searched = process.env.PATH ?? "") {
  for (const folder of searched.split(path.delimiter).filter(Boolean)) {
    const file = path.resolve(folder, command + suffix);
    try {
      fs.accessSync(file, fs.constants.X_OK);
      if (fs.statSync(file).isFile()) return file;
    } catch {
      // Not here: the next folder.
    }
  }
  return undefined;
}

/** @param {{ log: (line: string) => void }} options */
export async function cliOnPath({ log }) {
  const cli = onPath("pulumi");
  if (!cli) return undefined;
  const version = await versionOf(cli);
  if (version && isAtLeast(version, OLDEST_CLI)) return { cli, version };
  log(
    `${cli} is ${version ? `version ${version}` : "not working"}; ${OLDEST_CLI} or newer is needed. Looking further.`,
  );
  return undefined;
}
