import type { Command } from "commander";
import { type BackendOptions, placeShown, withBackendOptions } from "../accounts/backend";
import { openMaintenance } from "../operator/open-maintenance";
import { print, printJson } from "../terminal/screen";

/** `tencentrtc rotate-key`: another key for every secret. */
export function addRotateKey(program: Command): void {
  withBackendOptions(program.command("rotate-key"))
    .summary("seal every secret with another key")
    .description(
      "Seals every secret with the key in TENCENTRTC_BACKEND_NEW_KEY, or with a new one if the key is a file beside the\n" +
        "database. After an interruption run it again. Older snapshots still need the previous key.",
    )
    .action(rotate);
}

async function rotate(options: BackendOptions): Promise<void> {
  const database = placeShown(options);
  const report = await (await openMaintenance(options)).rotateKey();
  if (options.json) return printJson({ database, ...report });
  if (report.keyId === report.previousKeyId)
    return print(`${database}: sealed with the key ${report.keyId} already.`);
  print(
    `${database}: ${report.secrets} secrets sealed with the key ${report.keyId}. ` +
      `Snapshots made before need the key ${report.previousKeyId}.`,
  );
}
