import { generateKeyPairSync } from "node:crypto";
import type { Bag } from "../../../ground/bag";
import { Backend } from "../backend";
import { application, idOf, pushCertificate } from "../engine/declarations";
import { fcmAccount, forms, harmonyosAccount, p8, p8Form, rsa } from "./forms";

let backend: Backend;
beforeAll(async () => {
  backend = await Backend.open();
});
afterAll(() => backend.close());

const key = rsa();
const fcm = (changes: Bag): Bag => ({ vendor: "fcm", serviceAccount: fcmAccount(key, changes) });
const legacyKey = `AAAAabc_-12:APA91b${"PLANTED".repeat(20)}`;
const rsaP8 = generateKeyPairSync("rsa", { modulusLength: 1_024 }).privateKey.export({
  type: "pkcs8",
  format: "pem",
});

/** A form, where it fails, and what is said. */
const rows: [string, Bag, string, RegExp][] = [
  [
    "a legacy FCM vendor",
    { vendor: "fcm-legacy", serverKey: legacyKey },
    "vendor",
    /switched the legacy FCM API.*"fcm".*service account/,
  ],
  [
    "FCM with a sender id",
    { ...fcm({}), senderId: "1234" },
    "senderId",
    /isn't known there.*switched the legacy FCM API/,
  ],
  [
    "a legacy server key as account",
    { vendor: "fcm", serviceAccount: legacyKey },
    "serviceAccount",
    /is a legacy FCM server key.*June 2024/,
  ],
  [
    "google-services.json",
    { vendor: "fcm", serviceAccount: '{"project_info": {}, "client": []}' },
    "serviceAccount",
    /is google-services\.json/,
  ],
  [
    "an account without its key",
    fcm({ private_key: undefined }),
    "serviceAccount",
    /has a field "private_key" that is missing/,
  ],
  [
    "an account that sends its assertions elsewhere",
    fcm({ token_uri: "https://evil.example/token" }),
    "serviceAccount",
    /"token_uri" that must be an https address of/,
  ],
  [
    "an account of Huawei's for FCM",
    { vendor: "fcm", serviceAccount: harmonyosAccount(key) },
    "serviceAccount",
    /is Huawei's service account/,
  ],
  [
    "an account of Google's for HarmonyOS",
    { vendor: "harmonyos", serviceAccount: fcmAccount(key) },
    "serviceAccount",
    /is Google's service account/,
  ],
  ["an RSA key as .p8", p8Form({ file: String(rsaP8) }), "file", /must hold an EC key on P-256/],
  ["a .p8 cut off", p8Form({ file: p8().slice(0, 90) }), "file", /damaged/],
  [
    "a .p8 by its path",
    p8Form({ file: "./AuthKey_ABC123DEFG.p8" }),
    "file",
    /must begin with "-----BEGIN PRIVATE KEY-----"/,
  ],
  ["a .p8 that is too large", p8Form({ file: p8() + " ".repeat(70_000) }), "file", /at most 64 KiB/],
  [
    "a secret that is what a state holds",
    { ...forms.huawei, appSecret: `sha256:${"0".repeat(64)}` },
    "appSecret",
    /what a state holds in the place of a secret/,
  ],
  [
    "a file that is what a state holds",
    p8Form({ file: `sha256:${"0".repeat(64)}` }),
    "file",
    /what a state holds in the place of a secret/,
  ],
  [
    "a vendor nobody knows",
    { ...forms.huawei, vendor: "nokia" },
    "vendor",
    /must be one of "apns-p12",.*"harmonyos"/,
  ],
];

test.each(rows)(
  "%s is refused at preview, and its secrets aren't repeated",
  async (_, platform, field, says) => {
    const program = [application("app"), pushCertificate("push", { application: idOf("app"), platform })];
    const { failures, writes } = await backend.engine().preview(program);
    expect(failures.length).toBeGreaterThan(0);
    expect(failures.map(({ property }) => property)).toEqual(failures.map(() => ""));
    expect(failures.some(({ reason }) => reason.startsWith(`platform.${field}: `) && says.test(reason))).toBe(
      true,
    );
    const said = JSON.stringify(failures);
    for (const secret of ["PLANTED", key.split("\n")[1] ?? ""]) expect(said).not.toContain(secret);
    expect(writes).toEqual([]);
  },
);
