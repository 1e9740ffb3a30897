// @ts-check
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";

/**
 * Starts a server in a process of its own, which says on its first line where it listens.
 *
 * @param {string[]} args
 * @returns {Promise<{ ready: any, end: () => Promise<void> }>}
 */
export async function startProcess(args) {
  const child = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "inherit"] });
  const [line] = await Promise.race([
    once(createInterface({ input: child.stdout }), "line"),
    once(child, "exit").then(([code]) => {
      throw new Error(`${args[0]} ended with ${code}`);
    }),
  ]);
  return {
    ready: JSON.parse(line),
    end: async () => {
      const ended = once(child, "exit");
      child.kill("SIGTERM");
      await ended;
    },
  };
}
