import { mkdirSync, rmSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { buildSync } from "esbuild";

/** Under node_modules, where a bundle finds its packages. */
const folder = join(__dirname, "../../node_modules/.cache");

/** Bundles what the tests of a file run in other processes; the bundle is there while they run. */
export function childBundle(entryPoint: string): string {
  const bundle = join(folder, `${basename(dirname(entryPoint))}-child-${process.pid}.cjs`);
  beforeAll(() => {
    mkdirSync(folder, { recursive: true });
    buildSync({
      entryPoints: [entryPoint],
      bundle: true,
      platform: "node",
      packages: "external",
      outfile: bundle,
    });
  });
  afterAll(() => rmSync(bundle, { force: true }));
  return bundle;
}
