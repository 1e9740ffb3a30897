import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  realpathSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { hostname } from "node:os";
import { join, resolve } from "node:path";
import { FakeMachine } from "./fake-machine";

const root = resolve(__dirname, "../..");
const { devDependencies } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
const sdkVersion = devDependencies["@pulumi/pulumi"];
const randomVersion = devDependencies["@pulumi/random"];
const dayMs = 24 * 60 * 60 * 1_000;

let machine: FakeMachine;
beforeEach(() => {
  machine = new FakeMachine();
});
afterEach(() => machine.destroy());

/** The finder's answer as JSON. */
async function found() {
  const run = await machine.find("--json");
  if (run.code !== 0) throw new Error(run.stderr);
  return { ...JSON.parse(run.stdout), notes: run.stderr };
}
const failureFile = (what: string) => join(machine.cache, "failed", `${what}.json`);

describe("order of choice", () => {
  test("a CLI on PATH comes before all others", async () => {
    const cli = machine.pulumi();
    machine.npm();
    machine.go();
    expect(await found()).toMatchObject({ cli, version: "3.200.0", source: "path" });
    expect([...machine.calls("npm"), ...machine.calls("go")]).toEqual([]);
  });

  test.each([
    ["v3.140.0", "path"],
    ["v3.1000.0-alpha.1", "path"],
    ["v3.139.9", "npm"],
    ["v2.999.0", "npm"],
    ["nonsense", "npm"],
  ])("version %s on PATH means %s", async (version, source) => {
    machine.pulumi({ version });
    machine.npm();
    expect(await found()).toMatchObject({ source });
  });

  test("a CLI on PATH that does not run is passed over, and named", async () => {
    const cli = machine.install("pulumi", "exit 3");
    machine.npm();
    expect(await found()).toMatchObject({
      source: "npm",
      notes: expect.stringContaining(`${cli} is not working`),
    });
  });

  test("npm downloads the CLI of the SDK's version, once", async () => {
    machine.npm();
    machine.go();
    const cli = join(machine.cache, "home/versions", sdkVersion, "bin/pulumi");
    for (let i = 0; i < 2; i++)
      expect(await found()).toMatchObject({ cli, version: sdkVersion, source: "npm" });
    expect(machine.calls("npm")).toHaveLength(1);
    expect(machine.calls("go")).toEqual([]);
  });

  test("Go builds where npm can't download, once", async () => {
    machine.npm({ downloads: false });
    machine.go();
    const cli = join(machine.cache, "engine/v3.230.0/pulumi");
    for (let i = 0; i < 2; i++)
      expect(await found()).toMatchObject({ cli, version: "3.230.0", source: "go" });
    expect(machine.calls("go build")).toHaveLength(1);
  });

  test("without any of them: one message with what to install, and no stack", async () => {
    const run = await machine.find("--print");
    expect(run).toMatchObject({ code: 1, stdout: "" });
    expect(run.stderr).toContain("https://www.pulumi.com/docs/iac/download-install/");
    expect(run.stderr).toContain("https://go.dev/dl/");
    expect(run.stderr).not.toMatch(/^\s+at /m);
  });

  test("a Go that is too old counts as none", async () => {
    machine.go({ version: "go1.24.9" });
    expect(await machine.find("--print")).toMatchObject({ code: 1 });
    expect(machine.calls("go build")).toEqual([]);
  });
});

describe("remembered failures", () => {
  beforeEach(() => {
    machine.npm({ downloads: false });
    machine.go();
  });

  test("a download that failed is not tried again within a day", async () => {
    await found();
    await found();
    expect(machine.calls("npm")).toHaveLength(1);
  });

  test.each([
    ["a day later", (now: number) => now - dayMs - 1],
    ["when the clock was set back", (now: number) => now + dayMs],
  ])("it is tried again %s", async (_when, at) => {
    await found();
    writeFileSync(failureFile("npm-cli"), JSON.stringify({ at: at(Date.now()) }));
    await found();
    expect(machine.calls("npm")).toHaveLength(2);
  });

  test("--retry tries everything again", async () => {
    await found();
    await machine.find("--retry");
    expect(machine.calls("npm")).toHaveLength(2);
  });

  test("an unreadable memory is no memory", async () => {
    await found();
    writeFileSync(failureFile("npm-cli"), "{");
    await found();
    expect(machine.calls("npm")).toHaveLength(2);
  });
});

describe("build with Go", () => {
  const lock = () => join(machine.cache, "engine/build.lock");
  const holdLock = (holder: object, ageMs: number) => {
    mkdirSync(join(machine.cache, "engine"), { recursive: true });
    writeFileSync(lock(), JSON.stringify(holder));
    const then = new Date(Date.now() - ageMs);
    utimesSync(lock(), then, then);
  };

  test("a failed build leaves no CLI, says why, and can be repeated", async () => {
    machine.go({ build: 'echo half > "$out"; echo "pulumi.go:1: syntax error" >&2; exit 1' });
    const failed = await machine.find("--print");
    expect(failed).toMatchObject({ code: 1, stdout: "" });
    expect(failed.stderr).toContain("pulumi.go:1: syntax error");
    expect(failed.stderr).not.toMatch(/^\s+at /m);
    expect(readdirSync(join(machine.cache, "engine/v3.230.0"))).toEqual([]);
    expect(existsSync(lock())).toBe(false);
    machine.go();
    expect(await found()).toMatchObject({ source: "go" });
  });

  test("two processes at once build once", async () => {
    machine.go({ build: '/bin/sleep 1; echo "$cli" > "$out"; /bin/chmod +x "$out"' });
    const [a, b] = await Promise.all([machine.find("--print"), machine.find("--print")]);
    expect([a.code, b.code]).toEqual([0, 0]);
    expect(a.stdout).toBe(b.stdout);
    expect(machine.calls("go build")).toHaveLength(1);
    expect(`${a.stderr}${b.stderr}`).toContain("Another process is building");
  });

  test.each([
    ["its process is gone", { pid: 2 ** 30, host: hostname() }, 0],
    ["its holder on another machine gave no sign for minutes", { pid: 1, host: "elsewhere" }, 5 * 60_000],
    ["it was never written to the end", {}, 5 * 60_000],
  ])("a lock is taken over when %s", async (_why, holder, ageMs) => {
    machine.go();
    holdLock(holder, ageMs);
    expect(await found()).toMatchObject({ source: "go" });
    expect(existsSync(lock())).toBe(false);
  });

  test("what the build downloaded is removed", async () => {
    machine.go();
    await found();
    expect(existsSync(join(machine.cache, "go"))).toBe(false);
  });
});

describe("hosts", () => {
  test("a built CLI gets them beside it, so that the engine doesn't warn about PATH", async () => {
    machine.go();
    const { cli, env, notes } = await found();
    const folder = join(machine.cache, "engine/v3.230.0");
    expect(readFileSync(join(folder, "pulumi-language-nodejs"), "utf8")).toContain("Stand-in");
    expect(existsSync(join(folder, "pulumi-resource-pulumi-nodejs"))).toBe(true);
    expect(env.PATH).toBe(`${join(cli, "..")}:${join(machine.folder, "bin")}`);
    expect(notes).toContain("the nodejs language host is this repository's stand-in");
  });

  test("official hosts beside a CLI are used as they are", async () => {
    machine.pulumi();
    for (const host of ["pulumi-language-nodejs", "pulumi-resource-pulumi-nodejs"]) machine.install(host, "");
    const { env, notes } = await found();
    expect(env.PATH).not.toContain("language-host");
    expect(notes).not.toContain("language host");
  });

  test("a CLI on PATH without hosts gets them through PATH", async () => {
    machine.pulumi();
    const { env } = await found();
    expect(env.PATH).toContain("tools/language-host");
    expect(env.PATH).toContain("@pulumi/pulumi");
  });
});

describe("random plugin", () => {
  const plugin = `plugins/resource-random-v${randomVersion}`;
  const real = `/bin/mkdir -p "$PULUMI_HOME/${plugin}"`;
  const realHome = () => join(machine.cache, "home");

  test("the real one is installed once and nothing stands in", async () => {
    machine.pulumi({ pluginInstall: real });
    for (let i = 0; i < 2; i++) expect((await found()).env.PULUMI_HOME).toBe(realHome());
    expect(machine.calls("pulumi plugin")).toHaveLength(1);
  });

  test("the stand-in serves where the real one can't be had, which is said each time and tried once", async () => {
    machine.pulumi();
    for (let i = 0; i < 2; i++) {
      const { env, notes } = await found();
      expect(notes).toContain("a stand-in from test/stand-in-random");
      expect(realpathSync(join(env.PULUMI_HOME, plugin, "pulumi-resource-random"))).toBe(
        join(root, "test/stand-in-random/pulumi-resource-random"),
      );
    }
    expect(machine.calls("pulumi plugin")).toHaveLength(1);
  });

  test("what a failed download leaves is not taken for the plugin", async () => {
    machine.pulumi({ pluginInstall: `${real}; exit 1` });
    for (let i = 0; i < 2; i++)
      expect((await found()).notes).toContain("a stand-in from test/stand-in-random");
    expect(existsSync(join(realHome(), plugin))).toBe(false);
  });

  test("the stand-in gives way as soon as the real one can be had", async () => {
    machine.pulumi();
    await found();
    machine.pulumi({ pluginInstall: real });
    await machine.find("--retry");
    expect(await found()).toMatchObject({
      env: { PULUMI_HOME: realHome() },
      notes: expect.not.stringContaining("test/stand-in-random"),
    });
  });

  test("one on PATH is the user's choice", async () => {
    machine.pulumi();
    machine.install("pulumi-resource-random", "");
    expect((await found()).env.PULUMI_HOME).toBe(realHome());
    expect(machine.calls("pulumi plugin")).toEqual([]);
  });
});

describe("output", () => {
  test("--print writes the path and nothing else", async () => {
    const cli = machine.pulumi();
    expect(await machine.find("--print")).toMatchObject({ code: 0, stdout: `${cli}\n` });
  });

  test("--json says what a child process needs", async () => {
    machine.pulumi();
    const { env } = await found();
    expect(env).toEqual({
      PATH: expect.stringContaining(join(machine.folder, "bin")),
      PULUMI_HOME: expect.stringMatching(/^\/.*\/home$/),
      PULUMI_SKIP_UPDATE_CHECK: "true",
    });
  });

  test("an unknown argument is refused without a stack", async () => {
    const run = await machine.find("--prnt");
    expect(run.code).toBe(2);
    expect(run.stderr).toContain("--prnt");
    expect(run.stderr).not.toMatch(/^\s+at /m);
  });
});
