import { existsSync } from "node:fs";
import { dirname, join, resolve } from "node:path";

/** Names of a Pulumi project's file, in the order in which the engine looks for them. */
const projectFiles = ["Pulumi.yaml", "Pulumi.yml", "Pulumi.json"];

/** The file of the Pulumi project that a folder lies in; undefined where it lies in none. */
export function projectFileAbove(from: string): string | undefined {
  for (let folder = resolve(from); ; folder = dirname(folder)) {
    const file = projectFiles.map((name) => join(folder, name)).find(existsSync);
    if (file) return file;
    if (folder === dirname(folder)) return undefined;
  }
}

/** The folder of the Pulumi project that `from` lies in; `from` itself where there is none. */
export function projectRoot(from: string): string {
  const file = projectFileAbove(from);
  return file === undefined ? resolve(from) : dirname(file);
}
