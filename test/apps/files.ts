import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { loadFleet } from "../../apps/load/fleet";
import { printMistake } from "../../apps/load/mistake";

/** Every fault of these files, as `validate` prints them; paths are the names given. */
export function faultsOf(
  files: Readonly<Record<string, string>>,
  accounts: readonly string[] = [],
): string[] {
  const folder = mkdtempSync(join(tmpdir(), "tencentrtc-apps-"));
  try {
    for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
    const { faults } = loadFleet(Object.keys(files), folder, accounts);
    return faults.map((fault) => printMistake({ ...fault, file: fault.file.split(/[\\/]/).at(-1) ?? "" }));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
