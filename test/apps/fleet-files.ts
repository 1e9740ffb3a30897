import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

const generator = resolve(__dirname, "../../examples/fleet/generate.mjs");

/** The files that `examples/fleet` writes, by their names. */
export function fleetFiles(options: { readonly count?: number; readonly seed?: number } = {}) {
  const folder = mkdtempSync(join(tmpdir(), "tencentrtc-fleet-"));
  const apps = join(folder, "apps");
  const code = `
    const { fleet, writeFleet } = await import(${JSON.stringify(generator)});
    writeFleet(${JSON.stringify(apps)}, fleet(${JSON.stringify(options)}));`;
  try {
    execFileSync(process.execPath, ["--input-type=module", "-e", code]);
    return Object.fromEntries(
      readdirSync(apps).map((name) => [name, readFileSync(join(apps, name), "utf8")]),
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
