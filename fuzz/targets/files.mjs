// @ts-check
import { execFileSync } from "node:child_process";
import { createHash, generateKeyPairSync } from "node:crypto";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { built } from "../../bench/server/served.mjs";
import { root } from "../../tools/command-line.mjs";
import { pieces } from "../pieces.mjs";

const text = [
  ...'{}[]",:\0\n\r\t-= ',
  "-----BEGIN CERTIFICATE-----\n",
  "-----BEGIN ENCRYPTED PRIVATE KEY-----\n",
  "-----END PRIVATE KEY-----",
  "MIIB",
  "\u{feff}",
  '"__proto__": {}',
  "1e999",
  "9".repeat(400),
  "[".repeat(5_000),
  "\\u0000",
  "\\n",
  "null",
];

/** What a snapshot holds is believed only once its end proves it, so that what is broken inside is read, too. */
const proven = (/** @type {string} */ broken) => {
  const lines = broken.split("\n").slice(0, -2);
  const before = lines.map((line) => `${line}\n`).join("");
  return `${before}${JSON.stringify({ rows: lines.length - 1, sha256: createHash("sha256").update(before).digest("hex") })}\n`;
};

/** @returns {Promise<import("../targets.mjs").Opened>} */
export async function open() {
  const { readApnsP8, readServiceAccount } = built("certificates");
  const { readSnapshot } = built("backend/store/maintenance/snapshot-file");
  const { BackendError } = built("backend/store");
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "tencentrtc-fuzz-files-"));
  const ec = generateKeyPairSync("ec", { namedCurve: "prime256v1" }).privateKey;
  const rsa = generateKeyPairSync("rsa", { modulusLength: 2048 }).privateKey;
  const pem = (/** @type {typeof ec} */ key) => key.export({ type: "pkcs8", format: "pem" }).toString();
  const identity = { keyId: "ABC123DEFG", teamId: "DEF123GHIJ", bundleId: "com.example.shop" };
  const credential = (/** @type {any} */ reading) => (reading.ok ? "ok" : reading.failures[0].code);
  const fcm = {
    type: "service_account",
    project_id: "shop",
    private_key_id: "0123456789abcdef0123456789abcdef01234567",
    private_key: pem(rsa),
    client_email: "push@shop.iam.gserviceaccount.com",
    client_id: "1",
    token_uri: "https://oauth2.googleapis.com/token",
  };
  const snapshot = path.join(folder, "broken");
  return {
    bases: [
      {
        bytes: Buffer.from(pem(ec)),
        read: (/** @type {Buffer} */ bytes) => `p8: ${credential(readApnsP8(bytes, identity))}`,
      },
      {
        bytes: Buffer.from(JSON.stringify(fcm, null, 2)),
        read: (/** @type {Buffer} */ bytes) => `fcm: ${credential(readServiceAccount(bytes, "fcm"))}`,
      },
      {
        bytes: snapshotIn(folder),
        read(/** @type {Buffer} */ bytes) {
          fs.writeFileSync(snapshot, proven(bytes.toString()));
          try {
            return `snapshot: ${readSnapshot(snapshot).rows.length > 0 ? "rows" : "empty"}`;
          } catch (error) {
            if (error instanceof BackendError) return "snapshot: refused";
            throw error;
          }
        },
      },
    ],
    pieces: pieces(text),
    read: ({ bytes, read }) => read(bytes),
    async close() {
      fs.rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** A snapshot of a database with an account in it. @param {string} folder */
function snapshotIn(folder) {
  const database = ["--database", `file:${path.join(folder, "backend.db")}`];
  const run = (/** @type {string[]} */ ...args) =>
    execFileSync(process.execPath, [path.join(root, "dist/cli/main.js"), ...args, ...database], {
      stdio: "ignore",
    });
  run("account", "add", "fuzz");
  const file = path.join(folder, "snapshot");
  run("snapshot", file);
  return fs.readFileSync(file);
}
