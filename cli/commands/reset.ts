import type { Command } from "commander";
import { type BackendOptions, placeShown, withBackendOptions } from "../accounts/backend";
import { openMaintenance } from "../operator/open-maintenance";
import { confirm } from "../terminal/confirm";
import { print, printJson } from "../terminal/screen";

interface Options extends BackendOptions {
  readonly yes?: boolean;
}

/** `tencentrtc reset`: a beginning anew. */
export function addReset(program: Command): void {
  withBackendOptions(program.command("reset"))
    .summary("empty the backend")
    .description(
      "Empties the backend and keeps the key. It is a different backend then: stacks that know the old one are refused,\n" +
        "instead of finding everything gone.",
    )
    .option("--yes", "do it without asking")
    .action(resetBackend);
}

async function resetBackend(options: Options): Promise<void> {
  const database = placeShown(options);
  const maintenance = await openMaintenance(options);
  await confirm(
    `resetting: every application in ${database} is lost, and stacks that know them are refused from then on.`,
    options,
  );
  const report = await maintenance.reset();
  if (options.json) return printJson({ database, ...report });
  print(`${database}: empty, and from now on the backend ${report.identity}.`);
}
