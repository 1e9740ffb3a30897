import { existsSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { z } from "zod";

const Lock = z.object({ pid: z.number().int().positive(), hostname: z.string() });

/**
 * Frees a stack of the locks that killed runs of this machine have left. Each lock is a file whose name no other run
 * ever has, so taking away those that were judged can't take the lock of a run that has begun since. Only locks of states
 * in folders can be read; others stay, and the engine says who holds them.
 */
export function freeLocksOfTheDead(stateUrl: string, project: string, stack: string): void {
  if (!stateUrl.startsWith("file:///")) return;
  const folder = join(fileURLToPath(stateUrl), ".pulumi", "locks", "organization", project, stack);
  if (!existsSync(folder)) return;
  for (const name of readdirSync(folder)) {
    const file = join(folder, name);
    if (name.endsWith(".json") && isOfTheDead(file)) rmSync(file, { force: true });
  }
}

function isOfTheDead(file: string): boolean {
  try {
    const lock = Lock.parse(JSON.parse(readFileSync(file, "utf8")));
    return lock.hostname === hostname() && !isAlive(lock.pid);
  } catch {
    // Half written, or gone by now: it is somebody's, and nobody knows whose.
    return false;
  }
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
