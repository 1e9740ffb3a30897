import { renameSync } from "node:fs";
import { join } from "node:path";
import { InstalledProject, liveThrough, programs } from "./installed-project";
import { makeFolder, manifest, npmInstall, pack, removeFolder, run, tested } from "./package-managers";

/** The packed package, installed by npm into a project as a user would. */
describe("the installed tarball", () => {
  const folder = makeFolder();
  const shop = join(folder, "shop");
  const projectOf = (stack: string) => new InstalledProject({ folder: shop, stack });

  beforeAll(() => {
    const { path } = pack(folder);
    projectOf("none");
    npmInstall(shop, path, tested("@pulumi/pulumi"), tested("typescript"));
  }, 120_000);
  afterAll(() => removeFolder(folder));

  test("brings the command", () => {
    const { version } = manifest;
    expect(run(shop, "npx", "--no-install", "tencentrtc", "--version").trim()).toBe(version);
  });

  test("serves a CommonJS program", async () => {
    const project = projectOf("commonjs");
    project.write("index.js", programs.commonjs);
    await liveThrough(project);
  }, 120_000);

  test("serves a TypeScript program with the compiler options of Pulumi's own template", async () => {
    const project = projectOf("typescript");
    project.write("Pulumi.yaml", "name: shop\nruntime: nodejs\nmain: index.ts\n");
    project.write(
      "tsconfig.json",
      '{ "compilerOptions": { "strict": true, "target": "es2020", "module": "commonjs", "moduleResolution": "node" }, "files": ["index.ts"] }\n',
    );
    project.write("index.ts", programs.typescript);
    await liveThrough(project);
  }, 120_000);

  test("serves a component of another package, whose children depend on each other", async () => {
    const project = projectOf("component");
    project.write(
      "node_modules/acme-chat/index.js",
      `const pulumi = require("@pulumi/pulumi");
      const rtc = require("pulumi-tencentrtc");
      exports.Chat = class extends pulumi.ComponentResource {
        constructor(name) {
          super("acme:index:Chat", name);
          const support = new rtc.Application(name, { products: ["chat"], region: "singapore" }, { parent: this });
          new rtc.AdminAccount("ops", { application: support, userId: "ops_admin" }, { parent: this });
          this.registerOutputs({});
        }
      };`,
    );
    project.write("index.js", `const { Chat } = require("acme-chat"); new Chat("support");`);
    await project.init();
    expect(await project.up()).toMatchObject({ code: 0, output: expect.stringContaining("4 created") });
    expect(await project.preview("--expect-no-changes")).toMatchObject({ code: 0 });
    expect(await project.destroy()).toMatchObject({ code: 0 });
  }, 120_000);

  test("taken away, makes a destroy fail with its name and keeps every resource in the state", async () => {
    const project = projectOf("away");
    const [installed, away] = [join(shop, "node_modules/pulumi-tencentrtc"), join(folder, "away")];
    project.write("index.js", programs.commonjs);
    await project.init();
    expect(await project.up()).toMatchObject({ code: 0 });
    renameSync(installed, away);
    try {
      const destroy = await project.destroy();
      expect(destroy.code).not.toBe(0);
      expect(destroy.output).toContain("error: Cannot find module 'pulumi-tencentrtc/dynamic'");
      expect(await project.resources()).toHaveLength(2);
    } finally {
      renameSync(away, installed);
    }
    expect(await project.destroy()).toMatchObject({ code: 0 });
  }, 120_000);
});
