import { resolve } from "node:path";
import type { Command } from "commander";
import { type BackendOptions, withBackendOptions } from "../accounts/backend";
import { openMaintenance } from "../operator/open-maintenance";
import { print, printJson } from "../terminal/screen";
import { mustTakeFile } from "../terminal/writable";

/** `tencentrtc snapshot`: a copy of the backend. */
export function addSnapshot(program: Command): void {
  withBackendOptions(program.command("snapshot <file>"))
    .summary("write the whole backend to a file")
    .description(
      "Writes the whole backend to a new file, while others use it. Secrets stay sealed, and the key is not in the file:\n" +
        "keep the key elsewhere. A snapshot can be restored to a file and to PostgreSQL.",
    )
    .action(takeSnapshot);
}

async function takeSnapshot(file: string, options: BackendOptions): Promise<void> {
  const maintenance = await openMaintenance(options);
  mustTakeFile(resolve(file), "the snapshot");
  const report = await maintenance.snapshot(resolve(file));
  if (options.json) return printJson(report);
  print(
    `${report.file}: backend ${report.identity}, ${report.rows} rows. ` +
      `Its secrets need the key ${report.keyId}, which is not in it.`,
  );
}
