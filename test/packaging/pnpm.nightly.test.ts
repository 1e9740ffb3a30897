import { existsSync } from "node:fs";
import { join } from "node:path";
import { InstalledProject, liveThrough, programs } from "./installed-project";
import { dependenciesOn, makeFolder, pack, providePnpm, removeFolder, run, testOf } from "./package-managers";

const folder = makeFolder();
const pnpm = providePnpm(folder);
const title = "serves a program from pnpm's strict node_modules";

/** A package sees only what it declares, and its peers: nothing is hoisted by luck. */
describe("the pnpm layout", () => {
  afterAll(() => removeFolder(folder));

  testOf(
    "pnpm",
    pnpm,
    title,
    async (script) => {
      const project = new InstalledProject({ folder: join(folder, "shop") });
      const dependencies = dependenciesOn(pack(folder));
      project.write("package.json", JSON.stringify({ name: "shop", private: true, dependencies }));
      project.write("index.js", programs.commonjs);
      const store = join(folder, "store");
      run(project.folder, process.execPath, script, "install", "--ignore-scripts", "--store-dir", store);
      expect(existsSync(join(project.folder, "node_modules/zod"))).toBe(false);
      await liveThrough(project);
    },
    180_000,
  );
});
