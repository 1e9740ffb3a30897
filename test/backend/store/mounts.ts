import { execFileSync } from "node:child_process";
import { mkdirSync } from "node:fs";
import { join } from "node:path";

const mounts: string[] = [];

/** To be called before any folder is made, so that its removal comes later. */
export function unmountAfterwards(): void {
  afterAll(() => {
    // Lazily: a closed database may keep its files open until its memory is collected.
    for (const mount of mounts) execFileSync("/bin/umount", ["-l", mount]);
  });
}

export interface Disk {
  readonly path: string;
  makeReadOnly(): void;
}

/** A file system of so many bytes in memory; undefined where mounting is not allowed. */
export function tinyDisk(folder: string, bytes: number): Disk | undefined {
  const path = join(folder, "disk");
  mkdirSync(path);
  try {
    execFileSync("/bin/mount", ["-t", "tmpfs", "-o", `size=${bytes}`, "tmpfs", path], { stdio: "ignore" });
  } catch {
    return undefined;
  }
  mounts.push(path);
  return { path, makeReadOnly: () => execFileSync("/bin/mount", ["-o", "remount,ro", path]) };
}
