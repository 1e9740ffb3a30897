// @ts-check
// A lock between processes: a file made exclusively, kept fresh by a heartbeat, taken over when it is stale.
import { randomUUID } from "node:crypto";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { isAlive } from "../child.mjs";

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

/** @param {string} file @param {string} token tells this holder from any other, of this process or another */
function tryToTake(file, token) {
  try {
    fs.writeFileSync(file, JSON.stringify({ pid: process.pid, host: os.hostname(), token }), { flag: "wx" });
    return true;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "EEXIST") return false;
    throw error;
  }
}

/** @param {string} file */
function touch(file) {
  try {
    fs.utimesSync(file, new Date(), new Date());
  } catch {
    // It was taken over in this instant. The work goes on: it is harmless when done twice.
  }
}

/** Whether the lock is still this holder's: one that slept for long may have lost it. @param {string} file @param {string} token */
function isHeld(file, token) {
  try {
    return JSON.parse(fs.readFileSync(file, "utf8")).token === token;
  } catch {
    return false;
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
  const token = randomUUID();
  for (let told = false; !tryToTake(file, token); ) {
    if (isStale(file)) {
      fs.rmSync(file, { force: true });
      continue;
    }
    if (!told) onWait();
    told = true;
    await sleep(POLL);
  }
  const heart = setInterval(() => {
    if (isHeld(file, token)) touch(file);
  }, HEARTBEAT);
  try {
    return await work();
  } finally {
    clearInterval(heart);
    if (isHeld(file, token)) fs.rmSync(file, { force: true });
  }
}
