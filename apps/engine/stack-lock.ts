import { existsSync, readdirSync, readFileSync } from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { z } from "zod";

const Lock = z.object({ pid: z.number().int().positive(), hostname: z.string() });

/**
 * Whether the stack is locked by runs of this machine alone that are no more, as after a kill. Only locks of states in
 * folders can be read; of others nothing is said.
 */
export function isLockedByTheDead(stateUrl: string, project: string, stack: string): boolean {
  const locks = locksOf(stateUrl, project, stack);
  return locks.length > 0 && locks.every((lock) => lock?.hostname === hostname() && !isAlive(lock.pid));
}

function locksOf(stateUrl: string, project: string, stack: string): (z.output<typeof Lock> | undefined)[] {
  if (!stateUrl.startsWith("file:///")) return [];
  const folder = join(fileURLToPath(stateUrl), ".pulumi", "locks", "organization", project, stack);
  if (!existsSync(folder)) return [];
  const names = readdirSync(folder).filter((name) => name.endsWith(".json"));
  return names.map((name) => {
    try {
      return Lock.parse(JSON.parse(readFileSync(join(folder, name), "utf8")));
    } catch {
      // Half written: it is somebody's, and nobody knows whose.
      return undefined;
    }
  });
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0) && !isZombie(pid);
  } catch (error) {
    // Somebody else's process is alive too.
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}

/** Killed, and not yet collected by its parent. Only Linux tells. */
function isZombie(pid: number): boolean {
  const file = `/proc/${pid}/stat`;
  return existsSync(file) && /^\d+ \(.*\) Z/s.test(readFileSync(file, "utf8"));
}
