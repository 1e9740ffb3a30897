import { symlinkSync } from "node:fs";
import { join } from "node:path";
import { InstalledProject, liveThrough, programs } from "./installed-project";
import { makeFolder, npmInstall, removeFolder, root, tested } from "./package-managers";

/** What `npm link pulumi-tencentrtc` makes: the package sees this checkout's @pulumi/pulumi, the program its own. */
describe("the linked folder", () => {
  const project = new InstalledProject({ folder: makeFolder() });

  beforeAll(() => {
    npmInstall(project.folder, tested("@pulumi/pulumi"));
    symlinkSync(root, join(project.folder, "node_modules/pulumi-tencentrtc"));
  }, 120_000);
  afterAll(() => removeFolder(project.folder));

  test("serves a program that has a copy of @pulumi/pulumi of its own", async () => {
    project.write("index.js", programs.commonjs);
    await liveThrough(project);
  }, 120_000);
});
