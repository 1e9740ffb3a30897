// @ts-check
// Azurite, the emulator of Azure's storage: a queue, the cheapest of the things that it has; in memory.
import { createHmac } from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import { lastWord, runChild } from "../../tools/child.mjs";
import { UserError } from "../../tools/command-line.mjs";
import { cacheFolder } from "../../tools/engine/cache.mjs";
import { makeOnce } from "../../tools/made-once.mjs";
import { startProcess } from "../server/process.mjs";

/** The newest that runs on Node 20. */
const version = "3.35.0";
/** Milliseconds for npm. */
const patience = 300_000;

/** Known to everybody: in Azurite's documents. */
const account = "devstoreaccount1";
const accountKey = Buffer.from(
  "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==",
  "base64",
);

/** @returns {Promise<string>} the folder that has it */
async function install() {
  const folder = path.join(cacheFolder(), "npm-packages", `azurite-${version}`);
  await makeOnce(folder, "Azurite", async () => {
    fs.mkdirSync(folder, { recursive: true });
    const quiet = ["--no-save", "--no-audit", "--no-fund", "--ignore-scripts", "--loglevel=error"];
    const args = ["install", "--prefix", folder, ...quiet, `azurite@${version}`];
    const outcome = await runChild("npm", args, { cwd: folder, timeout: patience });
    if (outcome.code !== 0) throw new UserError(`npm can't install Azurite: ${lastWord(outcome)}`);
  });
  return folder;
}

/** @returns {Promise<import("../peers.mjs").Peer>} */
export async function startAzurite() {
  const program = path.join(await install(), "node_modules/azurite/dist/src/queue/main.js");
  const { url, end } = await startProcess(process.execPath, [
    program,
    ...["--queueHost", "127.0.0.1", "--queuePort", "0"],
    ...["--inMemoryPersistence", "--silent", "--disableTelemetry", "--skipApiVersionCheck"],
  ]);
  return {
    url,
    end,
    create: (name) => signed("PUT", `/${account}/${name}`, {}),
    read: (name) => signed("GET", `/${account}/${name}`, { comp: "metadata" }),
  };
}

/**
 * With a shared key, as clients of Azure's storage do.
 *
 * @param {"GET" | "PUT"} method @param {string} resource @param {Record<string, string>} query of one parameter
 * @returns {import("../server/load.mjs").Prepared}
 */
function signed(method, resource, query) {
  const headers = { "x-ms-date": new Date().toUTCString(), "x-ms-version": "2025-05-05" };
  const signedHeaders = Object.entries(headers).map(([name, value]) => `${name}:${value}`);
  const parameters = Object.entries(query).map(([name, value]) => `${name}:${value}`);
  const text = [method, ...Array(11).fill(""), ...signedHeaders, `/${account}${resource}`, ...parameters];
  const signature = createHmac("sha256", accountKey).update(text.join("\n")).digest("base64");
  return {
    method,
    path: `${resource}?${new URLSearchParams(query)}`,
    headers: { ...headers, authorization: `SharedKey ${account}:${signature}` },
  };
}
