import { existsSync, readlinkSync } from "node:fs";
import { dirname, isAbsolute, join, parse, relative, resolve, sep } from "node:path";

/** Links that are followed at most, as systems do. */
const mostLinks = 40;

/** Where a path leads once links are followed, whether anything is there or not. */
export function destination(path: string): string {
  let links = 0;
  const { root } = parse(resolve(path));
  let reached = root;
  const ahead = partsOf(resolve(path)).reverse();
  for (let part = ahead.pop(); part !== undefined; part = ahead.pop()) {
    const next = part === ".." ? dirname(reached) : join(reached, part);
    const link = part === ".." ? undefined : linkAt(next);
    if (link === undefined || links === mostLinks) {
      reached = next;
      continue;
    }
    links += 1;
    if (isAbsolute(link)) reached = parse(link).root;
    ahead.push(...partsOf(link).reverse());
  }
  return reached;
}

const partsOf = (path: string): string[] =>
  path
    .slice(parse(path).root.length)
    .split(sep)
    .filter((part) => part !== "" && part !== ".");

function linkAt(path: string): string | undefined {
  try {
    return readlinkSync(path);
  } catch {
    return undefined;
  }
}

/** Whether a path is a folder or lies in it; both as `destination` gives them. */
export function isWithin(path: string, folder: string): boolean {
  const way = relative(destination(folder), path);
  return way === "" || (way !== ".." && !way.startsWith(`..${sep}`) && !isAbsolute(way));
}

/** The repository that a folder belongs to: the nearest one around it, or the folder itself. */
export function repositoryOf(folder: string): string {
  for (let around = destination(folder); ; around = dirname(around)) {
    if (existsSync(join(around, ".git"))) return around;
    if (around === dirname(around)) return destination(folder);
  }
}
