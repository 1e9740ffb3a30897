import { existsSync } from "node:fs";
import { join } from "node:path";
import { InstalledProject, liveThrough, programs } from "./installed-project";
import { dependenciesOn, makeFolder, pack, provideYarn, removeFolder, run, testOf } from "./package-managers";

const folder = makeFolder();
const yarn = provideYarn(folder);
const title = "serves a program from Yarn's Plug'n'Play, whose loader stands in for node_modules";

/** Packages stay in their archives; Node finds them by a loader that `--require` brings into each process. */
describe("Yarn's Plug'n'Play", () => {
  afterAll(() => removeFolder(folder));

  testOf(
    "Yarn",
    yarn,
    title,
    async (script) => {
      const shop = join(folder, "shop");
      const loader = join(shop, ".pnp.cjs");
      const project = new InstalledProject({ folder: shop });
      const dependencies = dependenciesOn(pack(folder));
      project.write("package.json", JSON.stringify({ name: "shop", private: true, dependencies }));
      project.write("index.js", programs.commonjs);
      project.write("yarn.lock", "");
      const registry = run(folder, "npm", "config", "get", "registry").trim();
      project.write(
        ".yarnrc.yml",
        `nodeLinker: pnp\nenableScripts: false\nenableTelemetry: false\nnpmRegistryServer: ${registry}\n`,
      );
      run(shop, process.execPath, script, "install", "--no-immutable");
      expect([existsSync(loader), existsSync(join(shop, "node_modules"))]).toEqual([true, false]);
      project.env.NODE_OPTIONS = `--require ${loader}`;
      await liveThrough(project);
    },
    300_000,
  );
});
