// @ts-check
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";

/** A server in a process of its own. @typedef {{ url: string, end: () => Promise<void> }} Started */

const urlForm = /https?:\/\/127\.0\.0\.1:\d+/;

/**
 * Starts a server, which says on one of its first lines where it listens.
 *
 * @param {string} command @param {string[]} args
 * @returns {Promise<Started>}
 */
export async function startProcess(command, args) {
  const child = spawn(command, args, { stdio: ["ignore", "pipe", "pipe"] });
  const ended = once(child, "exit");
  /** @type {string[]} */
  const said = [];
  const listening = new Promise((resolve) => {
    // Read to the end, or a server that logs each request waits for whoever reads.
    for (const stream of [child.stdout, child.stderr]) {
      createInterface({ input: stream }).on("line", (line) => {
        if (said.length < 20) said.push(line);
        const [url] = urlForm.exec(line) ?? [];
        if (url) resolve(url);
      });
    }
  });
  const url = await Promise.race([
    listening,
    ended.then(([code]) => {
      throw new Error(`${[command, ...args].join(" ")} ended with ${code}:\n${said.join("\n")}`);
    }),
  ]);
  return {
    url,
    end: async () => {
      child.kill("SIGTERM");
      await ended;
    },
  };
}
