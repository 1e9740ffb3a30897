// @ts-check
// A server over a new database, in this process, so that what a request costs is counted.

import fs from "node:fs";
import { createRequire } from "node:module";
import os from "node:os";
import path from "node:path";
import { built } from "../bench/server/served.mjs";

const pino = createRequire(import.meta.url)("pino");

/**
 * @typedef {{ url: URL, key: { secretId: string, secretKey: string }, wait: (milliseconds: number) => void, close: () => Promise<void> }} Served
 * `wait` moves the clock by which attempts and sessions are counted.
 */

/** @returns {Promise<Served>} */
export async function serve() {
  const { openStore } = built("backend/store");
  const { addAccount } = built("backend/service");
  const { startServer } = built("backend/http");
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "tencentrtc-fuzz-served-"));
  const store = await openStore({ kind: "file", file: path.join(folder, "backend.db"), create: true });
  const key = await addAccount(store, { name: "fuzz", now: Date.now() });
  let elapsed = 0;
  const server = await startServer({
    store,
    address: { host: "127.0.0.1", port: 0 },
    log: pino({ level: process.env.FUZZ_LOG ?? "silent" }, pino.destination(2)),
    version: "0.0.0",
    clock: () => elapsed,
  });
  return {
    url: new URL(server.url),
    key,
    wait(milliseconds) {
      elapsed += milliseconds;
    },
    async close() {
      await server.stop();
      await store.close();
      fs.rmSync(folder, { recursive: true, force: true });
    },
  };
}
