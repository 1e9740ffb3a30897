import { UserError } from "../../provider/lifecycle/errors";

/** What kind of mistake a fault is; the rule's id in SARIF. */
export type FaultRule = "syntax" | "duplicate-key" | "unknown-key" | "rule" | "reference" | "fleet";

/** One mistake in a file, at its place. */
export interface Fault {
  /** As it was given, or relative to where the command runs. */
  readonly file: string;
  /** From 1. */
  readonly line: number;
  /** From 1, in UTF-16 units. */
  readonly column: number;
  readonly rule: FaultRule;
  /** The property, `admins.0.userId`; empty for the file as a whole. */
  readonly path: string;
  /** The broken rule, and an example that passes. */
  readonly message: string;
}

/** A fault of a file as a whole. */
export const faultOfFile = (file: string, rule: FaultRule, message: string): Fault => ({
  file,
  line: 1,
  column: 1,
  rule,
  path: "",
  message,
});

/** `apps/support.yaml:4:9: region must be …`. */
export const printFault = ({ file, line, column, path, message }: Fault): string =>
  `${file}:${line}:${column}: ${path === "" ? "" : `${path} `}${message}`;

/** Each fault once, in the order of files and lines. */
export function inOrder(faults: readonly Fault[]): Fault[] {
  const once = new Map(faults.map((fault) => [printFault(fault), fault]));
  return [...once.values()].sort(
    (a, b) => (a.file < b.file ? -1 : a.file > b.file ? 1 : 0) || a.line - b.line || a.column - b.column,
  );
}

/** Files that can't be used: the message lists every fault. */
export class FaultyFiles extends UserError {
  /** @param what `the files` */
  constructor(
    what: string,
    readonly faults: readonly Fault[],
  ) {
    super(`${what} can't be used:\n${faults.map(printFault).join("\n")}`);
  }
}
