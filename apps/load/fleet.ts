import { readFileSync } from "node:fs";
import { dirname, relative, resolve } from "node:path";
import { suggestion } from "../../provider/lifecycle/suggestion";
import { defaultAccount } from "../format/names";
import { ApplicationSource } from "./application-source";
import { type Fault, inOrder } from "./fault";
import { filesOf } from "./files";

/** The applications of many files, and everything that is wrong with them. */
export interface Fleet {
  readonly sources: readonly ApplicationSource[];
  readonly faults: readonly Fault[];
  /** One fault for each pattern that names no file: a slip, or a fleet whose last file is gone. */
  readonly unmatched: readonly Fault[];
}

/**
 * Reads files of applications. Nothing is thrown for what a file says: every mistake of every file is in `faults`.
 *
 * @param patterns files, folders' patterns, or both, relative to `root`
 * @param accounts what files may name as their account, beside `default`
 */
export function loadFleet(
  patterns: readonly string[],
  root: string,
  accounts: readonly string[] | undefined,
): Fleet {
  const { files, unmatched } = filesOf(patterns, root);
  const read = files.map((file) => readSource(file, root));
  const sources = read.flatMap((one) => (one instanceof ApplicationSource ? [one] : []));
  const unreadable = read.flatMap((one) => (one instanceof ApplicationSource ? [] : [one]));
  return {
    sources,
    unmatched: unmatched.map(noFile),
    faults: inOrder([
      ...unreadable,
      ...sources.flatMap(({ faults }) => faults),
      ...twice(
        sources,
        "application",
        ({ layers }) => layers && `${accountOf(layers)} ${layers.application}`,
      ),
      ...twice(sources, "adopt", ({ layers }) => {
        const id = layers?.base.adopt;
        return layers && id !== undefined ? `${accountOf(layers)} ${String(id)}` : undefined;
      }),
      ...(accounts ? sources.flatMap((source) => strangeAccount(source, accounts)) : []),
    ]),
  };
}

export const accountOf = ({ account }: { readonly account: string | undefined }): string =>
  account ?? defaultAccount;

function readSource(file: string, root: string): ApplicationSource | Fault {
  const shown = relative(process.cwd(), resolve(root, file)) || file;
  try {
    const path = resolve(root, file);
    return new ApplicationSource(shown, readFileSync(path, "utf8"), dirname(path));
  } catch (error) {
    if (!(error instanceof Error && "code" in error)) throw error;
    const message =
      error.code === "ENOENT" ? "there is no such file" : `can't be read (${String(error.code)})`;
    return { file: shown, line: 1, column: 1, rule: "syntax", path: "", message };
  }
}

const noFile = (pattern: string): Fault => ({
  file: pattern,
  line: 1,
  column: 1,
  rule: "fleet",
  path: "",
  message:
    "names no file: a file of one application ends in .yaml, .yml or .json, for example apps/support.yaml",
});

/** What may stand in one file only. */
function twice(
  sources: readonly ApplicationSource[],
  key: string,
  identityOf: (source: ApplicationSource) => string | undefined,
): Fault[] {
  const first = new Map<string, ApplicationSource>();
  return sources.flatMap((source) => {
    const identity = identityOf(source);
    if (identity === undefined) return [];
    const other = first.get(identity);
    if (!other) {
      first.set(identity, source);
      return [];
    }
    return [source.faultAt("fleet", [key], `is the same in ${other.file}: one application has one file`)];
  });
}

function strangeAccount(source: ApplicationSource, accounts: readonly string[]): Fault[] {
  const account = source.layers?.account;
  if (account === undefined || account === defaultAccount || accounts.includes(account)) return [];
  const next =
    accounts.length > 0
      ? suggestion(account, accounts)
      : `name it there, for example \`tencentrtc: { accounts: { ${account}: { endpoint: … } } }\``;
  return [source.faultAt("fleet", ["account"], `isn't one of the accounts in Pulumi.yaml; ${next}`)];
}
