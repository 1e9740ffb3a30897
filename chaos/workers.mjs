// @ts-check
// Processes that play stories, as many as there are processors.
import { fork } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { root, UserError } from "../tools/command-line.mjs";

/**
 * @typedef {import("./errand.js").Errand} Errand
 * @typedef {import("./errand.js").Played} Played
 * @typedef {import("./errand.js").Work} Work
 */

/** Under node_modules, where a bundle finds its packages. */
const folder = path.join(root, "node_modules", ".cache");

/**
 * @param {readonly Errand[]} errands
 * @param {Work["postgres"]} postgres
 * @param {number} count of processes
 * @param {(played: Played) => void} heard
 */
export async function runWorkers(errands, postgres, count, heard) {
  const { buildSync } = await import("esbuild");
  const bundle = path.join(folder, `chaos-${process.pid}.cjs`);
  buildSync({
    entryPoints: [path.join(root, "chaos", "worker.ts")],
    bundle: true,
    platform: "node",
    packages: "external",
    outfile: bundle,
  });
  try {
    const shares = Array.from({ length: count }, (_, worker) =>
      errands.filter((_, index) => index % count === worker),
    );
    await Promise.all(shares.map((share) => runWorker(bundle, { errands: share, postgres }, heard)));
  } finally {
    fs.rmSync(bundle, { force: true });
  }
}

/** @param {string} bundle @param {Work} work @param {(played: Played) => void} heard */
function runWorker(bundle, work, heard) {
  return /** @type {Promise<void>} */ (
    new Promise((resolve, reject) => {
      const worker = fork(bundle, [JSON.stringify(work)]);
      worker.on("message", (message) => heard(/** @type {Played} */ (message)));
      worker.on("error", reject);
      worker.on("exit", (code, signal) =>
        code === 0
          ? resolve()
          : reject(new UserError(`A process that plays stories ended: ${signal ?? code}.`)),
      );
    })
  );
}
