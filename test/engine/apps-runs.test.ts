import { spawn, spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { command } from "../cli/tencentrtc";
import { testAtNight } from "../depth";
import { AppsProject } from "./apps-project";
import { Console } from "./backend";

const app = (name: string, more = "") =>
  `application: ${name}\nproducts: [chat]\nregion: tokyo\ndeletionProtection: false\n${more}`;

describe("a run is about what it names, in every stack that there is", () => {
  const project = new AppsProject();
  const here = new Console(project.backendFile);
  const there = new Console(`${project.folder}/.tencentrtc/other.db`);
  const names = async (backend: Console) => (await backend.applications()).map(({ Name }) => Name).sort();
  const accounts = (other: string) =>
    `name: shop\nruntime: nodejs\ntencentrtc:\n  accounts:\n    other: { endpoint: "file:.tencentrtc/other.db"${other} }\n`;
  beforeAll(() => {
    project.write("Pulumi.yaml", accounts(""));
    project.write("apps/a.yaml", app("a", "admins: [ops]\n"));
    project.write("apps/b.yaml", app("b", "admins: [ops]\n"));
    project.write("apps/c.yaml", app("c", "admins: [ops]\n"));
    project.write("apps/theirs.yaml", app("theirs", "account: other\n"));
  });
  afterAll(() => project.remove());

  test("preview makes no stack, and writes its reports where the user stands", () => {
    const written = ["--output", "up.md", "--output", "up.json"];
    expect(project.command("preview", ...written)).toMatchObject({ code: 2 });
    expect(project.read("up.md")).toContain("### `main`: 6 changes");
    expect(JSON.parse(project.read("up.json")).stacks).toHaveLength(2);
    expect(project.has("Pulumi.main.yaml")).toBe(false);
    expect(existsSync(`${project.folder}/state/.pulumi/stacks/shop`)).toBe(false);
  });

  test("up of one file makes that application alone", async () => {
    project.done("up", "--yes", "apps/b.yaml");
    expect(await names(here)).toEqual(["b"]);
    project.done("up", "--yes");
    expect(await names(here)).toEqual(["a", "b", "c"]);
    expect(await names(there)).toEqual(["theirs"]);
  });

  test("up that finds nothing to do says so in JSON too", () => {
    const run = project.done("up", "--json", "--account", "default");
    expect(JSON.parse(run.stdout).stacks).toMatchObject([{ stack: "main", changes: [], errors: [] }]);
  });

  test("destroy of an application leaves every other one, of other accounts too", async () => {
    const asked = project.command("destroy", "--application", "a");
    expect(asked).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(
        /^main: 1 application\nCan't be undone:\n {2}a: Application \d+ is disabled and deleted\n/,
      ),
    });
    expect(asked.stderr).not.toContain("theirs");
    project.done("destroy", "--application", "a", "--yes", "--json");
    expect(await names(here)).toEqual(["b", "c"]);
    expect(await names(there)).toEqual(["theirs"]);
  });

  test("destroy of a file destroys what it declares", async () => {
    expect(project.done("destroy", "apps/c.yaml", "--yes").stdout).toBe("main: 2 resources destroyed\n");
    expect(await names(here)).toEqual(["b"]);
    expect(await names(there)).toEqual(["theirs"]);
    project.move("apps/a.yaml", "a.yaml");
    project.move("apps/c.yaml", "c.yaml");
  });

  test("applications that move to another account aren't made twice", () => {
    project.write("apps/b.yaml", app("b", "account: other\nadmins: [ops]\n"));
    expect(project.command("preview")).toMatchObject({
      code: 1,
      stdout: expect.stringContaining('no file declares the application "b"'),
    });
    project.write("apps/b.yaml", app("b", "admins: [ops]\n"));
  });

  test("one account that can't be reached takes nothing from the other's report", () => {
    project.write("Pulumi.yaml", accounts(", secretId: env:NOT_SET, secretKey: env:NOT_SET"));
    const run = project.command("drift", "--json");
    expect(run.code).toBe(1);
    expect(JSON.parse(run.stdout).stacks).toMatchObject([
      { stack: "main", resources: 2, drift: [], errors: [] },
      { stack: "main.other", errors: [expect.stringContaining("NOT_SET, which isn't set")] },
    ]);
    // An up begins with none of them.
    expect(project.command("up", "--yes")).toMatchObject({
      code: 1,
      stderr: expect.stringContaining("Nothing was changed"),
    });
    project.write("Pulumi.yaml", accounts(""));
  });

  test("the account is that of the endpoint which the engine uses: the stack's own config wins", () => {
    project.write("Pulumi.yaml", accounts(', uin: "100000000001"'));
    const settings = project.read("Pulumi.main.other.yaml");
    project.write(
      "Pulumi.main.other.yaml",
      `${settings}config:\n  tencentrtc:endpoint: https://rtc.invalid\n`,
    );
    expect(project.command("preview", "--account", "other")).toMatchObject({
      code: 1,
      stdout: expect.stringContaining("rtc.invalid"),
    });
    project.write("Pulumi.main.other.yaml", settings);
    project.write("Pulumi.yaml", accounts(""));
  });

  test("another passphrase on a fresh clone is refused, and the state stays as it is", () => {
    project.move("Pulumi.main.yaml", "kept.yaml");
    const state = () => project.read("state/.pulumi/stacks/shop/main.json");
    const before = state();
    project.env.PULUMI_CONFIG_PASSPHRASE = "another";
    expect(project.command("up", "--yes", "--no-refresh", "--account", "default")).toMatchObject({
      code: 1,
      stdout: expect.stringContaining("the passphrase given isn't the one"),
    });
    expect(state()).toBe(before);
    project.env.PULUMI_CONFIG_PASSPHRASE = "test";
    expect(project.read("Pulumi.main.yaml")).toBe(project.read("kept.yaml"));
  });

  test("what lost its last file is watched, shown and destroyed all the same", async () => {
    project.move("apps/b.yaml", "b.yaml");
    project.move("apps/theirs.yaml", "theirs.yaml");
    expect(project.command("drift")).toMatchObject({
      code: 0,
      stdout: "main: no drift in 2 resources\nmain.other: no drift in 1 resource\n",
    });
    expect(project.done("destroy", "--application", "theirs", "--yes").stdout).toBe(
      "main.other: 1 resource destroyed\n",
    );
    project.done("destroy", "--yes");
    expect([await names(here), await names(there)]).toEqual([[], []]);
    expect(JSON.parse(project.done("destroy", "--json").stdout)).toEqual({ stacks: [] });
  });
});

testAtNight.each([
  { project: "Pulumi.yaml", more: "stackConfigDir: config\n", settings: "config/Pulumi.main.yaml" },
  { project: "Pulumi.yml", more: "", settings: "Pulumi.main.yml" },
  // What moves a program moves neither the state nor the settings.
  {
    project: "Pulumi.yaml",
    more: "main: src/\noptions: { refresh: always }\n",
    settings: "Pulumi.main.yaml",
  },
])(
  "another passphrase is refused wherever the engine keeps the salt: $settings",
  ({ more, settings, ...is }) => {
    const project = new AppsProject();
    rmSync(join(project.folder, "Pulumi.yaml"));
    project.write(is.project, `name: shop\nruntime: nodejs\n${more}`);
    project.write("apps/a.yaml", app("a"));
    project.write("src/main.ts", "");
    project.done("up", "--yes");
    expect(project.has(".tencentrtc/backend.db")).toBe(true);
    const state = project.read("state/.pulumi/stacks/shop/main.json");
    const salt = project.read(settings);
    expect(salt).toContain("encryptionsalt: ");
    // A fresh clone.
    rmSync(join(project.folder, settings));
    project.env.PULUMI_CONFIG_PASSPHRASE = "another";
    const run = project.command("up", "--yes", "--no-refresh");
    expect(run).toMatchObject({
      code: 1,
      stdout: expect.stringContaining("the passphrase given isn't the one"),
    });
    expect(project.read("state/.pulumi/stacks/shop/main.json")).toBe(state);
    expect(project.read(settings)).toBe(salt);
    project.env.PULUMI_CONFIG_PASSPHRASE = "test";
    project.done("destroy", "--yes");
    project.remove();
  },
);

test("what the engine says repeats neither a password nor how it was called", () => {
  const project = new AppsProject();
  project.write("apps/a.yaml", app("a"));
  const { code, stdout, stderr } = project.command(
    "preview",
    "--state",
    "postgres://u:hunter2@127.0.0.1:1/states",
  );
  expect(code).toBe(1);
  expect(stderr).toContain("listing the stacks in postgres://127.0.0.1:1/states: ");
  expect(`${stdout}${stderr}`).not.toMatch(/hunter2|Command failed|--non-interactive/);
  project.remove();
});

test("a stack that another run holds is left to it, and the command that frees it is said", () => {
  const project = new AppsProject({ env: { PULUMI_BACKEND_URL: "" } });
  project.write("apps/a.yaml", app("a"));
  project.done("up", "--yes");
  const locks = ".tencentrtc/state/.pulumi/locks/organization/shop/main";
  const lock = { pid: process.pid, username: "ci", hostname: hostname(), timestamp: new Date() };
  project.write(`${locks}/0c7a.json`, JSON.stringify(lock));
  const { code, stdout } = project.command("destroy", "--yes");
  expect(code).toBe(1);
  expect(stdout).toContain("another run holds the stack's lock");
  const [, remedy = "false"] = /this frees the stack: (.*)/.exec(stdout) ?? [];
  const options = { cwd: project.folder, env: project.variables, encoding: "utf8" } as const;
  expect(spawnSync("sh", ["-c", remedy], options)).toMatchObject({ status: 0 });
  project.done("destroy", "--yes");
  project.remove();
});

testAtNight(
  "of two first runs at once one works and the other says so, and what a killed one left hinders neither",
  async () => {
    const project = new AppsProject({ env: { PULUMI_BACKEND_URL: "" } });
    project.write("apps/a.yaml", app("a", "admins: [ops]\n"));
    const up = () =>
      new Promise<{ code: number | null; said: string }>((resolve) => {
        const options = { cwd: project.folder, env: project.variables };
        const run = spawn(process.execPath, [command, "up", "--yes"], { ...options, stdio: "pipe" });
        const parts: string[] = [];
        for (const stream of [run.stdout, run.stderr]) stream.on("data", (part) => parts.push(String(part)));
        run.on("close", (code) => resolve({ code, said: parts.join("") }));
      });
    const both = async () => {
      const runs = await Promise.all([up(), up()]);
      expect(runs.map(({ code }) => code)).toContain(0);
      for (const { code, said } of runs)
        expect(code === 0 || said).toEqual(
          code === 0 || expect.stringMatching(/another run (?:holds|is writing)/i),
        );
    };
    await both();
    const locks = ".tencentrtc/state/.pulumi/locks/organization/shop/main";
    const { pid } = spawnSync(process.execPath, ["-e", ""]);
    project.write(`${locks}/0c7a.json`, JSON.stringify({ pid, username: "ci", hostname: hostname() }));
    project.write("apps/b.yaml", app("b"));
    await both();
    project.done("up", "--yes");
    const all = await new Console(project.backendFile).applications();
    expect(all.map(({ Name }) => Name).sort()).toEqual(["a", "b"]);
    project.remove();
  },
);

test("SIGTERM ends a run in good order: a report, no lock, and the next one goes on", async () => {
  // In a folder whose name means something in a URL, with the state beside Pulumi.yaml.
  const project = new AppsProject({
    folder: mkdtempSync(join(tmpdir(), "tencentrtc #1 100%-")),
    env: { PULUMI_BACKEND_URL: "" },
  });
  const backend = new Console(project.backendFile);
  const count = 12;
  for (let index = 0; index < count; index += 1)
    project.write(`apps/app${index}.yaml`, app(`app${index}`, "admins: [ops, bot]\n"));
  const run = spawn(process.execPath, [command, "up", "--yes", "--parallel", "1", "--json"], {
    cwd: project.folder,
    env: project.variables,
    stdio: ["ignore", "pipe", "ignore"],
  });
  let stdout = "";
  run.stdout.on("data", (chunk) => {
    stdout += String(chunk);
  });
  const ended = new Promise((resolve) => run.on("close", resolve));
  const made = async () => (existsSync(project.backendFile) ? (await backend.applications()).length : 0);
  while ((await made().catch(() => 0)) < 2) {
    if (run.exitCode !== null) throw new Error("up ended before it could be told to stop");
    await pause(5);
  }
  run.kill("SIGTERM");
  expect(await ended).toBe(1);
  const [stack] = JSON.parse(stdout).stacks;
  expect(stack.errors).toContainEqual(expect.stringContaining("the run was cancelled"));
  expect(stack.changes.length).toBeGreaterThanOrEqual(2);
  expect(stack.changes.length).toBeLessThan(3 * count);
  expect(readdirSync(`${project.folder}/.tencentrtc/state/.pulumi/locks/organization/shop/main`)).toEqual([]);

  project.done("up", "--yes", "--fast");
  expect(await made()).toBe(count);
  project.remove();
});
