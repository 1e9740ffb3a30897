import { createHash, createPublicKey, generateKeyPairSync } from "node:crypto";
import { maxFileBytes, readServiceAccount } from "../../certificates";
import { messages, outcome, valueIn } from "./outcome";

const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
const pem = privateKey.export({ type: "pkcs8", format: "pem" }).toString();
const ecPem = generateKeyPairSync("ec", { namedCurve: "prime256v1" })
  .privateKey.export({ type: "pkcs8", format: "pem" })
  .toString();
const fingerprint = createHash("sha256")
  .update(createPublicKey(privateKey).export({ type: "spki", format: "der" }))
  .digest("hex");

const fcm = {
  type: "service_account",
  project_id: "shop-1a2b3",
  private_key_id: "0123456789abcdef0123456789abcdef01234567",
  private_key: pem,
  client_email: "firebase-adminsdk-ab12c@shop-1a2b3.iam.gserviceaccount.com",
  client_id: "104000000000000000000",
  auth_uri: "https://accounts.google.com/o/oauth2/auth",
  token_uri: "https://oauth2.googleapis.com/token",
  auth_provider_x509_cert_url: "https://www.googleapis.com/oauth2/v1/certs",
  client_x509_cert_url: "https://www.googleapis.com/robot/v1/metadata/x509/firebase-adminsdk-ab12c",
  universe_domain: "googleapis.com",
};
const login = "https://oauth-login.cloud.huawei.com/oauth2/v3";
const harmonyos = {
  project_id: "101653523863785276",
  key_id: "18366af0b4b44dd8bb4a77184d04704f",
  private_key: pem,
  sub_account: "101783233",
  auth_uri: `${login}/authorize`,
  token_uri: `${login}/token`,
  auth_provider_cert_uri: `${login}/certs`,
  client_cert_uri: `${login}/x509?client_id=`,
};
const examples = { fcm, harmonyos };
type Vendor = keyof typeof examples;

const read = (vendor: Vendor, changes: object = {}) =>
  readServiceAccount(JSON.stringify({ ...examples[vendor], ...changes }), vendor);

test("FCM v1", () => {
  expect(valueIn(read("fcm"))).toEqual({
    vendor: "fcm",
    fingerprint,
    projectId: fcm.project_id,
    keyId: fcm.private_key_id,
    clientEmail: fcm.client_email,
  });
});

test("HarmonyOS", () => {
  expect(valueIn(read("harmonyos"))).toEqual({
    vendor: "harmonyos",
    fingerprint,
    projectId: harmonyos.project_id,
    keyId: harmonyos.key_id,
    subAccount: harmonyos.sub_account,
  });
});

test.each<[string, (text: string) => string | Uint8Array]>([
  ["as bytes", (text) => Buffer.from(text)],
  ["with a mark and blanks around it", (text) => `\uFEFF  ${text}\r\n`],
  ["indented", (text) => JSON.stringify(JSON.parse(text), null, 4)],
])("the same file %s", (_form, change) => {
  expect(valueIn(readServiceAccount(change(JSON.stringify(fcm)), "fcm")).fingerprint).toBe(fingerprint);
});

describe("fields", () => {
  const required: [Vendor, string][] = [
    ...["type", "project_id", "private_key_id", "private_key", "client_email", "token_uri"].map(
      (field): [Vendor, string] => ["fcm", field],
    ),
    ...["project_id", "key_id", "private_key", "sub_account", "auth_uri", "token_uri"].map(
      (field): [Vendor, string] => ["harmonyos", field],
    ),
  ];

  test.each(required)("%s: %s is needed", (vendor, field) => {
    const missing = read(vendor, { [field]: undefined });
    expect(missing).toMatchObject({ failures: [{ code: "MissingField", field }] });
    expect(messages(missing)).toMatch(/is missing: it must be/);
    for (const value of [null, 7, {}, [], true, ""]) {
      const reading = read(vendor, { [field]: value });
      expect(["InvalidField", "InvalidPrivateKey"]).toContain(outcome(reading));
      expect(reading).toMatchObject({ failures: [{ field }] });
    }
  });

  test.each<[Vendor, string]>([
    ["fcm", "client_id"],
    ["fcm", "auth_uri"],
    ["fcm", "universe_domain"],
    ["harmonyos", "auth_provider_cert_uri"],
    ["harmonyos", "client_cert_uri"],
  ])("%s: %s may be left out", (vendor, field) => {
    expect(outcome(read(vendor, { [field]: undefined }))).toBe("ok");
  });

  test.each<[Vendor, string, unknown]>([
    ["fcm", "type", "authorized_user"],
    ["fcm", "type", "external_account"],
    ["fcm", "project_id", "Shop"],
    ["fcm", "project_id", "shop"],
    ["fcm", "private_key_id", "xyz"],
    ["fcm", "client_email", "jane@example.com"],
    ["fcm", "client_email", "x@evil.example/.gserviceaccount.com"],
    ["fcm", "token_uri", "http://oauth2.googleapis.com/token"],
    ["fcm", "token_uri", "https://oauth2.googleapis.com.evil.example/token"],
    ["fcm", "token_uri", "https://evilgoogleapis.com/token"],
    ["fcm", "token_uri", "https://oauth2.googleapis.com@evil.example/token"],
    ["fcm", "token_uri", "https://me:secret@oauth2.googleapis.com/token"],
    ["fcm", "token_uri", "oauth2.googleapis.com"],
    ["fcm", "auth_uri", "https://evil.example"],
    ["harmonyos", "token_uri", "https://huawei.com.evil.example/token"],
    ["harmonyos", "project_id", "my project"],
    ["harmonyos", "sub_account", "x".repeat(201)],
  ])("%s: %s can't be %p", (vendor, field, value) => {
    expect(read(vendor, { [field]: value })).toMatchObject({ failures: [{ code: "InvalidField", field }] });
  });

  test.each<[Vendor, string, unknown]>([
    ["fcm", "project_id", "example.com:shop-1a2b3"],
    ["fcm", "client_email", "104000000000-compute@developer.gserviceaccount.com"],
    ["fcm", "client_email", "shop-1a2b3@appspot.gserviceaccount.com"],
    ["fcm", "token_uri", "https://accounts.google.com/o/oauth2/token"],
    ["fcm", "added_by_google_one_day", { deep: [] }],
    ["harmonyos", "project_id", "dev7519896637536769923"],
  ])("%s: %s may be %p", (vendor, field, value) => {
    expect(outcome(read(vendor, { [field]: value }))).toBe("ok");
  });

  test("all faults are told at once", () => {
    expect(read("fcm", { project_id: undefined, token_uri: "x", client_email: 1 })).toMatchObject({
      failures: [
        { code: "MissingField", field: "project_id" },
        { code: "InvalidField", field: "client_email" },
        { code: "InvalidField", field: "token_uri" },
      ],
    });
  });
});

describe("the private key", () => {
  test.each<[string, string, RegExp]>([
    ["of another kind", ecPem, /must be an RSA key/],
    [
      "in the form of PKCS #1",
      privateKey.export({ type: "pkcs1", format: "pem" }).toString(),
      /must begin with/,
    ],
    ["cut off", pem.slice(0, 800), /damaged or cut off/],
    ["with its line breaks escaped twice", pem.replaceAll("\n", "\\n"), /escaped twice/],
    ["with a part lost", pem.replace(/\n[A-Za-z0-9+/]{64}\n/, "\n"), /no key can be read/],
    ["masked", "*****", /must begin with/],
  ])("%s", (_what, key, pattern) => {
    for (const vendor of ["fcm", "harmonyos"] as const) {
      const reading = read(vendor, { private_key: key });
      expect(reading).toMatchObject({ failures: [{ code: "InvalidPrivateKey", field: "private_key" }] });
      expect(messages(reading)).toMatch(pattern);
    }
  });
});

describe("other files", () => {
  const legacyKey = `AAAAabc_-12:APA91b${"x".repeat(134)}`;
  const googleServices = JSON.stringify({ project_info: { project_id: "shop" }, client: [] });

  test.each<[string, string, Vendor, string, RegExp]>([
    ["a legacy server key", legacyKey, "fcm", "FcmServerKey", /June 2024.*Generate new private key/],
    ["a legacy server key in quotes", JSON.stringify(legacyKey), "fcm", "FcmServerKey", /June 2024/],
    ["an older legacy server key", `AIza${"y".repeat(35)}`, "fcm", "FcmServerKey", /service account/],
    ["google-services.json", googleServices, "fcm", "OtherFile", /is google-services\.json/],
    ["google-services.json", googleServices, "harmonyos", "OtherFile", /API Console/],
    [
      "GoogleService-Info.plist",
      '<?xml version="1.0"?><plist/>',
      "fcm",
      "OtherFile",
      /GoogleService-Info\.plist/,
    ],
    [
      "agconnect-services.json",
      '{"agcgw":{},"client":{}}',
      "harmonyos",
      "OtherFile",
      /agconnect-services\.json/,
    ],
    ["a web app's configuration", '{"apiKey":"AIza","projectId":"shop"}', "fcm", "OtherFile", /web app/],
    ["an OAuth client", '{"installed":{}}', "fcm", "OtherFile", /OAuth/],
    ["Huawei's file for FCM", JSON.stringify(harmonyos), "fcm", "OtherVendor", /Huawei's/],
    ["Google's file for HarmonyOS", JSON.stringify(fcm), "harmonyos", "OtherVendor", /Google's/],
    ["base64", Buffer.from(JSON.stringify(fcm)).toString("base64"), "fcm", "NotJson", /base64/],
    [
      "UTF-16",
      Buffer.from(`\uFEFF${JSON.stringify(fcm)}`, "utf16le").toString("utf8"),
      "fcm",
      "NotJson",
      /is text in UTF-16, and in it JSON/,
    ],
    ["a ZIP archive", "PK\u0003\u0004", "fcm", "NotJson", /is a ZIP archive/],
    ["a PEM", pem, "fcm", "NotJson", /whole JSON file/],
    ["half of the file", JSON.stringify(fcm).slice(0, 500), "fcm", "NotJson", /must be the JSON file/],
    ["nothing", "", "fcm", "NotJson", /Firebase console/],
    ["null", "null", "harmonyos", "NotJson", /API Console/],
    ["a list", "[]", "fcm", "NotJson", /Firebase console/],
    ["60,000 brackets", "[".repeat(60_000), "fcm", "NotJson", /Firebase console/],
    ["more than the limit", " ".repeat(maxFileBytes + 1), "fcm", "TooLarge", /KiB/],
  ])("%s", (_what, text, vendor, code, pattern) => {
    const reading = readServiceAccount(text, vendor);
    expect(outcome(reading)).toBe(code);
    expect(messages(reading)).toMatch(pattern);
  });
});
