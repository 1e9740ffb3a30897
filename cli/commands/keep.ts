import { existsSync } from "node:fs";
import { resolve } from "node:path";
import type { Command } from "commander";
import { UserError } from "../../provider/lifecycle/errors";
import { type BackendOptions, locationOf, placeShown, withBackendOptions } from "../accounts/backend";
import type { Maintenance } from "../operator/maintenance";
import { confirm } from "../terminal/confirm";
import { print, printJson } from "../terminal/screen";
import { mustTakeFile } from "../terminal/writable";

interface ConfirmedOptions extends BackendOptions {
  readonly yes?: boolean;
}

interface RestoreOptions extends ConfirmedOptions {
  readonly replace?: boolean;
}

/** The commands that keep a backend: copies of it, its key, and a beginning anew. */
export function addKeep(program: Command): void {
  withBackendOptions(program.command("snapshot <file>"))
    .summary("write the whole backend to a file")
    .description(
      "Writes the whole backend to a new file, while others use it. Secrets stay sealed, and the key is not in the file:\n" +
        "keep the key elsewhere. A snapshot can be restored to a file and to PostgreSQL.",
    )
    .action(takeSnapshot);
  withBackendOptions(program.command("restore <file>"))
    .summary("replace the backend with a snapshot, or create it from one")
    .description(
      "Replaces the contents of the backend with a snapshot, or creates a missing database. The backend has the identity of\n" +
        "the snapshot, so that stacks which know it continue. Everything is restored, or nothing.",
    )
    .option("--replace", "replace a backend that is not the one of the snapshot")
    .option("--yes", "do it without asking")
    .action(restoreSnapshot);
  withBackendOptions(program.command("reset"))
    .summary("empty the backend")
    .description(
      "Empties the backend and keeps the key. It is a different backend then: stacks that know the old one are refused,\n" +
        "instead of finding everything gone.",
    )
    .option("--yes", "do it without asking")
    .action(resetBackend);
  withBackendOptions(program.command("rotate-key"))
    .summary("seal every secret with another key")
    .description(
      "Seals every secret with the key in TENCENTRTC_BACKEND_NEW_KEY, or with a new one if the key is a file beside the\n" +
        "database. After an interruption run it again. Older snapshots still need the previous key.",
    )
    .action(rotate);
}

/** Before anything is asked: a server has no database that could be kept from here. */
const open = async (options: BackendOptions): Promise<Maintenance> => {
  const { maintenanceOf }: typeof import("../operator/maintenance") = require("../operator/maintenance");
  return maintenanceOf(locationOf(options));
};

async function takeSnapshot(file: string, options: BackendOptions): Promise<void> {
  const maintenance = await open(options);
  mustTakeFile(resolve(file), "the snapshot");
  const report = await maintenance.snapshot(resolve(file));
  if (options.json) return printJson(report);
  print(
    `${report.file}: backend ${report.identity}, ${report.rows} rows. ` +
      `Its secrets need the key ${report.keyId}, which is not in it.`,
  );
}

async function restoreSnapshot(file: string, options: RestoreOptions): Promise<void> {
  const database = placeShown(options);
  const maintenance = await open(options);
  if (!existsSync(file)) throw new UserError(`there is no snapshot ${resolve(file)}; nothing was changed`);
  await confirm(`restoring: what ${database} holds is replaced by ${file}, whatever came after it.`, options);
  const report = await maintenance.restore(resolve(file), options.replace === true);
  if (options.json) return printJson({ database, ...report });
  print(`${database}: backend ${report.identity}, ${report.rows} rows restored.`);
}

async function resetBackend(options: ConfirmedOptions): Promise<void> {
  const database = placeShown(options);
  const maintenance = await open(options);
  await confirm(
    `resetting: every application in ${database} is lost, and stacks that know them are refused from then on.`,
    options,
  );
  const report = await maintenance.reset();
  if (options.json) return printJson({ database, ...report });
  print(`${database}: empty, and from now on the backend ${report.identity}.`);
}

async function rotate(options: BackendOptions): Promise<void> {
  const database = placeShown(options);
  const report = await (await open(options)).rotateKey();
  if (options.json) return printJson({ database, ...report });
  if (report.keyId === report.previousKeyId)
    return print(`${database}: sealed with the key ${report.keyId} already.`);
  print(
    `${database}: ${report.secrets} secrets sealed with the key ${report.keyId}. ` +
      `Snapshots made before need the key ${report.previousKeyId}.`,
  );
}
