import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { InstalledProject, liveThrough, programs } from "./installed-project";
import { dependenciesOn, makeFolder, npmInstall, pack, removeFolder } from "./package-managers";

/** A monorepo: the program in one of its packages, what it needs hoisted to the root's node_modules. */
describe("the npm workspace", () => {
  const folder = makeFolder();
  const project = new InstalledProject({ folder: join(folder, "packages/infra") });

  beforeAll(() => {
    writeFileSync(
      join(folder, "package.json"),
      '{ "name": "shop", "private": true, "workspaces": ["packages/*"] }',
    );
    const dependencies = dependenciesOn(pack(folder));
    project.write("package.json", JSON.stringify({ name: "infra", private: true, dependencies }));
    project.write("index.js", programs.commonjs);
    npmInstall(folder);
  }, 120_000);
  afterAll(() => removeFolder(folder));

  test("serves a program below the folder that the package is hoisted to", async () => {
    expect(existsSync(join(folder, "node_modules/pulumi-tencentrtc"))).toBe(true);
    expect(existsSync(join(project.folder, "node_modules"))).toBe(false);
    await liveThrough(project);
  }, 120_000);

  test("keeps the embedded backend in the program's package", () => {
    expect(existsSync(project.backendFile)).toBe(true);
    expect(existsSync(join(folder, ".tencentrtc"))).toBe(false);
  });
});
