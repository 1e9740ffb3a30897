import type { Command } from "commander";
import type { Drift, OpenStack } from "../../../apps/engine";
import { explain, UserError } from "../../../ground/errors";
import type { Client } from "../../../provider/client/client";
import { verifyEach } from "../../../provider/client/every-enrolled";
import { withAccount } from "../../accounts/client";
import { withOrigins } from "../../fleet/drift-origins";
import { onEachStack, type Running } from "../../fleet/each-stack";
import { engine } from "../../fleet/engine";
import { type FleetOptions, withFleetOptions } from "../../fleet/fleet";
import { mustBeItsAccount } from "../../fleet/right-account";
import { parallelOf, scopeOf } from "../../fleet/scope";
import { type Target, targetsOf } from "../../fleet/targets";
import { type DriftFormat, driftFormats, driftReport, type Reading } from "../../reports/drift-report";
import { outputsOf, type ReportOptions, tell, withReportOptions } from "../../reports/report";
import { exitCodes } from "../../terminal/exit-codes";
import { note } from "../../terminal/screen";

interface DriftOptions extends FleetOptions, ReportOptions<DriftFormat> {}

export const addDrift = (program: Command): void => {
  withReportOptions(
    withFleetOptions(program.command("drift"))
      .summary("report what was changed outside the files")
      .description(
        "Reads everything that `up` created, and reports what differs from its declaration. Changes nothing.\n" +
          "Of a real account it asks Tencent Cloud anew, and says how each difference is known and what needs a person.\n" +
          "Exit code 2: drift; 1: something could not be read, whatever else was found.",
      ),
    driftFormats,
    "`markdown` is for a comment on a pull request, `junit` for CI systems",
  ).action(drift);
};

async function drift(files: readonly string[], options: DriftOptions): Promise<void> {
  const outputs = outputsOf(options, driftFormats);
  const targets = await targetsOf(files, options);
  const read = await onEachStack(targets, false, nothing, (target, running) =>
    readingOf(target, options, running),
  );
  const stacks = read.map(({ outcome, ...about }) => ({ ...about, ...outcome }));
  tell(driftReport(stacks), outputs, options);
  const isUnread = stacks.some(({ errors }) => errors.length > 0);
  const isDrifted = stacks.some((stack) => stack.drift.length > 0);
  process.exitCode = isUnread ? exitCodes.failed : isDrifted ? exitCodes.found : exitCodes.clean;
}

const nothing: Reading = { resources: 0, drift: [], errors: [] };

async function readingOf(target: Target, options: DriftOptions, running: Running): Promise<Reading> {
  const { driftIn, openStackIfAny, programOf, run } = engine();
  if (target.problem !== undefined) throw new UserError(target.problem);
  const open = await openStackIfAny(target.place, programOf(target));
  if (!open) return { ...nothing, note: "nothing has been declared by an `up` yet" };
  if (open.resources.length === 0) return { ...nothing, note: "nothing is declared in this stack" };
  await mustBeItsAccount(target, open);
  await askAnew(target, open);
  const outcome = await run(open.stack, "previewRefresh", {
    ...running,
    parallel: parallelOf(target, open, options),
    // What has never been made can't have drifted.
    target: scopeOf({ ...target, sources: [] }, open),
  });
  const { resources, errors } = outcome;
  return { resources, errors, drift: await dated(target, open, driftIn(outcome)) };
}

/** What counts for a refresh isn't new enough here: of a real account Tencent Cloud is asked in any case. */
async function askAnew(target: Target, { stack, resources }: OpenStack): Promise<void> {
  const ids = resources.flatMap(({ kind, id }) => (kind === "Application" ? [Number(id)] : []));
  const ask = async (client: Client) => {
    if ((await client.account()).Executor === "operator") await verifyEach(client, ids);
  };
  await withAccount(target, ask, await stack.getAllConfig());
}

/** With since when and by whom, as far as the backend tells. */
async function dated(
  target: Target,
  { stack }: OpenStack,
  drift: readonly Drift[],
): Promise<readonly Drift[]> {
  if (drift.length === 0) return drift;
  try {
    const ask = (client: Client) => withOrigins(client, drift);
    return (await withAccount(target, ask, await stack.getAllConfig())) ?? drift;
  } catch (error) {
    // What was found is worth more than how it came about.
    note(`since when ${target.place.stack} is so can't be told: ${explain(error)}`);
    return drift;
  }
}
