import type { Stack } from "@pulumi/pulumi/automation";
import type { Command } from "commander";
import type { StateResource } from "../apps/engine";
import { UserError } from "../provider/lifecycle/errors";
import { suggestion } from "../provider/lifecycle/suggestion";
import { disablingStatement } from "../provider/resources/application-impact";
import { changesAsJson, type StackOutcome } from "./changes";
import { confirm } from "./confirm";
import { exitCodes } from "./exit-codes";
import { type FleetOptions, parallelOf, type Target, targetsOf, withFleetOptions } from "./fleet";
import { Progress } from "./progress";
import { mustBeTheirAccount } from "./right-account";
import { counted, print, printJson } from "./screen";
import { fastHelp } from "./up";

interface DestroyOptions extends FleetOptions {
  readonly application?: readonly string[];
  readonly yes?: boolean;
  readonly fast?: boolean;
}

interface Doomed {
  readonly target: Target;
  readonly stack: Stack;
  readonly applications: readonly StateResource[];
}

export const addDestroy = (program: Command): void => {
  withFleetOptions(program.command("destroy"))
    .summary("disable and delete what `up` made")
    .description(
      "Disables and deletes the applications of an environment, as their deletionPolicy has it, after saying what that\n" +
        "does to people. Refused before anything is disabled while one of them is protected: set\n" +
        "`deletionProtection: false` in its file and run `up` first.",
    )
    .option("--application <name...>", "only these, by what their files call them")
    .option("--fast", fastHelp)
    .option("--yes", "confirm the consequences beforehand")
    .action(destroy);
};

async function destroy(files: readonly string[], options: DestroyOptions): Promise<void> {
  const targets = targetsOf(files, options);
  await mustBeTheirAccount(targets);
  const doomed: Doomed[] = [];
  for (const target of targets) doomed.push(...(await doomedIn(target)));
  const chosen = chosenOf(doomed, options.application);
  refuseProtected(chosen);
  const applications = chosen.flatMap((one) => one.applications);
  if (applications.length === 0) return print("Nothing to destroy.");
  await confirm(applications.map(statement).join("\n"), options);
  const stacks: StackOutcome[] = [];
  for (const one of chosen) stacks.push(await destroyed(one, options));
  report(stacks, options);
}

async function doomedIn(target: Target): Promise<Doomed[]> {
  const { openStackIfAny, programOf, stateOf } = await import("../apps/engine/index.js");
  const stack = await openStackIfAny(target.place, programOf(target.sources, target.environment));
  if (!stack) return [];
  const resources = await stateOf(stack);
  return [{ target, stack, applications: resources.filter(({ kind }) => kind === "Application") }];
}

function chosenOf(doomed: readonly Doomed[], names: readonly string[] | undefined): Doomed[] {
  if (!names) return [...doomed];
  const known = doomed.flatMap(({ applications }) => applications.map(({ name }) => name));
  const stranger = names.find((name) => !known.includes(name));
  if (stranger !== undefined) {
    const next = known.length > 0 ? `; ${suggestion(stranger, known)}` : "";
    throw new UserError(`the state has no application "${stranger}"${next}`);
  }
  return doomed.map((one) => ({
    ...one,
    applications: one.applications.filter(({ name }) => names.includes(name)),
  }));
}

function refuseProtected(doomed: readonly Doomed[]): void {
  const names = doomed.flatMap(({ applications }) =>
    applications.flatMap(({ name, outputs }) =>
      outputs.deletionProtection === true && outputs.deletionPolicy === "delete" ? [name] : [],
    ),
  );
  if (names.length === 0) return;
  throw new UserError(
    `protected against deletion: ${names.join(", ")}. Set deletionProtection: false in the file of each and run \`tencentrtc up\`; nothing was changed`,
  );
}

function statement({ name, id, outputs }: StateResource): string {
  if (outputs.deletionPolicy === "retain")
    return `${name}: Application ${id} stays as it is and is managed by nobody.`;
  const end =
    outputs.deletionPolicy === "disable"
      ? "It stays disabled."
      : "Then it is deleted: none of its data and services can be recovered.";
  return `${name}: ${disablingStatement(id)}. ${end}`;
}

async function destroyed(
  { target, stack, applications }: Doomed,
  options: DestroyOptions,
): Promise<StackOutcome> {
  const { run } = await import("../apps/engine/index.js");
  const { account, environment, place } = target;
  const listener = new Progress(true);
  const chosen = options.application && {
    target: applications.map(({ urn }) => urn),
    targetDependents: true,
  };
  const parallel = options.parallel ?? Math.max(parallelOf(target, options), applications.length * 4);
  const outcome = await run(stack, "destroy", { ...chosen, parallel, listener }).finally(() =>
    listener.end(),
  );
  return { stack: place.stack, account, environment, outcome };
}

function report(stacks: readonly StackOutcome[], { json }: DestroyOptions): void {
  if (json) printJson({ stacks: stacks.map(changesAsJson) });
  else
    print(
      stacks
        .flatMap(({ stack, outcome: { changes, errors } }) => [
          `${stack}: ${counted(changes.length, "resource")} destroyed`,
          ...errors.map((error) => `error: ${error}`),
        ])
        .join("\n"),
    );
  const hasFailed = stacks.some(({ outcome }) => outcome.errors.length > 0);
  process.exitCode = hasFailed ? exitCodes.failed : exitCodes.clean;
}
