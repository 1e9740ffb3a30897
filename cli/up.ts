import type { Command } from "commander";
import { changesAsJson, changesInWords, consequences, type StackOutcome } from "./changes";
import { confirm } from "./confirm";
import { exitCodes } from "./exit-codes";
import { mustHaveSecrets, parallelOf, type Target, targetsOf, withFleetOptions } from "./fleet";
import { type PreviewOptions, previewOf } from "./preview";
import { Progress } from "./progress";
import { mustBeTheirAccount } from "./right-account";
import { counted, note, print, printJson } from "./screen";

interface UpOptions extends PreviewOptions {
  readonly yes?: boolean;
  readonly fast?: boolean;
}

export const fastHelp =
  "write the state once, at the end, instead of after each step: many times faster with many resources. " +
  "Safe: what is made twice after an interruption is found and not made anew";

export const addUp = (program: Command): void => {
  withFleetOptions(program.command("up"))
    .summary("make the backend what the files say")
    .description(
      "Makes the management backend what the files say, what was changed behind their back included. Shows the changes\n" +
        "first and asks; with --yes it does them at once.",
    )
    .option("--no-refresh", "believe the state, and don't look whether it is still true")
    .option("--fast", fastHelp)
    .option("--yes", "confirm beforehand; for CI, where `preview` showed the changes on the pull request")
    .action(up);
};

async function up(files: readonly string[], options: UpOptions): Promise<void> {
  const targets = targetsOf(files, options);
  if (!options.yes) {
    const previews = await previewOf(targets, options);
    note(previews.map(changesInWords).join("\n"));
    if (previews.some(({ outcome }) => outcome.errors.length > 0)) {
      process.exitCode = exitCodes.failed;
      return;
    }
    const changes = previews.flatMap(({ outcome }) => outcome.changes);
    if (changes.length === 0) return;
    await confirm(consequences(changes).join("\n"), {});
  }
  mustHaveSecrets(targets);
  await mustBeTheirAccount(targets);
  const stacks: StackOutcome[] = [];
  for (const target of targets) stacks.push(await upOf(target, options));
  if (options.json) printJson({ stacks: stacks.map(changesAsJson) });
  else print(stacks.map(doneInWords).join("\n"));
  const hasFailed = stacks.some(({ outcome }) => outcome.errors.length > 0);
  process.exitCode = hasFailed ? exitCodes.failed : exitCodes.clean;
}

export async function upOf(target: Target, options: PreviewOptions): Promise<StackOutcome> {
  const { account, environment, sources, place } = target;
  const { openStack, programOf, run } = await import("../apps/engine/index.js");
  const listener = new Progress(true);
  const stack = await openStack(place, programOf(sources, environment));
  const parallel = parallelOf(target, options);
  try {
    const first = await run(stack, "up", { parallel, refresh: options.refresh, listener });
    const isReleasing = sources.some((source) => source.isReleasedIn(environment));
    if (!isReleasing || first.errors.length > 0)
      return { stack: place.stack, account, environment, outcome: first };
    // The first run wrote down that what is released stays as it is; leaving it out now gives it up.
    const second = await run(stack, "up", { parallel, refresh: false, listener });
    const outcome = { ...second, changes: [...first.changes, ...second.changes] };
    return { stack: place.stack, account, environment, outcome };
  } finally {
    listener.end();
  }
}

function doneInWords({ stack, outcome: { changes, errors, resources } }: StackOutcome): string {
  const head =
    changes.length === 0
      ? `${stack}: nothing to change in ${counted(resources, "resource")}`
      : `${stack}: ${changes.length} of ${counted(resources, "resource")} changed`;
  return [errors.length === 0 ? head : `${stack}: failed`, ...errors.map((error) => `error: ${error}`)].join(
    "\n",
  );
}
