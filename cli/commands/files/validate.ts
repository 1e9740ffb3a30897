import { type Command, Option } from "commander";
import { inOrder, printMistakes, told, untoldMistakes } from "../../../apps/load/mistake";
import { withTrust } from "../../accounts/trust-options";
import { readFleet } from "../../fleet/fleet";
import { codeQualityOf } from "../../reports/code-quality";
import { sarifOf } from "../../reports/sarif";
import { exitCodes } from "../../terminal/exit-codes";
import { counted, note, print, printJson } from "../../terminal/screen";

interface ValidateOptions {
  readonly format: "text" | "json" | "sarif" | "code-quality";
  readonly json?: boolean;
}

export const addValidate = (program: Command): void => {
  withTrust(program.command("validate"))
    .argument("[files...]", "files or patterns; default: `tencentrtc.files` in Pulumi.yaml, or apps/*.yaml")
    .summary("check the files of applications")
    .description(
      "Checks files of applications and reports every mistake in every file, as file:line:column. Opens the credentials\n" +
        "whose files and passwords are available. Needs no account and no state. Exit code 1: mistakes.",
    )
    .addOption(
      new Option("--format <format>", "for code review: `sarif`; `code-quality` in GitLab")
        .choices(["text", "json", "sarif", "code-quality"])
        .default("text")
        .conflicts("json"),
    )
    .option("--json", "short for --format json")
    .action(validate);
};

async function validate(files: readonly string[], { format, json }: ValidateOptions): Promise<void> {
  const { sources, trusted, faults: found, unmatched } = readFleet(files);
  const opened = await Promise.all(trusted.map((source) => source.opened(process.env)));
  // Of several patterns in Pulumi.yaml some may be for files to come.
  const isEmpty = sources.length === 0 && files.length === 0;
  // Of two alike the file's own counts.
  const faults = inOrder([...opened.flatMap((one) => one.faults), ...found, ...(isEmpty ? unmatched : [])]);
  const unopened = opened.reduce((sum, one) => sum + one.unopened, 0);
  const { told: first, untold } = told(faults);
  if (format === "sarif") printJson(sarifOf(first));
  else if (format === "code-quality") printJson(codeQualityOf(first));
  else if (json || format === "json")
    printJson({ files: sources.length, faults: first, ...(untold > 0 && { untold }), unopened });
  else if (faults.length > 0) print(printMistakes(faults));
  else print(`${counted(sources.length, "file")}, no mistakes.`);
  // These formats have no place for it.
  if (untold > 0 && (format === "sarif" || format === "code-quality")) note(untoldMistakes(untold));
  if (unopened > 0)
    note(`${counted(unopened, "certificate")} not opened: not every secret that they name is at hand here.`);
  process.exitCode = faults.length > 0 ? exitCodes.failed : exitCodes.clean;
}
