import type { Command } from "commander";
import type { Change, Going, OpenStack, Outcome, StateResource, Told } from "../../../apps/engine";
import { noChanges, onEachStack } from "../../fleet/each-stack";
import { engine } from "../../fleet/engine";
import { type FleetOptions, withFleetOptions } from "../../fleet/fleet";
import { OpenStacks } from "../../fleet/open-stacks";
import { mustBeItsAccount } from "../../fleet/right-account";
import { parallelOf, scopeOf } from "../../fleet/scope";
import { mustHaveSecrets, releasedIn, type Target, targetsOf } from "../../fleet/targets";
import { changesAsJson, changesInWords, type StackOutcome } from "../../reports/changes";
import { changesAsMarkdown } from "../../reports/changes-markdown";
import { outputsOf, type ReportOptions, tell, withReportOptions } from "../../reports/report";
import { exitCodes } from "../../terminal/exit-codes";

const formats = ["text", "json", "markdown"] as const;
type Format = (typeof formats)[number];

export interface PreviewOptions extends FleetOptions {
  readonly refresh: boolean;
}

export const addPreview = (program: Command): void => {
  withReportOptions(
    withFleetOptions(program.command("preview"))
      .summary("show what `up` would change")
      .description(
        "Shows what `up` would change, also what was changed outside the files. Changes nothing.\n" +
          "Exit code 2: there are changes.",
      )
      .option("--no-refresh", "compare with the state only, without reading the backend"),
    formats,
    "`markdown` is for a comment on a pull request",
  ).action(preview);
};

async function preview(
  files: readonly string[],
  options: PreviewOptions & ReportOptions<Format>,
): Promise<void> {
  const outputs = outputsOf(options, formats);
  const stacks = await OpenStacks.during(async (open) =>
    previewOf(open, await targetsOf(files, options), options),
  );
  tell(
    {
      text: () => stacks.map(changesInWords).join("\n"),
      json: () => asJson(stacks),
      markdown: () => stacks.map(changesAsMarkdown).join("\n\n"),
    },
    outputs,
    options,
  );
  process.exitCode = exitCodeOf(stacks);
}

/** What an up of each stack would do. */
export async function previewOf(
  stacks: OpenStacks,
  targets: readonly Target[],
  options: PreviewOptions,
): Promise<StackOutcome[]> {
  await mustHaveSecrets(targets);
  return onEachStack(targets, false, noChanges, async (target, running) => {
    const { run, toldOfEnd } = engine();
    const open = await stacks.look(target);
    await mustBeItsAccount(target, open);
    const outcome = await run(open.stack, "preview", {
      ...running,
      parallel: parallelOf(target, open, options),
      refresh: options.refresh,
      target: scopeOf(target, open),
    });
    return withReleases(outcome, releasedIn(target), open, toldOfEnd);
  });
}

/** An up gives applications up in two runs, of which a preview sees the first alone. */
function withReleases(
  outcome: Outcome,
  released: ReadonlySet<string>,
  { resources }: OpenStack,
  toldOfEnd: (going: Going) => Told[],
): Outcome {
  const others = outcome.changes.filter(({ application }) => !released.has(application));
  const given = resources.filter(({ application }) => released.has(application));
  const told = given
    .filter(({ kind }) => kind === "Application")
    .flatMap(({ outputs, ...one }) => toldOfEnd({ ...one, state: { ...outputs, deletionPolicy: "retain" } }));
  return { ...outcome, changes: [...others, ...given.map(asRelease)], told: [...outcome.told, ...told] };
}

const asRelease = ({ kind, urn, name, application, id }: StateResource): Change => ({
  change: "release",
  kind,
  urn,
  name,
  application,
  id,
  deletionPolicy: "retain",
  properties: [],
});

const asJson = (stacks: readonly StackOutcome[]): string =>
  JSON.stringify({ stacks: stacks.map(changesAsJson) }, null, 2);

function exitCodeOf(stacks: readonly StackOutcome[]): number {
  if (stacks.some(({ outcome }) => outcome.errors.length > 0)) return exitCodes.failed;
  return stacks.some(({ outcome }) => outcome.changes.length > 0) ? exitCodes.found : exitCodes.clean;
}
