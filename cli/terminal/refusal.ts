import { CommanderError } from "commander";
import { UnusableFiles } from "../../apps/load/mistake";
import { explain, isExpected } from "../../ground/errors";
import { exitCodes } from "./exit-codes";
import { hasPrinted, note, printJson } from "./screen";
import { systemRefusal } from "./system-refusal";

/**
 * Tells why a run ended before its result: people on standard error, and with `--json` programs on standard output,
 * unless a result stands there already.
 *
 * @param args the command line
 * @returns the exit code
 * @throws what is no mistake of the user's: whoever reports it needs its trace.
 */
export function tellRefusal(thrown: unknown, args: readonly string[]): number {
  const error = systemRefusal(thrown);
  const isUsage = error instanceof CommanderError;
  // The help, or the version.
  if (isUsage && error.exitCode === exitCodes.clean) return exitCodes.clean;
  if (wantsJson(args) && !hasPrinted()) printJson(refusalOf(error));
  if (!isUsage && !isExpected(error)) throw error;
  // Commander has said it already.
  if (!isUsage) note(`error: ${explain(error)}`);
  return exitCodes.failed;
}

/** What follows `--` is no option. */
function wantsJson(args: readonly string[]): boolean {
  const end = args.indexOf("--");
  return args.slice(0, end < 0 ? undefined : end).includes("--json");
}

const refusalOf = (error: unknown): object => ({
  errors: [explain(error).replace(/^error: /, "")],
  ...(error instanceof UnusableFiles && { faults: error.faults }),
});
