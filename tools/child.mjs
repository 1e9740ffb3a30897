// @ts-check
import { spawn } from "node:child_process";

/** The longest time that a timer takes, 24 days. */
const NO_LIMIT = 2 ** 31 - 1;

/**
 * @typedef {{ code: number | null, stdout: string, stderr: string, timedOut: boolean }} Outcome
 * `code` is null when the command could not be started, was killed, or ran out of time.
 */

/**
 * Runs a command without a shell and collects its output. Never rejects: a missing command is an outcome too.
 * @param {string} command
 * @param {string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv, timeout?: number }} [options] timeout in milliseconds
 * @returns {Promise<Outcome>}
 */
export function runChild(command, args, { cwd, env = process.env, timeout = NO_LIMIT } = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, args, { cwd, env, stdio: ["ignore", "pipe", "pipe"] });
    const outcome = { code: /** @type {number | null} */ (null), stdout: "", stderr: "", timedOut: false };
    const clock = setTimeout(() => {
      outcome.timedOut = true;
      child.kill("SIGKILL");
      // A grandchild may hold the pipes open for longer than we are willing to wait.
      child.stdout.destroy();
      child.stderr.destroy();
      resolve(outcome);
    }, timeout);
    child.stdout.setEncoding("utf8").on("data", (text) => (outcome.stdout += text));
    child.stderr.setEncoding("utf8").on("data", (text) => (outcome.stderr += text));
    const end = () => {
      clearTimeout(clock);
      resolve(outcome);
    };
    child.on("error", (error) => {
      outcome.stderr += error.message;
      end();
    });
    child.on("close", (code) => {
      outcome.code = outcome.timedOut ? null : code;
      end();
    });
  });
}

/**
 * Runs a command in the foreground: its output is the user's. Resolves with its exit code.
 * @param {string} command
 * @param {string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv }} [options]
 * @returns {Promise<number>}
 */
export function runVisibly(command, args, { cwd, env = process.env } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd, env, stdio: "inherit" });
    // The terminal sends ^C to both; the child decides how to end, and this process ends after it.
    const wait = () => {};
    const end = () => child.kill("SIGTERM");
    process.on("SIGINT", wait).on("SIGTERM", end);
    child.on("error", reject);
    child.on("close", (code, signal) => {
      process.off("SIGINT", wait).off("SIGTERM", end);
      resolve(code ?? (signal === "SIGINT" ? 130 : 1));
    });
  });
}

/** The last line of a command's output that says something, for messages. @param {Outcome} outcome */
export function lastWord({ stderr, stdout, timedOut }) {
  if (timedOut) return "it ran out of time";
  return (stderr.trim() || stdout.trim()).split("\n").at(-1)?.trim() || "it said nothing";
}

/**
 * Whether a process of this machine runs; another user's may not be signalled, and lives all the same.
 * @param {number} pid
 */
export function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}
