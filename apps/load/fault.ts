import { UserError } from "../../provider/lifecycle/errors";

/** What kind of mistake a fault is; the rule's id in SARIF. */
export type FaultRule = "syntax" | "duplicate-key" | "unknown-key" | "rule" | "reference" | "fleet";

/** One mistake in a file, at its place. */
export interface Fault {
  /** Path as it was given, or relative to where the command runs. */
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

/** Faults that are shown at most. */
const mostTold = 100;

/** The faults that are told at once, and how many more there are. */
export const told = (faults: readonly Fault[]): { told: readonly Fault[]; untold: number } => ({
  told: faults.slice(0, mostTold),
  untold: Math.max(0, faults.length - mostTold),
});

/** The faults that are told, a line each, and how many more there are. */
export function printFaults(faults: readonly Fault[]): string {
  const { told: first, untold } = told(faults);
  return [...first.map(printFault), ...(untold > 0 ? [untoldMistakes(untold)] : [])].join("\n");
}

export const untoldMistakes = (count: number): string =>
  `… and ${count} more ${count === 1 ? "mistake" : "mistakes"}, told once these are mended`;

/** Files that can't be used: the message lists the faults that are told. */
export class FaultyFiles extends UserError {
  /** Faults that are shown. */
  readonly faults: readonly Fault[];

  /** @param what `the files` */
  constructor(what: string, faults: readonly Fault[]) {
    super(`${what} can't be used:\n${printFaults(faults)}`);
    this.faults = told(faults).told;
  }
}
