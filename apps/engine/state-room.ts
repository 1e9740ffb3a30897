import { existsSync, readdirSync, statfsSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/** Bytes that must be free beside what a state takes: its next copy, a backup of it, and what a step adds. */
const spare = 128 * 1024;
const copies = 3;
/** Milliseconds between two looks. */
const lookEvery = 1_000;

/** The folder that holds the states, or the nearest above it that is there; undefined where they are in no folder. */
function folderOf(stateUrl: string): string | undefined {
  if (!stateUrl.startsWith("file:///")) return undefined;
  let folder = fileURLToPath(stateUrl);
  while (!existsSync(folder)) folder = dirname(folder);
  return folder;
}

/** Bytes of a project's largest state. */
function largestState(folder: string, project: string): number {
  const states = join(folder, ".pulumi", "stacks", project);
  if (!existsSync(states)) return 0;
  const sizes = readdirSync(states).map((name) => statSync(join(states, name), { throwIfNoEntry: false }));
  return Math.max(0, ...sizes.map((stats) => stats?.size ?? 0));
}

/**
 * Why the disk under a project's states has too little room for the next one: the engine would try to write it for
 * minutes, without a word, while what the run makes is noted nowhere. Undefined where there is room.
 */
export function lackOfRoom(stateUrl: string, project: string): string | undefined {
  try {
    const folder = folderOf(stateUrl);
    if (folder === undefined) return undefined;
    const { bavail, bsize } = statfsSync(folder);
    const needed = copies * largestState(folder, project) + spare;
    if (bavail * bsize >= needed) return undefined;
    return `the disk under the state is full: ${folder} has ${inKilobytes(bavail * bsize)} left, and the next state needs up to ${inKilobytes(needed)}. Free some space, then run again`;
  } catch {
    // Whoever works there tells what keeps this user from it.
    return undefined;
  }
}

const inKilobytes = (bytes: number): string => `${Math.ceil(bytes / 1024)} kB`;

/**
 * Watches the room while a run goes on.
 *
 * @param tell called once, with why there is too little
 * @returns what ends the watching
 */
export function watchRoom(stateUrl: string, project: string, tell: (lack: string) => void): () => void {
  const timer = setInterval(() => {
    const lack = lackOfRoom(stateUrl, project);
    if (lack === undefined) return;
    clearInterval(timer);
    tell(lack);
  }, lookEvery);
  return () => clearInterval(timer);
}
