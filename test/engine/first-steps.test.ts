import { execFileSync, spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { testAtNight } from "../depth";
import { blocksUnder } from "../packaging/documents";
import { InstalledProject, liveThrough, programs } from "../packaging/installed-project";
import { makeFolder, removeFolder, usersEnvironment } from "../packaging/package-managers";
import { copyCheckout } from "./checkout";
import { Project } from "./project";

const root = resolve(__dirname, "../..");
const read = (path: string) => readFileSync(join(root, path), "utf8");
const scriptsOf = (document: string, heading: string) => blocksUnder(read(document), heading);

/** The commands of the documents as they stand, in the order in which a new user meets them. */
describe("first steps", () => {
  const desk = makeFolder();
  const engine = new Project({ folder: join(desk, "engine") });
  const folderOf = (name: string): string => {
    mkdirSync(join(desk, name), { recursive: true });
    return join(desk, name);
  };
  /** As somebody types them who confirms what Pulumi asks, with nothing of this test's own settings. */
  const type = (folder: string, ...scripts: string[]): string => {
    const { PULUMI_BACKEND_URL: _, PULUMI_CONFIG_PASSPHRASE: __, ...machine } = engine.env;
    const { status, stdout, stderr } = spawnSync("sh", ["-e", "-c", scripts.join("")], {
      cwd: folder,
      env: {
        ...usersEnvironment,
        ...machine,
        ...(/^pulumi /m.test(scripts.join("")) && { PULUMI_SKIP_CONFIRMATIONS: "true" }),
        // The types of these programs are tried in test/packaging/types.
        PULUMI_NODEJS_TRANSPILE_ONLY: "true",
        npm_config_prefer_offline: "true",
        npm_config_audit: "false",
      },
      encoding: "utf8",
      maxBuffer: 1 << 26,
    });
    expect([status, status === 0 ? "" : `${stdout}${stderr}`]).toEqual([0, ""]);
    return stdout;
  };
  /** What the first installation brought, so that the others find it and take no minute each. */
  const installed = (name: string): string => {
    const folder = folderOf(name);
    execFileSync("cp", ["-Rl", join(desk, "first-program/node_modules"), join(folder, "node_modules")]);
    return folder;
  };

  afterAll(() => removeFolder(desk));

  test("the package's file comes from a checkout", () => {
    const checkout = folderOf("pulumi-tencentrtc");
    copyCheckout(checkout);
    type(checkout, ...scriptsOf("docs/first-steps.md", "Installation"));
    expect(existsSync(join(desk, "pulumi-tencentrtc-0.1.0.tgz"))).toBe(true);
  });

  test("a first program, from an empty folder to doctor", () => {
    const folder = folderOf("first-program");
    const [, program = ""] =
      /^## A first program\n.*?^```ts\n(.*?)^```$/ms.exec(read("docs/first-steps.md")) ?? [];
    writeFileSync(join(folder, "index.ts"), program);
    const output = type(folder, ...scriptsOf("docs/first-steps.md", "A first program"));
    for (const text of [
      "+ 3 created",
      /^[0-9a-f]{64}$/m,
      "first-program/dev support",
      '"other" => "support"',
      "no damage",
    ]) {
      expect(output).toMatch(text);
    }
  });

  test("the package brings no copy of @pulumi/pulumi beside the program's own", () => {
    const packages = join(desk, "first-program/node_modules");
    const copies = readdirSync(packages, { recursive: true, encoding: "utf8" }).filter((path) =>
      path.endsWith(join("@pulumi", "pulumi", "package.json")),
    );
    expect(copies).toEqual([join("@pulumi", "pulumi", "package.json")]);
  });

  test("the package serves an ESM program", async () => {
    const project = new InstalledProject({ folder: installed("esm") });
    project.write("package.json", '{ "name": "shop", "private": true, "type": "module" }\n');
    project.write("index.js", programs.esm);
    await liveThrough(project);
  });

  test("without a program, from an empty folder to a drift report", () => {
    const output = type(installed("fleet"), ...scriptsOf("docs/first-steps.md", "Without a program"));
    expect(output.slice(output.indexOf("1 file,")).split("\n")).toEqual([
      "1 file, no mistakes.",
      "main: 2 to create",
      "  + Application support",
      "  + AdminAccount support/ops_admin",
      "main: 2 of 2 resources changed",
      "  support: SDKAppID 1999000001",
      "SUPPORT_SDK_APP_ID=1999000001",
      "SUPPORT_REGION=singapore",
      "SUPPORT_ADMIN_ACCOUNTS=administrator,ops_admin",
      'Application 1999000001 is named "other" now.',
      "### Drift in `main`: 1 (2 resources)",
      "",
      "| application | SDKAppID | what | declared | actual | since | by |",
      "|---|---|---|---|---|---|---|",
      expect.stringMatching(
        /^\| support \| 1999000001 \| Application name \| "support" \| "other" \| \d{4}-\d\d-\d\dT.*Z \| cli \|$/,
      ),
      "main: 1 of 2 resources changed",
      "  support: SDKAppID 1999000001",
      "",
    ]);
  });

  testAtNight("examples: a copy of one comes up and goes", () => {
    const folder = installed("tag");
    cpSync(join(root, "examples/tag"), folder, {
      recursive: true,
      filter: (path) => !path.startsWith(join(root, "examples/tag/node_modules")),
    });
    const output = type(folder, ...scriptsOf("examples/README.md", "Examples"));
    expect(output).toContain("3 created");
    expect(output).toContain("3 deleted");
  });

  testAtNight("examples/fleet: four of its 300 files, from the generator to nothing", () => {
    const folder = installed("copy-of-fleet");
    for (const name of ["Pulumi.yaml", "generate.mjs"])
      cpSync(join(root, "examples/fleet", name), join(folder, name));
    const script = scriptsOf("examples/fleet/README.md", "A fleet: 300 applications from files").join("");
    const generate = "node generate.mjs\n";
    const [before, after = ""] = script.split(generate);
    type(folder, `${before}${generate}`);
    const files = readdirSync(join(folder, "apps")).sort();
    expect(files).toHaveLength(300);
    for (const name of files.slice(4)) rmSync(join(folder, "apps", name));
    expect(type(folder, after)).toContain("4 files, no mistakes");
  });

  testAtNight("examples/ci: what a repository needs", () => {
    const folder = installed("ci");
    cpSync(join(desk, "pulumi-tencentrtc-0.1.0.tgz"), join(folder, "pulumi-tencentrtc-0.1.0.tgz"));
    const heading = "In CI: preview on a pull request, `up` on merge, a look at night";
    type(folder, ...scriptsOf("examples/ci/README.md", heading));
    expect(JSON.parse(readFileSync(join(folder, "package-lock.json"), "utf8")).packages).toMatchObject({
      "node_modules/pulumi-tencentrtc": { resolved: "file:pulumi-tencentrtc-0.1.0.tgz" },
    });
  });
});
