import { UserError } from "../../ground/errors";

/** What kind of mistake a fault is; the rule's id in SARIF. */
export type MistakeRule = "syntax" | "duplicate-key" | "unknown-key" | "rule" | "reference" | "fleet";

/** One mistake in a file, at its place. */
export interface Mistake {
  /** Path as it was given, or relative to where the command runs. */
  readonly file: string;
  /** From 1. */
  readonly line: number;
  /** From 1, in UTF-16 units. */
  readonly column: number;
  readonly rule: MistakeRule;
  /** The property, `admins.0.userId`; empty for the file as a whole. */
  readonly path: string;
  /** The broken rule, and an example that passes. Repeats nothing of the file that may be a secret. */
  readonly message: string;
}

/** A fault of a file as a whole. */
export const mistakeOfFile = (file: string, rule: MistakeRule, message: string): Mistake => ({
  file,
  line: 1,
  column: 1,
  rule,
  path: "",
  message,
});

/** `apps/support.yaml:4:9: region must be …`. */
export const printMistake = ({ file, line, column, path, message }: Mistake): string =>
  `${file}:${line}:${column}: ${path === "" ? "" : `${path} `}${message}`;

/** Each fault once, in the order of files and lines. */
export function inOrder(faults: readonly Mistake[]): Mistake[] {
  const once = new Map(faults.map((fault) => [printMistake(fault), fault]));
  return [...once.values()].sort(
    (a, b) => (a.file < b.file ? -1 : a.file > b.file ? 1 : 0) || a.line - b.line || a.column - b.column,
  );
}

/** Faults that are shown at most. */
const mostTold = 100;

/** The faults that are told at once, and how many more there are. */
export const told = (faults: readonly Mistake[]): { told: readonly Mistake[]; untold: number } => ({
  told: faults.slice(0, mostTold),
  untold: Math.max(0, faults.length - mostTold),
});

/** The faults that are told, a line each, and how many more there are. */
export function printMistakes(faults: readonly Mistake[]): string {
  const { told: first, untold } = told(faults);
  return [...first.map(printMistake), ...(untold > 0 ? [untoldMistakes(untold)] : [])].join("\n");
}

export const untoldMistakes = (count: number): string =>
  `… and ${count} more ${count === 1 ? "mistake" : "mistakes"}, told once these are mended`;

/** Files that can't be used: the message lists the faults that are told. */
export class UnusableFiles extends UserError {
  /** Faults that are shown. */
  readonly faults: readonly Mistake[];

  /** @param what `the files` */
  constructor(what: string, faults: readonly Mistake[]) {
    super(`${what} can't be used:\n${printMistakes(faults)}`);
    this.faults = told(faults).told;
  }
}
