// @ts-check
// The management backend that the example converges: a file, or a server of this process over another file.
import fs from "node:fs";
import { createRequire } from "node:module";
import { UserError } from "../command-line.mjs";
import { backendFile, serverFile } from "./example.mjs";

/** Not `require`, of which the compiler would ask the types that an earlier build has left. */
const load = createRequire(import.meta.url);

/**
 * @typedef {{ secretId: string, secretKey: string }} Credentials
 * @typedef {{ endpoint: string, credentials?: Credentials, isMade: () => boolean, close: () => Promise<void> }} Backend
 * `isMade` says whether it is there already, `close` resolves when running requests have been answered.
 */

/** What an earlier run has chosen is kept to: one stack has one backend. */
export const isServed = () => fs.existsSync(serverFile);

/** @param {{ server: boolean }} wanted @returns {Promise<Backend>} */
export async function openBackend({ server }) {
  if (isServed()) return serve();
  const isMade = () => fs.existsSync(backendFile);
  if (!server) return { endpoint: `file:${backendFile}`, isMade, close: async () => {} };
  if (!isMade()) return serve();
  throw new UserError(
    "The quickstart's applications are in its embedded backend. Destroy them first:\n  npm run quickstart -- --destroy",
  );
}

/** What leads Pulumi and the command there. @param {Backend} backend @returns {Record<string, string>} */
export const variablesFor = ({ endpoint, credentials }) => ({
  TENCENTRTC_ENDPOINT: endpoint,
  ...(credentials && {
    TENCENTCLOUD_SECRET_ID: credentials.secretId,
    TENCENTCLOUD_SECRET_KEY: credentials.secretKey,
  }),
});

/**
 * In this process, so that it never outlives the quickstart, and no ^C ends it before Pulumi.
 * The key pair is of this run only: it is written nowhere.
 *
 * @returns {Promise<Backend>}
 */
async function serve() {
  const { default: pino } = await import("pino");
  const { startServer } = load("../../dist/backend/http");
  const service = load("../../dist/backend/service");
  const { openStore } = load("../../dist/backend/store");
  const { version } = load("../../dist/cli/release");

  const store = await openStore({ file: serverFile, create: true });
  const now = Date.now();
  const [own] = await service.listAccounts(store);
  if (!own) throw new Error(`${serverFile} has no account`);
  const key = { account: own.name, user: null, rights: /** @type {const} */ ("admin"), now };
  const credentials = await service.addAccessKey(store, key);
  const server = await startServer({
    store,
    address: { host: "127.0.0.1", port: 0 },
    log: pino({ level: "silent" }),
    version,
  });
  return {
    endpoint: server.url,
    credentials,
    isMade: () => true,
    async close() {
      await server.stop();
      // Where the database is gone meanwhile, so is the key pair.
      if (isServed()) await service.removeAccessKey(store, credentials.secretId, Date.now());
      await store.close();
    },
  };
}
