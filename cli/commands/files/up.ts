import type { Command } from "commander";
import type { Outcome } from "../../../apps/engine";
import { noChanges, onEachStack, type Running } from "../../fleet/each-stack";
import { engine } from "../../fleet/engine";
import { withFleetOptions } from "../../fleet/fleet";
import { OpenStacks } from "../../fleet/open-stacks";
import { letGo, releasedOf, unfinished } from "../../fleet/releasing";
import { mustBeTheirAccounts, type OpenTarget } from "../../fleet/right-account";
import { parallelOf, scopeOf } from "../../fleet/scope";
import { mustHaveSecrets, type Target, targetsOf } from "../../fleet/targets";
import { changesAsJson, changesInWords, type StackOutcome } from "../../reports/changes";
import { noticesInWords } from "../../reports/notices";
import { confirm } from "../../terminal/confirm";
import { exitCodes } from "../../terminal/exit-codes";
import { counted, note, print, printJson } from "../../terminal/screen";
import { handoutsInWords } from "./outputs";
import { type PreviewOptions, previewOf } from "./preview";

interface UpOptions extends PreviewOptions {
  readonly yes?: boolean;
  readonly fast?: boolean;
}

export const fastHelp =
  "write the state once, at the end, instead of after each step: many times faster with many resources. " +
  "Safe: the next run after an interruption finds what was created";

export const addUp = (program: Command): void => {
  withFleetOptions(program.command("up"))
    .summary("apply the files to the backend")
    .description(
      "Applies the files to the management backend, and changes back what was changed outside the files. Shows the\n" +
        "changes first and asks; with --yes it applies them at once. Exit code 3: all is done but what only a person can do,\n" +
        "in the console of a real account; 1: something failed.",
    )
    .option("--no-refresh", "trust the state, without reading the backend")
    .option("--fast", fastHelp)
    .option("--yes", "apply without asking; for CI, where `preview` showed the changes on the pull request")
    .action(up);
};

const up = (files: readonly string[], options: UpOptions): Promise<void> =>
  OpenStacks.during(async (stacks) => {
    const targets = await targetsOf(files, options);
    if (!options.yes) {
      const previews = await previewOf(stacks, targets, options);
      note(previews.map(changesInWords).join("\n"));
      const changes = previews.flatMap(({ outcome }) => outcome.changes);
      if (hasFailed(previews) || changes.length === 0) return report(previews.map(undone), options);
      stacks.closeStandIns();
      await confirm("", {});
    }
    report(await upAll(stacks, targets, options), options);
  });

/** Makes every stack what its files say, once it is sure that each belongs to its account. */
export async function upAll(
  stacks: OpenStacks,
  targets: readonly Target[],
  options: PreviewOptions,
): Promise<StackOutcome[]> {
  await mustHaveSecrets(targets);
  const looked: OpenTarget[] = [];
  for (const target of targets) looked.push({ ...target, open: await stacks.look(target) });
  await mustBeTheirAccounts(looked);
  const opened: OpenTarget[] = [];
  for (const target of targets) opened.push({ ...target, open: await stacks.make(target) });
  return onEachStack(opened, true, noChanges, (target, running) => upOf(target, options, running));
}

async function upOf(target: OpenTarget, options: PreviewOptions, running: Running): Promise<Outcome> {
  const { run } = engine();
  const scope = scopeOf(target, target.open);
  const released = releasedOf(target);
  const parallel = parallelOf(target, target.open, options);
  const first = await letGo(target, released, { signal: running.signal, parallel });
  if (first.errors.length > 0) return unfinished(target, released, noChanges, first);
  const { stack } = target.open;
  const second = await run(stack, "up", {
    ...running,
    parallel,
    refresh: options.refresh,
    released,
    target: scope,
  });
  return second.errors.length > 0 ? unfinished(target, released, first, second) : second;
}

function report(stacks: readonly StackOutcome[], { json }: UpOptions): void {
  if (json) printJson({ stacks: stacks.map(doneAsJson) });
  else print(stacks.map(doneInWords).join("\n"));
  const isLeft = stacks.some(({ outcome }) => needsPerson(outcome));
  process.exitCode = hasFailed(stacks) ? exitCodes.failed : isLeft ? exitCodes.person : exitCodes.clean;
}

const needsPerson = ({ told }: Outcome): boolean => told.some(({ kind }) => kind === "person");

/** With what the applications hand out, save secrets. */
const doneAsJson = (one: StackOutcome): object => ({
  ...changesAsJson(one),
  applications: one.outcome.handouts,
});

const hasFailed = (stacks: readonly StackOutcome[]): boolean =>
  stacks.some(({ outcome }) => outcome.errors.length > 0);

/** The outcome of a preview as one of an `up` that changed nothing. */
const undone = (one: StackOutcome): StackOutcome => ({ ...one, outcome: { ...one.outcome, changes: [] } });

function doneInWords({
  stack,
  outcome: { changes, errors, resources, handouts, told },
}: StackOutcome): string {
  const all = counted(resources, "resource");
  const released = changes.filter(({ change }) => change === "release").length;
  const parts = [
    ...(changes.length > released ? [`${changes.length - released} of ${all} changed`] : []),
    ...(released > 0 ? [`${counted(released, "resource")} released`] : []),
  ];
  const people = noticesInWords(told.filter(({ kind }) => kind === "person"));
  const there = [...handoutsInWords(handouts), ...people];
  if (errors.length === 0)
    return [`${stack}: ${parts.join(", ") || `nothing to change in ${all}`}`, ...there].join("\n");
  const done = parts.length > 0 ? ` after ${parts.join(", ")}` : ", and changed nothing";
  return [`${stack}: failed${done}`, ...there, ...errors.map((error) => `error: ${error}`)].join("\n");
}
