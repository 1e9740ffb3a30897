import { existsSync } from "node:fs";
import { dirname, join, relative, resolve, sep } from "node:path";

/** A file by its path from the top of its git repository, as code review names it; from here where there is none. */
export function repositoryPath(file: string): string {
  const path = resolve(file);
  return relative(repositoryOf(dirname(path)) ?? process.cwd(), path)
    .split(sep)
    .join("/");
}

function repositoryOf(folder: string): string | undefined {
  if (existsSync(join(folder, ".git"))) return folder;
  return folder === dirname(folder) ? undefined : repositoryOf(dirname(folder));
}
