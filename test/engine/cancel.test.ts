import type { ChildProcess } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { ListPushCertificates } from "../../backend/api";
import { testAtNight } from "../depth";
import { Console } from "./backend";
import { Project } from "./project";

const id = 1999000001;

/** ^C in a terminal, which sends SIGINT to every process of the foreground group. */
describe("^C", () => {
  let project: Project;
  let backend: Console;
  const program = (region = "singapore") =>
    project.program(`
      const support = new rtc.Application("support", { products: ["chat"], region: "${region}" });
      new rtc.PushCertificate("push", {
        application: support,
        platform: { vendor: "huawei", appId: "104512345", appSecret: "0123456789abcdef", packageName: "com.example.shop" },
      });
    `);
  const certificates = async () =>
    (await backend.call(ListPushCertificates, {})).PushCertificates.map((one) => [
      one.CertificateId,
      one.LeavingSince !== null,
    ]);
  beforeEach(async () => {
    project = new Project();
    backend = new Console(project.backendFile);
    await project.init();
  });
  afterEach(() => project.remove());

  const started = async () => {
    program();
    expect(await project.up()).toMatchObject({ code: 0 });
    // Only `endWindow` ends one: whatever the machine does meanwhile, ^C comes in the middle of the wait.
    await windows(86_400);
  };
  const windows = (seconds: number) =>
    backend.settings({ WindowSecondsMin: seconds, WindowSecondsMax: seconds });

  /** Runs the CLI, lets `act` do something to its group when it has said `word`, and waits for its end. */
  const run = async (command: string, act: (cli: ChildProcess, output: () => string) => unknown) => {
    const cli = project.start(command, "--yes", "--skip-preview", "--stack", project.stack);
    let output = "";
    for (const stream of [cli.stdout, cli.stderr]) stream?.on("data", (text) => (output += text));
    const ended = new Promise<number | null>((resolve) => cli.on("close", resolve));
    await act(cli, () => output);
    return { code: await ended, output };
  };
  const until = async (done: () => boolean, what: string) => {
    for (const deadline = Date.now() + 60_000; !done(); await pause(20)) {
      if (Date.now() > deadline) throw new Error(`waited a minute for ${what}`);
    }
  };
  const signalGroup = (cli: ChildProcess, signal: NodeJS.Signals) => {
    // A group of 0 would be this process's own.
    if (!(Number(cli.pid) > 1)) throw new Error("the CLI did not start");
    process.kill(-Number(cli.pid), signal);
  };
  const interruptAt = (word: string) => async (cli: ChildProcess, output: () => string) => {
    await until(() => output().includes(word), `"${word}"`);
    signalGroup(cli, "SIGINT");
  };

  test("once while a destroy disables: nothing is deleted, and up --refresh enables it again", async () => {
    await started();
    const [[certificate] = []] = await certificates();
    const destroy = await run("destroy", interruptAt(`disabling Application ${id}`));
    expect(destroy.code).not.toBe(0);
    expect(destroy.output).toContain("^C before that stops the deletion");
    expect(destroy.output).toContain("cancelled: the application is still Disabling; nothing was deleted");
    expect(destroy.output).not.toContain("irreversible: deleting Application");
    expect(destroy.output).not.toMatch(/\n\s+at /);
    expect((await project.resources()).map((resource) => resource.id)).toEqual([String(id)]);
    expect(await certificates()).toEqual([[certificate, true]]);
    await backend.endWindow(id);
    expect(await backend.application(id)).toMatchObject({ Status: "Disabled", DisabledReason: "manual" });
    await windows(0);
    expect(await project.up("--refresh")).toMatchObject({ code: 0 });
    expect(await backend.application(id)).toMatchObject({ Status: "Normal" });
    expect(await certificates()).toEqual([[certificate, false]]);
    expect(await project.destroy()).toMatchObject({ code: 0 });
    expect(await backend.applications()).toEqual([]);
  });

  testAtNight("once while an up replaces: the old application stays, and the next up goes on", async () => {
    await started();
    program("tokyo");
    const up = await run("up", interruptAt(`disabling Application ${id}`));
    expect(up.code).not.toBe(0);
    expect(up.output).toContain("nothing was deleted");
    expect((await backend.applications()).map((one) => one.SdkAppId)).toEqual([id]);
    await backend.endWindow(id);
    await windows(0);
    expect(await project.up()).toMatchObject({ code: 0 });
    expect((await backend.applications()).map((one) => one.Region)).toEqual(["tokyo"]);
  });

  test("twice in a creation that doesn't end: the stack isn't locked, and up goes on", async () => {
    program();
    const marker = join(project.folder, "paused");
    project.hook("pause-at.cjs", { PAUSE_AT: "CreateApplication:after", PAUSE_FILE: marker });
    const up = await run("up", async (cli, output) => {
      await until(() => existsSync(marker), "the creation to stand still");
      signalGroup(cli, "SIGINT");
      await until(() => output().includes("^C received; cancelling"), "the first ^C to be told");
      signalGroup(cli, "SIGINT");
    });
    expect(up.code).not.toBe(0);
    project.unhook();
    const next = await project.up();
    expect(next).toMatchObject({ code: 0 });
    expect(next.output).not.toContain("locked");
    expect((await backend.applications()).map((one) => one.SdkAppId)).toEqual([id]);
  });

  testAtNight("is no kill -9: only that leaves the stack locked, until pulumi cancel", async () => {
    await started();
    const killed = await run("destroy", async (cli, output) => {
      await until(() => output().includes(`disabling Application ${id}`), "the destroy to disable");
      signalGroup(cli, "SIGKILL");
    });
    expect(killed.code).not.toBe(0);
    await backend.endWindow(id);
    await windows(0);
    expect(await project.destroy()).toMatchObject({ output: expect.stringContaining("locked") });
    await project.must("cancel", "--yes", "--stack", project.stack);
    expect(await project.destroy()).toMatchObject({ code: 0 });
  });
});
