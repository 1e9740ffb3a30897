import { spawn, spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { testAtNight } from "../depth";
import { copyCheckout } from "./checkout";

const root = resolve(__dirname, "../..");

/** The first thing a new user runs, on a copy of the working tree, without what earlier runs have left. */
describe("npm run quickstart", () => {
  const copy = mkdtempSync(join(tmpdir(), "tencentrtc-quickstart-"));
  const example = join(copy, "examples/quickstart");
  /** What it prints. A failure tells that, too. */
  const quickstart = (...args: string[]): string => {
    const told = args.length > 0 ? ["--", ...args] : [];
    const { status, stdout, stderr } = spawnSync("npm", ["run", "--silent", "quickstart", ...told], {
      cwd: copy,
      encoding: "utf8",
      env: { ...process.env, NO_COLOR: "1" },
      stdio: ["ignore", "pipe", "pipe"],
    });
    if (status !== 0) throw new Error(`it ended with ${status}:\n${stdout}\n${stderr}`);
    return stdout;
  };

  beforeAll(() => copyCheckout(copy));
  afterAll(() => rmSync(copy, { recursive: true, force: true }));

  test("brings two applications up, shows that nothing changes, and what a console changed", () => {
    const output = quickstart();
    for (const text of [
      "+ 8 created",
      "8 unchanged",
      "SDKAppIDs: support 199900000",
      '"changed_in_the_console" => "customer_support_chat"',
      "simulated:",
      "npm run quickstart -- --destroy",
    ]) {
      expect(output).toContain(text);
    }
    expect(output).not.toMatch(/[0-9a-f]{64}/); // a secret key
  });

  testAtNight("goes on from where it stopped when it runs again", () => {
    expect(quickstart()).toContain("SDKAppIDs: support");
  });

  test("shows what the backend holds", () => {
    const output = quickstart("tencentrtc", "applications");
    expect(output).toContain("tencentrtc-quickstart/dev support");
    expect(output).toContain("Normal");
  });

  test("--real plays what a team does with the applications that it has, and leaves nothing of it behind", () => {
    const output = quickstart("--real");
    for (const text of [
      "simulated: Tencent Cloud, by a server of this process",
      "2 enrolled, 0 known before, 0 refused.",
      "main: no changes",
      "main: 2 differences in 4 resources",
      "proven by account_check at singapore: 60010",
      "proven by account_check at singapore: 60016",
      "Needs a person:",
      "url: another [secret] than declared",
      "Call's webhook of 2000000000: none.",
      'tags.team: declared "support", actual "sales"; proven by DescribeResourceTagsByResourceIds of im',
      "== What next",
    ]) {
      expect(output).toContain(text);
    }
    expect(output).not.toMatch(/[0-9a-f]{64}|SecretKey/);
    expect(existsSync(join(example, ".tencentrtc/real"))).toBe(false);
  });

  test("--destroy disables, waits, deletes, waits, and leaves nothing behind", () => {
    const output = quickstart("--destroy");
    expect(output).toMatch(/disabling 2 Applications: [a-z]+ \(1999\d{6}\), [a-z]+ \(1999\d{6}\)/);
    expect(output).toContain("Once it is disabled it is deleted, which can't be undone");
    expect(output).toContain("- 8 deleted");
    const left = readdirSync(example).filter((name) => !existsSync(join(root, "examples/quickstart", name)));
    expect(left).toEqual([]);
  });

  testAtNight("--server does so against a server, which later runs start again", () => {
    const output = quickstart("--server");
    for (const text of ["simulated: the server at http://127.0.0.1:", "+ 8 created", "8 unchanged"]) {
      expect(output).toContain(text);
    }
    expect(output).toContain('"changed_in_the_console" => "customer_support_chat"');
    expect(quickstart("pulumi", "up", "--refresh", "--yes", "--skip-preview")).toContain("~ 1 updated");
    expect(quickstart("tencentrtc", "applications")).toContain("tencentrtc-quickstart/dev support");
  });

  testAtNight("serve keeps that server up, with its console page, until it is told to end", async () => {
    const run = spawn(process.execPath, ["tools/quickstart.mjs", "serve"], { cwd: copy });
    let output = "";
    const url = await new Promise<string>((found) => {
      run.stdout.on("data", (text) => {
        output += text;
        const [, said] = /(http:\S+\/console)\n[\s\S]*same key pair/.exec(output) ?? [];
        if (said) found(said);
      });
    });
    expect(await (await fetch(url)).text()).toContain("Sign in");
    const ended = new Promise((resolve) => run.on("close", resolve));
    run.kill("SIGTERM");
    expect(await ended).toBe(0);
  });

  testAtNight("--destroy that is interrupted advises to run it again, not to give resources up", async () => {
    const run = spawn("npm", ["run", "--silent", "quickstart", "--", "--destroy"], {
      cwd: copy,
      env: { ...process.env, NO_COLOR: "1" },
      // A group of its own gets ^C as a terminal sends it: to all of its processes.
      detached: true,
      stdio: ["ignore", "pipe", "pipe"],
    });
    let output = "";
    let isInterrupted = false;
    for (const stream of [run.stdout, run.stderr]) {
      stream.on("data", (text) => {
        output += text;
        if (isInterrupted || !/disabling (\d+ )?Application/.test(output) || !(Number(run.pid) > 1)) return;
        isInterrupted = true;
        process.kill(-Number(run.pid), "SIGINT");
      });
    }
    expect(await new Promise((ended) => run.on("close", ended))).not.toBe(0);
    expect(output).toContain("`npm run quickstart -- --destroy` goes on from here");
    expect(output).not.toContain("--force");
    expect(quickstart("--destroy")).toContain("Nothing is left in examples/quickstart");
  });
});
