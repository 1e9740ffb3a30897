// @ts-check
// Processes that play for the command, and tell it what became of it.
import { fork } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { root, UserError } from "../tools/command-line.mjs";

/** Under node_modules, where a bundle finds its packages. */
const folder = path.join(root, "node_modules", ".cache");

/**
 * Bundles an entry point and runs it once for each work, all at once.
 * @param {string} entry relative to this folder
 * @param {readonly object[]} works each is what a process is given
 * @param {(message: any) => void} heard what each process sends
 */
export async function playIn(entry, works, heard) {
  const { buildSync } = await import("esbuild");
  const bundle = path.join(folder, `chaos-${process.pid}.cjs`);
  buildSync({
    entryPoints: [path.join(root, "chaos", entry)],
    bundle: true,
    platform: "node",
    packages: "external",
    outfile: bundle,
  });
  try {
    await Promise.all(works.map((work) => playOne(bundle, work, heard)));
  } finally {
    fs.rmSync(bundle, { force: true });
  }
}

/** @param {string} bundle @param {object} work @param {(message: any) => void} heard */
function playOne(bundle, work, heard) {
  return /** @type {Promise<void>} */ (
    new Promise((resolve, reject) => {
      const worker = fork(bundle, [JSON.stringify(work)]);
      worker.on("message", heard);
      worker.on("error", reject);
      worker.on("exit", (code, signal) =>
        code === 0
          ? resolve()
          : reject(new UserError(`A process that plays stories ended: ${signal ?? code}.`)),
      );
    })
  );
}
