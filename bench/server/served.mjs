// @ts-check
// Our own server over a new database, with an account that may ask as often as it likes, and its signed requests.
import { execFileSync } from "node:child_process";
import { createRequire } from "node:module";
import path from "node:path";
import { root } from "../../tools/command-line.mjs";
import { ask, poolOf } from "./load.mjs";
import { startProcess } from "./process.mjs";

/**
 * @typedef {import("./load.mjs").Prepared} Prepared
 * @typedef {{ secretId: string, secretKey: string }} Key
 * @typedef {{
 *   url: string,
 *   pool: import("undici").Pool,
 *   create: () => Prepared,
 *   key: Key,
 *   describe: (ids: readonly number[], more?: { WithSecrets?: boolean }) => Prepared,
 *   end: () => Promise<void>,
 * }} Served
 */

const require = createRequire(import.meta.url);
/** @param {string} module below dist/ @returns {any} */
export const built = (module) => require(path.join(root, "dist", module));
const command = path.join(root, "dist/cli/main.js");

/** @param {string} folder for the database @returns {Promise<Served>} */
export async function startServed(folder) {
  const database = ["--database", `file:${path.join(folder, "backend.db")}`];
  /** @param {string[]} args @returns {Key} */
  const account = (...args) =>
    JSON.parse(
      execFileSync(process.execPath, [command, "account", ...args, ...database, "--json"], {
        encoding: "utf8",
      }),
    );
  const key = account("add", "bench", "--window-seconds", "0");
  const operator = account("key", "bench", "--rights", "admin");
  const serve = [command, "serve", "--listen", "127.0.0.1:0", "--quiet", ...database];
  const { url, end } = await startProcess(process.execPath, serve);
  const pool = poolOf(url);
  const boundless = { RequestsPerSecond: 1e6, ApplicationsPerAccount: 1e6 };
  await ask(pool, signed(url, operator, "ModifySettings", boundless));
  return {
    url,
    pool,
    create: () => signed(url, key, "CreateApplication", newApplication()),
    key,
    describe: (ids, more) => signed(url, key, "DescribeApplications", { SdkAppIds: ids, ...more }),
    async end() {
      await pool.close();
      await end();
    },
  };
}

/** @param {Served} served @param {number} count @returns {Promise<number[]>} their SDKAppIDs */
export const createSome = ({ pool, create }, count) =>
  Promise.all(
    Array.from({ length: count }, async () => JSON.parse(await ask(pool, create())).Response.SdkAppId),
  );

let made = 0;

export const newApplication = () => {
  made += 1;
  return {
    Name: `bench_${made}`,
    Region: "singapore",
    Products: ["chat"],
    ClientToken: `token-${made}`,
    Owner: `o::s::p::::r${made}`,
  };
};

/** @param {string} url @param {Key} key @param {string} action @param {object} parameters @returns {Prepared} */
export function signed(url, key, action, parameters) {
  const { actions, printAuthorization, tc3Date, tc3Signature } = built("backend/api");
  const { service, version } = actions[action];
  const timestamp = Math.floor(Date.now() / 1000);
  const body = JSON.stringify(parameters);
  made += 1;
  const headers = [
    ["content-type", "application/json"],
    ["host", new URL(url).host],
    ["x-nonce", String(made)],
    ["x-tc-action", action.toLowerCase()],
  ];
  const covered = { method: "POST", path: "/", query: "", headers, payload: body, timestamp, service };
  const authorization = printAuthorization({
    secretId: key.secretId,
    date: tc3Date(timestamp),
    service,
    signedHeaders: headers.map(([name]) => name),
    signature: tc3Signature(covered, key.secretKey),
  });
  return {
    body,
    headers: {
      ...Object.fromEntries(headers),
      authorization,
      "x-tc-action": action,
      "x-tc-version": version,
      "x-tc-timestamp": String(timestamp),
    },
  };
}
