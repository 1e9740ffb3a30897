import { writeFileSync } from "node:fs";
import { type Command, Option } from "commander";
import { changesAsJson, changesInWords, type StackOutcome } from "./changes";
import { changesAsMarkdown } from "./changes-markdown";
import { exitCodes } from "./exit-codes";
import {
  type FleetOptions,
  mustHaveSecrets,
  parallelOf,
  type Target,
  targetsOf,
  withFleetOptions,
} from "./fleet";
import { Progress } from "./progress";
import { mustBeTheirAccount } from "./right-account";
import { print } from "./screen";

export interface PreviewOptions extends FleetOptions {
  readonly refresh: boolean;
}

interface ReportOptions extends PreviewOptions {
  readonly format: "text" | "json" | "markdown";
  readonly output?: string;
}

const formats: Readonly<Record<ReportOptions["format"], (stacks: readonly StackOutcome[]) => string>> = {
  text: (stacks) => stacks.map(changesInWords).join("\n"),
  json: (stacks) => JSON.stringify({ stacks: stacks.map(changesAsJson) }, null, 2),
  markdown: (stacks) => stacks.map(changesAsMarkdown).join("\n\n"),
};

export const addPreview = (program: Command): void => {
  withFleetOptions(program.command("preview"))
    .summary("show what `up` would change")
    .description(
      "Shows what `up` would change, what was changed behind the files' back included. Changes nothing.\n" +
        "Exit code 2: there are changes.",
    )
    .option("--no-refresh", "compare with the state alone, and don't look whether it is still true")
    .addOption(
      new Option("--format <format>", "`markdown` is for a comment on a pull request")
        .choices(Object.keys(formats))
        .default("text"),
    )
    .option("--output <file>", "write the report there, and text here")
    .action(preview);
};

async function preview(files: readonly string[], options: ReportOptions): Promise<void> {
  const stacks = await previewOf(targetsOf(files, options), options);
  const report = formats[options.json ? "json" : options.format](stacks);
  if (options.output !== undefined) writeFileSync(options.output, `${report}\n`);
  print(options.output === undefined ? report : formats.text(stacks));
  process.exitCode = exitCodeOf(stacks);
}

/** What an up of each stack would do. */
export async function previewOf(
  targets: readonly Target[],
  options: PreviewOptions,
): Promise<StackOutcome[]> {
  mustHaveSecrets(targets);
  await mustBeTheirAccount(targets);
  const { openStack, programOf, run } = await import("../apps/engine/index.js");
  const outcomes: StackOutcome[] = [];
  for (const target of targets) {
    const { account, environment, sources, place } = target;
    const stack = await openStack(place, programOf(sources, environment));
    const listener = new Progress(false);
    const outcome = await run(stack, "preview", {
      parallel: parallelOf(target, options),
      refresh: options.refresh,
      listener,
    }).finally(() => listener.end());
    outcomes.push({ stack: place.stack, account, environment, outcome });
  }
  return outcomes;
}

export function exitCodeOf(stacks: readonly StackOutcome[]): number {
  if (stacks.some(({ outcome }) => outcome.errors.length > 0)) return exitCodes.failed;
  return stacks.some(({ outcome }) => outcome.changes.length > 0) ? exitCodes.found : exitCodes.clean;
}
