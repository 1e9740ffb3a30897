import { type Dirent, readdirSync } from "node:fs";
import { isAbsolute, join, relative, resolve, sep } from "node:path";

/**
 * The files that patterns name, in order: `*` and `?` within a name, `**` for any folders, `{a,b}` for either. A
 * folder stands for the files of applications in it.
 */
export function filesOf(patterns: readonly string[], root: string): string[] {
  const found = new Set(patterns.flatMap((pattern) => matches(pattern, root)));
  return [...found].sort();
}

function matches(pattern: string, root: string): string[] {
  const path = pattern.split(sep).join("/");
  const fixed = path.split("/").findIndex((part) => /[*?{]/.test(part));
  if (fixed < 0) return [isAbsolute(pattern) ? pattern : join(pattern)];
  const parts = path.split("/");
  const base = parts.slice(0, fixed).join("/") || (path.startsWith("/") ? "/" : ".");
  const expression = new RegExp(`^${parts.slice(fixed).map(expressionOf).join("")}$`);
  const isDeep = parts.length > fixed + 1;
  return entriesIn(resolve(root, base), isDeep)
    .map((file) => relative(resolve(root, base), file).split(sep).join("/"))
    .filter((file) => expression.test(file))
    .map((file) => join(base, file));
}

function entriesIn(folder: string, isDeep: boolean): string[] {
  const entries = readdirSync(folder, { withFileTypes: true }).filter(({ name }) => name !== "node_modules");
  return entries.flatMap((entry: Dirent) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return isDeep && !entry.name.startsWith(".") ? entriesIn(path, isDeep) : [];
    return [path];
  });
}

/** One part of a pattern as a regular expression, with the slash after it. */
function expressionOf(part: string, index: number, parts: readonly string[]): string {
  const isLast = index === parts.length - 1;
  if (part === "**") return isLast ? ".*" : "(?:[^/]+/)*";
  const text = part
    .replace(/[.+^$()|[\]\\]/g, "\\$&")
    .replace(/\*/g, "[^/]*")
    .replace(/\?/g, "[^/]");
  const alternatives = text.replace(/\{([^{}]*)\}/g, (_, list: string) => `(?:${list.split(",").join("|")})`);
  return isLast ? alternatives : `${alternatives}/`;
}
