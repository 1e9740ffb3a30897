import { writeFileSync } from "node:fs";
import { extname, resolve } from "node:path";
import { type Command, Option } from "commander";
import { explain, UserError } from "../../ground/errors";
import { print, printData } from "../terminal/screen";
import { mustTakeFile } from "../terminal/writable";

/** What a command takes that reports in several forms. */
export interface ReportOptions<Format extends string> {
  readonly format?: Format;
  /** Absolute: the run changes the working folder. */
  readonly output?: readonly string[];
  readonly json?: boolean;
}

/** A report in each of its forms. */
export type Report<Format extends string> = Readonly<Record<Format, () => string>> &
  Readonly<Record<"text" | "json", () => string>>;

const formatOf: Readonly<Record<string, string>> = {
  ".md": "markdown",
  ".xml": "junit",
  ".json": "json",
  ".txt": "text",
};

export const withReportOptions = (command: Command, formats: readonly string[], why: string): Command =>
  command
    .addOption(new Option("--format <format>", `${why} (default: text)`).choices(formats).conflicts("json"))
    .option(
      "--output <file>",
      "also write the report to a file, in the format of its ending; may be repeated: .md, .json, .txt" +
        (formats.includes("junit") ? ", .xml (JUnit)" : ""),
      (file: string, others: readonly string[] = []) => [...others, resolve(file)],
    );

/**
 * The files that a run is going to write, each with its format.
 *
 * @throws UserError where an ending tells no format of this report, or a file can't be written.
 */
export function outputsOf<Format extends string>(
  { output = [], format }: ReportOptions<Format>,
  formats: readonly Format[],
): { readonly file: string; readonly format: Format }[] {
  return output.map((file) => {
    const told = format ?? formats.find((one) => one === formatOf[extname(file).toLowerCase()]);
    if (told === undefined)
      throw new UserError(`--output ${file}: its ending tells no format; add --format ${formats.join(", ")}`);
    mustTakeFile(file, "--output");
    return { file, format: told };
  });
}

/**
 * Writes the report wherever it is wanted; on standard output always, and first.
 *
 * @throws UserError that names the files which could not be written.
 */
export function tell<Format extends string>(
  report: Report<Format>,
  outputs: readonly { readonly file: string; readonly format: Format }[],
  { format, json }: ReportOptions<Format>,
): void {
  const here = outputs.length > 0 ? "text" : (format ?? "text");
  const shown = json ? "json" : here;
  (shown === "text" ? print : printData)(report[shown]());
  const failures = outputs.flatMap((one) => failureOf(one.file, report[one.format]()));
  if (failures.length > 0) throw new UserError(failures.join("\n"));
}

function failureOf(file: string, text: string): string[] {
  try {
    writeFileSync(file, `${text}\n`);
    return [];
  } catch (error) {
    return [`--output ${file} can't be written: ${explain(error)}`];
  }
}
