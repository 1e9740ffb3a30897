import { existsSync } from "node:fs";
import { resolve } from "node:path";
import type { Command } from "commander";
import { UserError } from "../../ground/errors";
import { type BackendOptions, placeShown, withBackendOptions } from "../accounts/backend";
import { openMaintenance } from "../operator/open-maintenance";
import { confirm } from "../terminal/confirm";
import { print, printJson } from "../terminal/screen";

interface Options extends BackendOptions {
  readonly yes?: boolean;
  readonly replace?: boolean;
}

/** `tencentrtc restore`: a copy in the place of the backend. */
export function addRestore(program: Command): void {
  withBackendOptions(program.command("restore <file>"))
    .summary("replace the backend with a snapshot, or create it from one")
    .description(
      "Replaces the contents of the backend with a snapshot, or creates a missing database. The backend has the identity of\n" +
        "the snapshot, so that stacks which know it continue. Everything is restored, or nothing.",
    )
    .option("--replace", "replace a backend that is not the one of the snapshot")
    .option("--yes", "do it without asking")
    .action(restoreSnapshot);
}

async function restoreSnapshot(file: string, options: Options): Promise<void> {
  const database = placeShown(options);
  const maintenance = await openMaintenance(options);
  if (!existsSync(file)) throw new UserError(`there is no snapshot ${resolve(file)}; nothing was changed`);
  await confirm(`restoring: what ${database} holds is replaced by ${file}, whatever came after it.`, options);
  const report = await maintenance.restore(resolve(file), options.replace === true);
  if (options.json) return printJson({ database, ...report });
  print(`${database}: backend ${report.identity}, ${report.rows} rows restored.`);
}
