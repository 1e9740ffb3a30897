import type { ChildProcess } from "node:child_process";
import { existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import type { Project, Run } from "./project";

/** `kill -9` of the provider alone or of the CLI with all that it started, or ^C in its terminal. */
export type Cut = "provider" | "cli" | "^C";

/**
 * Runs a command until its provider stands still at a backend call (see hooks/pause-at.cjs), cuts it off, and waits
 * until all of it is gone and the stack is free again.
 *
 * @param start starts the command in a process group of its own
 */
export async function cutOff(
  project: Project,
  at: string,
  cut: Cut,
  start: () => ChildProcess,
): Promise<Pick<Run, "output">> {
  const marker = join(project.folder, "paused");
  project.hook("pause-at.cjs", { PAUSE_AT: at, PAUSE_FILE: marker });
  const cli = start();
  let output = "";
  for (const stream of [cli.stdout, cli.stderr]) stream?.on("data", (text) => (output += text));
  const ended = new Promise((resolve) => cli.on("exit", resolve));
  await until(
    () => existsSync(marker),
    () => `the provider to stand still at ${at}:\n${output}`,
  );
  const provider = Number(readFileSync(marker, "utf8"));
  // Signals to 0 would reach every process of this group, the test runner's parents included.
  if (!(provider > 1)) throw new Error(`the provider left no process id in ${marker}`);
  if (cut === "provider") process.kill(provider, "SIGKILL");
  else signalGroup(cli, cut === "cli" ? "SIGKILL" : "SIGINT");
  await ended;
  // A provider whose engine is gone must not go on by itself.
  await until(
    () => !isAlive(provider),
    () => "the provider to end with its engine",
  );
  signalGroup(cli, "SIGKILL");
  project.unhook();
  rmSync(marker);
  if (cut === "cli") {
    project.mendStateFolder();
    await project.must("cancel", "--yes", "--stack", project.stack);
  }
  return { output };
}

/** Sends ^C to a command once it has said a word, and waits for its end. */
export const interruptedAt = async (project: Project, command: string, word: string): Promise<Run> =>
  (await actedAt(project, command, word, (cli) => signalGroup(cli, "SIGINT"))).run;

/** Does something once a command has said a word, and waits for its end. */
export async function actedAt<T>(
  project: Project,
  command: string,
  word: string,
  act: (cli: ChildProcess) => T,
): Promise<{ run: Run; answer: Awaited<T> }> {
  const cli = project.start(command, "--yes", "--skip-preview", "--stack", project.stack);
  let output = "";
  for (const stream of [cli.stdout, cli.stderr]) stream?.on("data", (text) => (output += text));
  const ended = new Promise<number | null>((resolve) => cli.on("close", resolve));
  await until(
    () => output.includes(word),
    () => `"${word}":\n${output}`,
  );
  const answer = await act(cli);
  return { run: { code: await ended, output }, answer };
}

async function until(done: () => boolean, what: () => string): Promise<void> {
  for (const deadline = Date.now() + 60_000; !done(); await pause(50)) {
    if (Date.now() > deadline) throw new Error(`waited a minute for ${what()}`);
  }
}

function signalGroup(cli: ChildProcess, signal: NodeJS.Signals): void {
  try {
    process.kill(-Number(cli.pid), signal);
  } catch {
    // the whole group is gone already
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
