import { type ChildProcess, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { setTimeout as pause } from "node:timers/promises";
import { command } from "../cli/tencentrtc";
import { share } from "../depth";
import { AppsProject } from "./apps-project";
import { Console } from "./backend";

const names = Array.from({ length: 12 }, (_, index) => `app_${index}`);

/** kill -9 of the command and all that it has started, wherever it just is. */
function killAll(run: ChildProcess): void {
  // Signals to 0 would reach every process of this group, the test runner's parents included.
  if (!run.pid || run.pid <= 1) throw new Error("the command has no process id");
  try {
    process.kill(-run.pid, "SIGKILL");
  } catch {
    // the whole group is gone already
  }
}

/** With --fast the state is written once, at the end: a kill loses all of it, and nothing may be made twice. */
test.each(share([3, 9], 2))(
  "up --fast, killed once %d applications are there, goes on where it was",
  async (made) => {
    const project = new AppsProject();
    const backend = new Console(project.backendFile);
    for (const name of names) {
      project.write(
        `apps/${name}.yaml`,
        `application: ${name}\nproducts: [chat]\nregion: singapore\ndeletionProtection: false\nadmins: [ops]\n`,
      );
    }
    const run = spawn(process.execPath, [command, "up", "--yes", "--fast", "--parallel", "2"], {
      cwd: project.folder,
      env: project.variables,
      detached: true,
      stdio: "ignore",
    });
    const ended = new Promise((resolve) => run.on("exit", resolve));
    const count = async () => (existsSync(project.backendFile) ? (await backend.applications()).length : 0);
    while ((await count().catch(() => 0)) < made) {
      if (run.exitCode !== null) throw new Error("up ended before it could be killed");
      await pause(5);
    }
    killAll(run);
    await ended;
    const survivors = await backend.applications();
    expect(survivors.length).toBeGreaterThanOrEqual(made);
    project.mendStateFolder();

    project.done("up", "--yes", "--fast");
    const applications = await backend.applications();
    expect(applications.map(({ Name }) => Name).sort()).toEqual([...names].sort());
    const ids = applications.map(({ SdkAppId }) => SdkAppId);
    for (const { SdkAppId } of survivors) expect(ids).toContain(SdkAppId);
    expect(applications.every(({ AdminAccounts }) => AdminAccounts.length === 2)).toBe(true);
    expect(project.command("preview")).toMatchObject({ code: 0, stdout: "main: no changes\n" });

    project.done("destroy", "--yes", "--fast");
    expect(await backend.applications()).toEqual([]);
    project.remove();
  },
);
