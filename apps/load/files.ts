import { existsSync, readdirSync, statSync } from "node:fs";
import { join, relative, resolve, sep } from "node:path";
import { Minimatch } from "minimatch";
import { destination, isWithin } from "./destination";

/** The files of applications in a folder. */
const inFolder = "*.{yaml,yml,json}";

/** The project's own, which no pattern means. */
const projectFile = /^Pulumi(?:\..+)?\.(?:ya?ml|json)$/;

/** Bounds that nobody reaches who means a pattern. */
const options = {
  noext: true,
  nocomment: true,
  nonegate: true,
  braceExpandMax: 1_000,
  maxGlobstarRecursion: 10,
};

/** What patterns name. */
export interface Named {
  readonly files: string[];
  /** The patterns that name nothing. */
  readonly unmatched: string[];
  /** Patterns, files and linked folders that lead out of the repository: nobody looks whether anything is there. */
  readonly leadingOut: string[];
}

/**
 * The files that patterns name, in order: `*` and `?` within a name, `**` for any folders, `{a,b}` for either. A
 * folder stands for the files of applications in it. Names that begin with a dot, and Pulumi's own files, are named
 * only by themselves. Linked folders are followed as long as they stay in the repository.
 *
 * @param repository absolute; the root unless told
 */
export function filesOf(patterns: readonly string[], root: string, repository: string = root): Named {
  const found = patterns.map((pattern) => matches(pattern, root, repository));
  return {
    files: [...new Set(found.flatMap(({ files }) => files))].sort(),
    unmatched: patterns.filter(
      (_, index) => found[index]?.files.length === 0 && found[index].leadingOut.length === 0,
    ),
    leadingOut: [...new Set(found.flatMap(({ leadingOut }) => leadingOut))].sort(),
  };
}

/** Whether one of the patterns names this file, which needn't be there yet. */
export const isNamed = (file: string, patterns: readonly string[], root: string): boolean =>
  patterns.some((pattern) => {
    const { base, names } = parsePattern(pattern, root);
    return names === undefined
      ? resolve(root, base) === resolve(file)
      : isMeant(names, slashed(relative(resolve(root, base), resolve(file))));
  });

interface Pattern {
  /** The folder that it starts at, or the one file that it names. */
  readonly base: string;
  /** The files below the folder, by their paths from there. */
  readonly names: Minimatch | undefined;
  readonly isDeep: boolean;
}

function parsePattern(pattern: string, root: string): Pattern {
  const parts = slashed(isFolder(resolve(root, pattern)) ? join(pattern, inFolder) : pattern).split("/");
  const fixed = parts.findIndex((part) => /[*?{]/.test(part));
  if (fixed < 0) return { base: join(pattern), names: undefined, isDeep: false };
  // Brackets are no pattern of ours.
  const below = parts
    .slice(fixed)
    .join("/")
    .replace(/[[\]\\]/g, "\\$&");
  return {
    base: parts.slice(0, fixed).join("/") || (parts[0] === "" ? "/" : "."),
    names: new Minimatch(below, options),
    isDeep: parts.length > fixed + 1,
  };
}

const isMeant = (names: Minimatch, path: string): boolean =>
  names.match(path) && !projectFile.test(path.split("/").at(-1) ?? "");

function matches(
  pattern: string,
  root: string,
  repository: string,
): { files: string[]; leadingOut: string[] } {
  const [fixed = ""] = /^[^*?{]*/.exec(pattern) ?? [];
  if (!isWithin(destination(resolve(root, fixed)), repository)) return { files: [], leadingOut: [pattern] };
  const { base, names, isDeep } = parsePattern(pattern, root);
  if (names === undefined) return { files: [base], leadingOut: [] };
  const folder = resolve(root, base);
  const walk = new Walk(repository, isDeep);
  walk.from(folder);
  const shown = (path: string) => join(base, relative(folder, path));
  return {
    files: walk.files.filter((file) => isMeant(names, slashed(relative(folder, file)))).map(shown),
    leadingOut: walk.leadingOut.map(shown),
  };
}

const slashed = (path: string): string => path.split(sep).join("/");
const isFolder = (path: string): boolean => existsSync(path) && statSync(path).isDirectory();

/** A walk through folders, into each of them once. */
class Walk {
  readonly files: string[] = [];
  readonly leadingOut: string[] = [];
  readonly #seen = new Set<string>();
  /** Folders go before links to them. */
  readonly #links: string[] = [];

  constructor(
    private readonly repository: string,
    private readonly isDeep: boolean,
  ) {}

  from(folder: string): void {
    this.#links.push(folder);
    for (let link = this.#links.shift(); link !== undefined; link = this.#links.shift()) {
      if (!isWithin(destination(link), this.repository)) this.leadingOut.push(link);
      else if (isFolder(link)) this.#into(link);
      else if (link !== folder) this.files.push(link);
    }
  }

  #into(folder: string): void {
    const target = destination(folder);
    if (this.#seen.has(target)) return;
    this.#seen.add(target);
    for (const entry of readdirSync(folder, { withFileTypes: true })) {
      if (entry.name === "node_modules") continue;
      const path = join(folder, entry.name);
      const isVisible = this.isDeep && !entry.name.startsWith(".");
      if (entry.isDirectory()) {
        if (isVisible) this.#into(path);
      } else if (entry.isSymbolicLink() && isVisible) this.#links.push(path);
      else this.files.push(path);
    }
  }
}
