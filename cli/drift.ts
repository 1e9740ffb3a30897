import { writeFileSync } from "node:fs";
import { type Command, Option } from "commander";
import type { Drift } from "../apps/engine";
import { withAccount } from "./account-client";
import { type DriftFormat, driftFormats, printDrift, type StackDrift } from "./drift-report";
import { exitCodes } from "./exit-codes";
import { type FleetOptions, parallelOf, type Target, targetsOf, withFleetOptions } from "./fleet";
import { Progress } from "./progress";
import { mustBeTheirAccount } from "./right-account";
import { print } from "./screen";

interface DriftOptions extends FleetOptions {
  readonly format: DriftFormat;
  readonly output?: string;
}

export const addDrift = (program: Command): void => {
  withFleetOptions(program.command("drift"))
    .summary("report what was changed behind the files' back")
    .description(
      "Reads everything that `up` has made and reports what isn't as it was declared. Changes nothing.\n" +
        "Exit code 2: drift; 1: something could not be read, whatever else was found.",
    )
    .addOption(
      new Option("--format <format>", "`markdown` is for a comment on a pull request, `junit` for CI systems")
        .choices(driftFormats)
        .default("text"),
    )
    .option("--output <file>", "write the report there, and text here")
    .action(drift);
};

async function drift(files: readonly string[], options: DriftOptions): Promise<void> {
  const targets = targetsOf(files, options);
  await mustBeTheirAccount(targets);
  const stacks: StackDrift[] = [];
  for (const target of targets) stacks.push(await driftOf(target, options));
  const report = printDrift[options.json ? "json" : options.format](stacks);
  if (options.output !== undefined) writeFileSync(options.output, `${report}\n`);
  print(options.output === undefined ? report : printDrift.text(stacks));
  const isUnread = stacks.some(({ errors }) => errors.length > 0);
  const isDrifted = stacks.some((stack) => stack.drift.length > 0);
  process.exitCode = isUnread ? exitCodes.failed : isDrifted ? exitCodes.found : exitCodes.clean;
}

async function driftOf(target: Target, options: DriftOptions): Promise<StackDrift> {
  const { account, environment, sources, place } = target;
  const { driftIn, openStackIfAny, programOf, run } = await import("../apps/engine/index.js");
  const about = { stack: place.stack, account, environment };
  const stack = await openStackIfAny(place, programOf(sources, environment));
  if (!stack) {
    const errors =
      sources.length > 0 ? ["there is no such stack yet: nothing has been declared by an `up`"] : [];
    return { ...about, resources: 0, drift: [], errors };
  }
  const listener = new Progress(false);
  const outcome = await run(stack, "previewRefresh", {
    parallel: parallelOf(target, options),
    listener,
  }).finally(() => listener.end());
  const drift = await dated(target, driftIn(outcome));
  return { ...about, resources: outcome.resources, drift, errors: outcome.errors };
}

/** The backend knows since when an application has its status; of other changes nobody keeps the time. */
async function dated(target: Target, drift: readonly Drift[]): Promise<Drift[]> {
  const ids = drift.flatMap(({ what, sdkAppId }) =>
    what === "enabled" && sdkAppId ? [Number(sdkAppId)] : [],
  );
  if (ids.length === 0) return [...drift];
  const entries = await withAccount(target, (client) => Promise.all(ids.map((id) => client.application(id))));
  const since = new Map(
    (entries ?? []).flatMap((entry) =>
      entry.Outcome === "Found" ? [[String(entry.Application.SdkAppId), entry.Application.StatusSince]] : [],
    ),
  );
  return drift.map((one) =>
    one.what === "enabled" && one.sdkAppId ? { ...one, since: since.get(one.sdkAppId) } : one,
  );
}
