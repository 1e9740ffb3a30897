import { symlinkSync } from "node:fs";
import { AppsProject } from "./apps-project";
import { Console } from "./backend";

const shop = "application: shop\nproducts: [call]\nregion: tokyo\n";

describe("several accounts in one run", () => {
  const project = new AppsProject();
  const accounts = (other: string) =>
    `name: shop\nruntime: nodejs\ntencentrtc:\n  accounts:\n    other:\n      endpoint: file:.tencentrtc/other.db\n${other}`;
  beforeAll(() => {
    project.write("Pulumi.yaml", accounts(""));
    project.write("apps/shop.yaml", `${shop}deletionProtection: false\n`);
    project.write("apps/shop-other.yaml", `${shop}account: other\ndeletionProtection: false\n`);
  });
  afterAll(() => project.remove());

  test("each goes to its own backend, in a stack of its own", async () => {
    expect(project.done("up", "--yes").stdout).toBe(
      "main: 1 of 1 resource changed\n  shop: SDKAppID 1999000001\nmain.other: 1 of 1 resource changed\n  shop: SDKAppID 1999000001\n",
    );
    expect(await new Console(project.backendFile).applications()).toHaveLength(1);
    expect(await new Console(`${project.folder}/.tencentrtc/other.db`).applications()).toHaveLength(1);
    expect(project.command("preview", "--account", "other")).toMatchObject({
      code: 0,
      stdout: "main.other: no changes\n",
    });
  });

  test("credentials of another account are refused before anything of any account is written", () => {
    project.write("Pulumi.yaml", accounts('      uin: "100000000002"\n'));
    project.write("apps/third.yaml", "application: third\nproducts: [chat]\nregion: china\n");
    expect(project.command("up", "--yes")).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('the account "other" is 100000000002 in Pulumi.yaml'),
    });
    project.write("Pulumi.yaml", accounts(""));
    expect(project.command("preview").stdout).toContain("+ Application third");
  });

  test("doctor looks at every account, or at the one that is chosen", () => {
    const all = project.command("doctor", "--json");
    expect(all.code).toBe(0);
    expect(JSON.parse(all.stdout).backends).toMatchObject([
      { account: "default", database: project.backendFile, applications: 1, findings: [] },
      { account: "other", applications: 1, findings: [] },
    ]);
    const one = project.command("doctor", "--account", "other");
    expect(one).toMatchObject({ code: 0, stdout: expect.stringMatching(/^other:\n.*other\.db\n/) });
  });
});

describe("two accounts that are one and the same", () => {
  const project = new AppsProject();
  const accounts = (second: string) =>
    `name: shop\nruntime: nodejs\ntencentrtc: { accounts: { first: { endpoint: "file:.tencentrtc/a.db" }, second: { endpoint: "${second}" } } }\n`;
  beforeAll(() => {
    project.write("apps/shop.yaml", `${shop}account: first\n`);
    project.write("apps/desk.yaml", "application: desk\nproducts: [chat]\nregion: china\naccount: second\n");
  });
  afterAll(() => project.remove());
  const isRefused = (number: string) => {
    expect(project.command("up", "--yes")).toMatchObject({
      code: 1,
      stderr: expect.stringContaining(
        `the accounts "first" and "second" are one and the same${number}: give each`,
      ),
    });
  };
  const stacks = () => ["Pulumi.main.first.yaml", "Pulumi.main.second.yaml"].map((file) => project.has(file));

  test("are refused before there is a stack or a backend", () => {
    project.write("Pulumi.yaml", accounts("file:apps/../.tencentrtc/a.db"));
    isRefused("");
    expect(stacks()).toEqual([false, false]);
    expect(project.has(".tencentrtc/a.db")).toBe(false);
    expect(project.has("state/.pulumi/stacks/shop")).toBe(false);
  });

  test("are refused once there is a backend, however it is reached", async () => {
    project.done("up", "--yes", "--account", "first");
    symlinkSync(".tencentrtc", `${project.folder}/elsewhere`);
    project.write("Pulumi.yaml", accounts("file:elsewhere/a.db"));
    isRefused(" (100000000001)");
    expect(stacks()).toEqual([true, false]);
    expect(await new Console(`${project.folder}/.tencentrtc/a.db`).applications()).toHaveLength(1);
  });

  test("named accounts alone are what doctor looks at", () => {
    project.write("Pulumi.yaml", accounts("file:.tencentrtc/b.db"));
    const run = project.command("doctor");
    expect(run).toMatchObject({ code: 1, stdout: expect.stringContaining("ok  no damage") });
    expect(run.stderr).toMatch(/^error: second: the account "second" has no management backend/);
    expect(project.command("doctor", "--account", "third")).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('Pulumi.yaml has no account "third"; there is default, first, second'),
    });
    expect(project.command("doctor", "--account", "default")).toMatchObject({
      code: 1,
      stderr: expect.stringContaining("there is no management backend yet"),
    });
  });
});
