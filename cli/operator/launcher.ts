import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";

/** A process as the system lists it. */
export interface Listed {
  readonly parent: number;
  /** Command line of the process, or the title that it has given itself. */
  readonly command: string;
}

/** Looks a process up; undefined where it isn't there, or can't be told of. */
export type Lookup = (pid: number) => Listed | undefined;

/** npm calls itself `npm exec …`; one that was only just started still has its script's path. */
const npm = /^npm (exec|run|x|start)\b|[\\/](npm|npx)(-cli\.js)?( |$)/;
const shell = /^(\S*\/)?(ba|da|a)?sh -c /;

/**
 * The processes without which this one is nobody's any more: the npm or npx that started it, and the shell that these
 * put between. None where something else did, such as a shell's `nohup`, systemd or a container: a server that was
 * meant to stay outlives whoever started it.
 */
export function launchersOf(pid: number, lookUp: Lookup): readonly number[] {
  const parent = lookUp(pid)?.parent;
  const first = parent === undefined ? undefined : lookUp(parent);
  if (parent === undefined || first === undefined) return [];
  if (npm.test(first.command)) return [parent];
  const second = shell.test(first.command) ? lookUp(first.parent) : undefined;
  return second && npm.test(second.command) ? [parent, first.parent] : [];
}

/** How often to look, in milliseconds. */
const lookEveryMs = 500;

/**
 * Waits until npm, which started this process, is gone. npm passes a signal on to the shell that it runs commands in,
 * and the shell dies of it and passes nothing on. Where npm started nothing this waits for ever, and keeps nothing alive.
 */
export function launcherGone(environment: NodeJS.ProcessEnv): Promise<["npm's end"]> {
  const launchers = environment.npm_execpath === undefined ? [] : launchersOf(process.pid, listed);
  return new Promise((gone) => {
    if (launchers.length === 0) return;
    const parent = process.ppid;
    const looking = setInterval(() => {
      if (process.ppid === parent && launchers.every(isAlive)) return;
      clearInterval(looking);
      gone(["npm's end"]);
    }, lookEveryMs);
    looking.unref();
  });
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    // What belongs to another user may not be signalled, and is there.
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}

function listed(pid: number): Listed | undefined {
  try {
    return process.platform === "linux" ? inProc(pid) : byPs(pid);
  } catch {
    return undefined;
  }
}

/** Small images have no `ps`. */
function inProc(pid: number): Listed | undefined {
  // The name before it, in parentheses, may hold anything.
  const [, parent] = /\) \S (\d+) [^)]*$/.exec(readFileSync(`/proc/${pid}/stat`, "utf8")) ?? [];
  const command = readFileSync(`/proc/${pid}/cmdline`, "utf8").replaceAll("\0", " ");
  return parent === undefined ? undefined : { parent: Number(parent), command };
}

function byPs(pid: number): Listed | undefined {
  const said = execFileSync("ps", ["-o", "ppid=,command=", "-p", String(pid)], { encoding: "utf8" });
  const [, parent, command] = /^\s*(\d+)\s+(.*)$/m.exec(said) ?? [];
  return parent === undefined || command === undefined ? undefined : { parent: Number(parent), command };
}
