import type { Command } from "commander";
import type { Drift, OpenStack } from "../apps/engine";
import type { Client } from "../provider/client/client";
import { explain, UserError } from "../provider/lifecycle/errors";
import { type StackConfig, withAccount } from "./account-client";
import { type DriftFormat, driftFormats, driftReport, type Reading } from "./drift-report";
import { onEachStack, type Running } from "./each-stack";
import { exitCodes } from "./exit-codes";
import { type FleetOptions, withFleetOptions } from "./fleet";
import { outputsOf, type ReportOptions, tell, withReportOptions } from "./report";
import { mustBeItsAccount } from "./right-account";
import { parallelOf, scopeOf } from "./scope";
import { note } from "./screen";
import { type Target, targetsOf } from "./targets";

interface DriftOptions extends FleetOptions, ReportOptions<DriftFormat> {}

export const addDrift = (program: Command): void => {
  withReportOptions(
    withFleetOptions(program.command("drift"))
      .summary("report what was changed behind the files' back")
      .description(
        "Reads everything that `up` has made and reports what isn't as it was declared. Changes nothing.\n" +
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
  const { driftIn, openStackIfAny, programOf, run } = await import("../apps/engine/index.js");
  if (target.problem !== undefined) throw new UserError(target.problem);
  const open = await openStackIfAny(target.place, programOf(target.sources, target.environment));
  if (!open || open.resources.length === 0) {
    if (target.sources.length === 0) return nothing;
    throw new UserError("nothing has been declared by an `up` yet");
  }
  await mustBeItsAccount(target, open);
  const outcome = await run(open.stack, "previewRefresh", {
    ...running,
    parallel: parallelOf(target, open, options),
    // What has never been made can't have drifted.
    target: scopeOf({ ...target, sources: [] }, open),
  });
  const { resources, errors } = outcome;
  return { resources, errors, drift: await dated(target, open, driftIn(outcome)) };
}

/** The backend knows since when an application has its status; of other changes nobody keeps the time. */
async function dated(
  target: Target,
  { stack }: OpenStack,
  drift: readonly Drift[],
): Promise<readonly Drift[]> {
  const ids = drift.flatMap(({ what, sdkAppId }) =>
    what === "enabled" && sdkAppId ? [Number(sdkAppId)] : [],
  );
  if (ids.length === 0) return drift;
  try {
    const since = await statusSince(target, await stack.getAllConfig(), ids);
    return drift.map((one) =>
      one.what === "enabled" && one.sdkAppId ? { ...one, since: since.get(one.sdkAppId) } : one,
    );
  } catch (error) {
    // What was found is worth more than when it came about.
    note(`since when ${target.place.stack} is so can't be told: ${explain(error)}`);
    return drift;
  }
}

async function statusSince(
  target: Target,
  config: StackConfig,
  ids: readonly number[],
): Promise<ReadonlyMap<string, string>> {
  const ask = (client: Client) => Promise.all(ids.map((id) => client.application(id)));
  const entries = (await withAccount(target, ask, config)) ?? [];
  return new Map(
    entries.flatMap((entry) =>
      entry.Outcome === "Found" ? [[String(entry.Application.SdkAppId), entry.Application.StatusSince]] : [],
    ),
  );
}
