// @ts-check
// A lock between processes: a file made exclusively, kept fresh by a heartbeat, taken over when it is stale.
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

const HEARTBEAT = 5_000;
/** A holder that has missed this many beats is gone, whichever machine or container it ran in. */
const STALE_AFTER = 12 * HEARTBEAT;
const POLL = 500;

/** @param {string} file */
function isStale(file) {
  try {
    const { pid, host } = JSON.parse(fs.readFileSync(file, "utf8"));
    if (host === os.hostname() && !isAlive(pid)) return true;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return false;
    // Unreadable: its maker died between making and writing it, or is just about to write. Its age decides.
  }
  const age = Date.now() - (fs.statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? Date.now());
  return age > STALE_AFTER;
}

/** @param {number} pid */
function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}

/** @param {string} file */
function tryToTake(file) {
  try {
    fs.writeFileSync(file, JSON.stringify({ pid: process.pid, host: os.hostname() }), { flag: "wx" });
    return true;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "EEXIST") return false;
    throw error;
  }
}

/**
 * Runs `work` while holding the lock, waiting for it as long as its holder lives.
 * @template T
 * @param {string} file
 * @param {{ onWait: () => void }} options called once when another process holds the lock
 * @param {() => Promise<T>} work must be harmless when done twice: two processes that take over the same stale
 *   lock in the same instant may both get it
 * @returns {Promise<T>}
 */
export async function withLock(file, { onWait }, work) {
  fs.mkdirSync(path.dirname(file), { recursive: true });
  for (let told = false; !tryToTake(file); ) {
    if (isStale(file)) {
      fs.rmSync(file, { force: true });
      continue;
    }
    if (!told) onWait();
    told = true;
    await sleep(POLL);
  }
  const heart = setInterval(() => fs.utimesSync(file, new Date(), new Date()), HEARTBEAT);
  try {
    return await work();
  } finally {
    clearInterval(heart);
    fs.rmSync(file, { force: true });
  }
}
