import type { Command } from "commander";
import type { OpenStack, Outcome, StateResource } from "../../../apps/engine";
import { UserError } from "../../../ground/errors";
import { suggestion } from "../../../ground/suggestion";
import { withAccount } from "../../accounts/client";
import { mustBeDeletable } from "../../fleet/deletable";
import { noChanges, onEachStack, type Running } from "../../fleet/each-stack";
import { engine } from "../../fleet/engine";
import { type FleetOptions, withFleetOptions } from "../../fleet/fleet";
import { mustBeTheirAccounts } from "../../fleet/right-account";
import { parallelOf } from "../../fleet/scope";
import { isChosen, type Target, targetsOf } from "../../fleet/targets";
import { changesAsJson, type StackOutcome } from "../../reports/changes";
import { noticesInWords } from "../../reports/notices";
import { confirm } from "../../terminal/confirm";
import { exitCodes } from "../../terminal/exit-codes";
import { counted, print, printJson } from "../../terminal/screen";
import { fastHelp } from "./up";

interface DestroyOptions extends FleetOptions {
  readonly application?: readonly string[];
  readonly yes?: boolean;
  readonly fast?: boolean;
}

interface Doomed extends Target {
  readonly open: OpenStack;
  readonly applications: readonly StateResource[];
}

export const addDestroy = (program: Command): void => {
  withFleetOptions(program.command("destroy"))
    .summary("disable and delete what `up` created")
    .description(
      "Disables and deletes the applications of an environment, according to their deletionPolicy, after showing the\n" +
        "effects on users. Refused before the first step while one of them is protected (set\n" +
        "`deletionProtection: false` in its file and run `up` first) or has a paid Chat edition.",
    )
    .option("--application <name...>", "only these applications, by their names in files")
    .option("--fast", fastHelp)
    .option("--yes", "destroy without asking")
    .action(destroy);
};

async function destroy(files: readonly string[], options: DestroyOptions): Promise<void> {
  const opened = await openedOf(await targetsOf(files, options));
  await mustBeTheirAccounts(opened);
  const chosen = chosenOf(opened, options.application);
  refuseProtected(chosen);
  await mustBeDeletable(chosen);
  if (chosen.length === 0) return options.json ? printJson({ stacks: [] }) : print("Nothing to destroy.");
  await confirm((await Promise.all(chosen.map(statement))).join("\n"), options);
  const destroyed = await onEachStack(chosen, true, noChanges, (one, running) =>
    outcomeOf(one, options, running),
  );
  report(destroyed, options);
}

async function openedOf(targets: readonly Target[]): Promise<Doomed[]> {
  const { openStackIfAny, programOf } = engine();
  const opened: Doomed[] = [];
  for (const target of targets) {
    const open = await openStackIfAny(target.place, programOf(target));
    const applications = open?.resources.filter(
      ({ kind, name }) => kind === "Application" && isChosen(target, name),
    );
    if (open && applications) opened.push({ ...target, open, applications });
  }
  return opened;
}

/** The stacks that have something to destroy, each with what. */
function chosenOf(opened: readonly Doomed[], names: readonly string[] | undefined): Doomed[] {
  const known = opened.flatMap(({ applications }) => applications.map(({ name }) => name));
  const stranger = names?.find((name) => !known.includes(name));
  if (stranger !== undefined) {
    const next = known.length > 0 ? `; ${suggestion(stranger, known)}` : "";
    throw new UserError(`the state has no application "${stranger}"${next}`);
  }
  return opened
    .map((one) => ({
      ...one,
      applications: one.applications.filter(({ name }) => names?.includes(name) ?? true),
    }))
    .filter(({ applications }) => applications.length > 0);
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

/** What it does to people, told of every application once. */
async function statement(doomed: Doomed): Promise<string> {
  const { place, applications, open } = doomed;
  const { toldOfEnd } = engine();
  const settings = await settingsOf(doomed);
  const names = new Set(applications.map(({ name }) => name));
  const deleted = new Set(applications.flatMap(({ name, outputs }) => (isDeleted(outputs) ? [name] : [])));
  const told = open.resources
    .filter(({ application }) => names.has(application))
    // An application's own end says enough of what is deleted with it, save of what was paid.
    .filter(({ kind, application }) => kind !== "PushCertificate" || !deleted.has(application))
    .flatMap(({ outputs, ...one }) => toldOfEnd({ ...one, state: outputs, settings }));
  return [`${place.stack}: ${counted(applications.length, "application")}`, ...noticesInWords(told)].join(
    "\n",
  );
}

const isDeleted = ({ deletionPolicy }: StateResource["outputs"]): boolean => deletionPolicy === "delete";

/** The account's settings tell how long it takes. */
const settingsOf = async (doomed: Doomed) => {
  const config = await doomed.open.stack.getAllConfig();
  return (await withAccount(doomed, (client) => client.account(), config))?.Settings;
};

async function outcomeOf(doomed: Doomed, options: DestroyOptions, running: Running): Promise<Outcome> {
  const { chosen, open, applications } = doomed;
  const { run } = engine();
  const names = new Set(applications.map(({ name }) => name));
  const isEverything = !open.hasOthers && open.resources.every(({ application }) => names.has(application));
  // The engine leaves the outputs of a stack of which it destroys a part.
  const isWhole = isEverything || (chosen === undefined && options.application === undefined);
  const retained = applications.filter(({ outputs }) => outputs.deletionPolicy === "retain");
  return run(open.stack, "destroy", {
    ...running,
    ...(!isWhole && { target: applications.map(({ urn }) => urn), targetDependents: true }),
    released: new Set(retained.map(({ name }) => name)),
    parallel: parallelOf(doomed, open, options),
  });
}

function report(stacks: readonly StackOutcome[], { json }: DestroyOptions): void {
  if (json) printJson({ stacks: stacks.map(changesAsJson) });
  else print(stacks.flatMap(inWords).join("\n"));
  const hasFailed = stacks.some(({ outcome }) => outcome.errors.length > 0);
  process.exitCode = hasFailed ? exitCodes.failed : exitCodes.clean;
}

function inWords({ stack, outcome: { changes, errors } }: StackOutcome): string[] {
  const released = changes.filter(({ change }) => change === "release").length;
  const also = released > 0 ? `, ${counted(released, "resource")} released` : "";
  return [
    `${stack}: ${counted(changes.length - released, "resource")} destroyed${also}`,
    ...errors.map((error) => `error: ${error}`),
  ];
}
