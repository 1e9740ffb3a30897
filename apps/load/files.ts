import { type Dirent, existsSync, readdirSync, statSync } from "node:fs";
import { join, relative, resolve, sep } from "node:path";

/** The files of applications in a folder. */
const inFolder = "*.{yaml,yml,json}";

/**
 * The files that patterns name, in order: `*` and `?` within a name, `**` for any folders, `{a,b}` for either. A
 * folder stands for the files of applications in it. Names that begin with a dot are named only by themselves.
 */
export function filesOf(patterns: readonly string[], root: string): { files: string[]; unmatched: string[] } {
  const found = patterns.map((pattern) => matches(pattern, root));
  return {
    files: [...new Set(found.flat())].sort(),
    unmatched: patterns.filter((_, index) => found[index]?.length === 0),
  };
}

/** Whether one of the patterns names this file, which needn't be there yet. */
export const isNamed = (file: string, patterns: readonly string[], root: string): boolean =>
  patterns.some((pattern) => {
    const { base, names } = parsePattern(pattern, root);
    return names === undefined
      ? resolve(root, base) === resolve(file)
      : names.test(slashed(relative(resolve(root, base), resolve(file))));
  });

interface Pattern {
  /** The folder that it starts at, or the one file that it names. */
  readonly base: string;
  /** The files below the folder, by their paths from there. */
  readonly names: RegExp | undefined;
  readonly isDeep: boolean;
}

function parsePattern(pattern: string, root: string): Pattern {
  const parts = slashed(isFolder(resolve(root, pattern)) ? join(pattern, inFolder) : pattern).split("/");
  const fixed = parts.findIndex((part) => /[*?{]/.test(part));
  if (fixed < 0) return { base: join(pattern), names: undefined, isDeep: false };
  return {
    base: parts.slice(0, fixed).join("/") || (parts[0] === "" ? "/" : "."),
    names: new RegExp(`^${parts.slice(fixed).map(expressionOf).join("")}$`),
    isDeep: parts.length > fixed + 1,
  };
}

function matches(pattern: string, root: string): string[] {
  const { base, names, isDeep } = parsePattern(pattern, root);
  if (names === undefined) return [base];
  const folder = resolve(root, base);
  return entriesIn(folder, isDeep)
    .filter((file) => names.test(slashed(relative(folder, file))))
    .map((file) => join(base, relative(folder, file)));
}

const slashed = (path: string): string => path.split(sep).join("/");
const isFolder = (path: string): boolean => existsSync(path) && statSync(path).isDirectory();

function entriesIn(folder: string, isDeep: boolean): string[] {
  if (!isFolder(folder)) return [];
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
  if (part === "**") return isLast ? "(?:(?!\\.)[^/]+/)*(?!\\.)[^/]+" : "(?:(?!\\.)[^/]+/)*";
  const text = part
    .replace(/[.+^$()|[\]\\]/g, "\\$&")
    .replace(/\*/g, "[^/]*")
    .replace(/\?/g, "[^/]");
  const alternatives = text.replace(/\{([^{}]*)\}/g, (_, list: string) => `(?:${list.split(",").join("|")})`);
  // An editor's locks and copies begin with a dot.
  const visible = part.startsWith(".") ? alternatives : `(?!\\.)${alternatives}`;
  return isLast ? visible : `${visible}/`;
}
