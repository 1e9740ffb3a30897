import { existsSync } from "node:fs";
import { tmpdir } from "node:os";

/** Where tests keep databases: in memory where that can be had, since each commit waits for a disk. */
export const memory = existsSync("/dev/shm") ? "/dev/shm" : tmpdir();
