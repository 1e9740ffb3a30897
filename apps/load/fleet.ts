import { readFileSync, statSync } from "node:fs";
import { dirname, parse, relative, resolve } from "node:path";
import { suggestion } from "../../ground/suggestion";
import { defaultAccount } from "../format/names";
import { ApplicationSource } from "./application-source";
import { destination, isWithin } from "./destination";
import { filesOf } from "./files";
import { inOrder, type Mistake, mistakeOfFile } from "./mistake";
import { whyUnreadable } from "./unreadable";
import { whyTooLong } from "./yaml/bounded-text";

/** The applications of many files, and everything that is wrong with them. */
export interface Fleet {
  readonly sources: readonly ApplicationSource[];
  readonly faults: readonly Mistake[];
  /** One fault for each pattern that names no file: a slip, or a fleet whose last file is gone. */
  readonly unmatched: readonly Mistake[];
}

/**
 * Reads files of applications. Nothing is thrown for what a file says: every mistake of every file is in `faults`.
 *
 * @param patterns files, folders' patterns, or both, relative to `root`
 * @param accounts what files may name as their account, beside `default`
 * @param repository what they must not lead out of; anything unless told
 */
export function loadFleet(
  patterns: readonly string[],
  root: string,
  accounts: readonly string[] | undefined,
  repository: string = parse(resolve(root)).root,
): Fleet {
  const { files, unmatched, leadingOut } = filesOf(patterns, root, repository);
  const read = files.map((file) => readSource(file, root, repository));
  const sources = read.flatMap((one) => (one instanceof ApplicationSource ? [one] : []));
  const unreadable = read.flatMap((one) => (one instanceof ApplicationSource ? [] : [one]));
  return {
    sources,
    unmatched: unmatched.map(noFile),
    faults: inOrder([
      ...unreadable,
      ...leadingOut.map((link) => mistakeOfFile(shownAs(resolve(root, link), link), "fleet", leadsOut)),
      ...sources.flatMap(({ faults }) => faults),
      ...twice(sources.flatMap(named)),
      ...twice(sources.flatMap(adopted)),
      ...(accounts ? sources.flatMap((source) => strangeAccount(source, accounts)) : []),
    ]),
  };
}

export const accountOf = ({ account }: { readonly account: string | undefined }): string =>
  account ?? defaultAccount;

const leadsOut = "leads out of the repository, in which files of applications stay";

const shownAs = (path: string, file: string): string => relative(process.cwd(), path) || file;

function readSource(file: string, root: string, repository: string): ApplicationSource | Mistake {
  const path = resolve(root, file);
  const shown = shownAs(path, file);
  if (!isWithin(destination(path), repository)) return mistakeOfFile(shown, "fleet", leadsOut);
  if (!/\.(?:ya?ml|json)$/i.test(path))
    return mistakeOfFile(
      shown,
      "fleet",
      "isn't read: a file of one application ends in .yaml, .yml or .json",
    );
  const unusable = whyUnreadable(path) ?? whyTooLong(statSync(path).size);
  if (unusable !== undefined) return mistakeOfFile(shown, "syntax", unusable);
  const text = textOf(readFileSync(path));
  return text === undefined
    ? mistakeOfFile(shown, "syntax", "isn't UTF-8, which files are written in")
    : new ApplicationSource(shown, text, dirname(path));
}

function textOf(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

const noFile = (pattern: string): Mistake =>
  mistakeOfFile(
    pattern,
    "fleet",
    "names no file: a file of one application ends in .yaml, .yml or .json, for example apps/support.yaml",
  );

/** Something that may be said once in a fleet. */
interface Said {
  readonly source: ApplicationSource;
  /** In which environment; undefined where it is in all of the file's. */
  readonly environment: string | undefined;
  readonly key: string;
  readonly identity: string;
}

const named = (source: ApplicationSource): Said[] => {
  const { layers } = source;
  if (!layers) return [];
  const identity = `${accountOf(layers)} ${layers.application}`;
  return [{ source, environment: undefined, key: "application", identity }];
};

/** What a file adopts: one application belongs to one stack, so each of its environments counts. */
const adopted = (source: ApplicationSource): Said[] => {
  const { layers, environments } = source;
  if (!layers) return [];
  return (environments.length > 0 ? environments : [undefined]).flatMap((environment) => {
    const { adopt } = environment === undefined ? layers.base : source.layerIn(environment);
    if (adopt === undefined) return [];
    return [{ source, environment, key: "adopt", identity: `${accountOf(layers)} ${String(adopt)}` }];
  });
};

function twice(said: readonly Said[]): Mistake[] {
  const first = new Map<string, Said>();
  return said.flatMap((one) => {
    const other = first.get(one.identity);
    if (!other) {
      first.set(one.identity, one);
      return [];
    }
    const { source, environment, key } = one;
    const message =
      source === other.source
        ? `is the same in the environments ${other.environment} and ${environment}: one application is in one of them`
        : `is the same in ${other.source.file}: one application has one file`;
    return [
      environment === undefined
        ? source.faultAt("fleet", [key], message)
        : source.faultIn(environment, "fleet", [key], message),
    ];
  });
}

function strangeAccount(source: ApplicationSource, accounts: readonly string[]): Mistake[] {
  const account = source.layers?.account;
  if (account === undefined || account === defaultAccount || accounts.includes(account)) return [];
  const next =
    accounts.length > 0
      ? suggestion(account, accounts)
      : `name it there, for example \`tencentrtc: { accounts: { ${account}: { endpoint: … } } }\``;
  return [source.faultAt("fleet", ["account"], `isn't one of the accounts in Pulumi.yaml; ${next}`)];
}
