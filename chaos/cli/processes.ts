import { readdirSync, readFileSync } from "node:fs";
import { setTimeout as pause } from "node:timers/promises";

export interface Running {
  readonly pid: number;
  /** Its words, the program first. */
  readonly words: readonly string[];
}

/**
 * Processes that have a variable of ours in their environment, which every descendant inherits, whatever became of its
 * parents and groups.
 */
export function processesWith(name: string, value: string): Running[] {
  const wanted = `${name}=${value}`;
  return readdirSync("/proc")
    .filter((entry) => /^\d+$/.test(entry) && Number(entry) !== process.pid)
    .filter((entry) => partsOf(entry, "environ").includes(wanted))
    .map((entry) => ({ pid: Number(entry), words: partsOf(entry, "cmdline") }))
    .filter(({ words }) => words.length > 0);
}

/** Empty for a process that has ended meanwhile, and for one of another user. */
function partsOf(entry: string, file: "environ" | "cmdline"): string[] {
  try {
    return readFileSync(`/proc/${entry}/${file}`, "utf8")
      .split("\0")
      .filter((part) => part !== "");
  } catch {
    return [];
  }
}

/** `kill -9`, unless it has ended already. */
export function kill({ pid }: Running): void {
  try {
    process.kill(pid, "SIGKILL");
  } catch {
    // it has ended meanwhile
  }
}

/** Waits until `look` finds nothing any more; answers what is left after so many milliseconds. */
export async function whatStays<T>(look: () => T[], milliseconds: number): Promise<T[]> {
  const deadline = performance.now() + milliseconds;
  for (;;) {
    const found = look();
    if (found.length === 0 || performance.now() > deadline) return found;
    await pause(100);
  }
}
