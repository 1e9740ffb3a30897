import { createHash, createPublicKey, generateKeyPairSync } from "node:crypto";
import { maxFileBytes, readApnsP8 } from "../../certificates";
import { pfx } from "./der";
import { messages, outcome, valueIn } from "./outcome";

const identity = { keyId: "ABC123DEFG", teamId: "DEF123GHIJ", bundleId: "com.example.shop" };
const { privateKey } = generateKeyPairSync("ec", { namedCurve: "prime256v1" });
const pem = privateKey.export({ type: "pkcs8", format: "pem" }).toString();
const pkcs8 = (key: typeof privateKey) => key.export({ type: "pkcs8", format: "pem" }).toString();
const publicKey = createPublicKey(privateKey);
const encryptedDer = () =>
  privateKey.export({ type: "pkcs8", format: "der", cipher: "aes-256-cbc", passphrase: "x" });
const cut = (text: string) => text.slice(0, text.length / 2);

test("a key of Apple's form: its fingerprint is that of the public half", () => {
  const spki = createPublicKey(privateKey).export({ type: "spki", format: "der" });
  const fingerprint = createHash("sha256").update(spki).digest("hex");
  expect(valueIn(readApnsP8(pem, identity))).toEqual({ ...identity, fingerprint });
});

test.each([
  ["as bytes", Buffer.from(pem)],
  ["with Windows line ends", pem.replaceAll("\n", "\r\n")],
  ["with a mark and blanks around it", `\uFEFF\n ${pem}\n\n`],
  ["without a line end at its end", pem.trimEnd()],
  ["on one line", pem.replace(/\n(?=[A-Za-z0-9+/=]+\n)/g, "")],
])("the same key %s", (_form, file) => {
  expect(readApnsP8(file, identity)).toEqual(readApnsP8(pem, identity));
});

test.each([
  [
    "an EC key on P-384",
    () => pkcs8(generateKeyPairSync("ec", { namedCurve: "secp384r1" }).privateKey),
    "WrongKeyType",
  ],
  [
    "an EC key on secp256k1",
    () => pkcs8(generateKeyPairSync("ec", { namedCurve: "secp256k1" }).privateKey),
    "WrongKeyType",
  ],
  ["an RSA key", () => pkcs8(generateKeyPairSync("rsa", { modulusLength: 1024 }).privateKey), "WrongKeyType"],
  ["an Ed25519 key", () => pkcs8(generateKeyPairSync("ed25519").privateKey), "WrongKeyType"],
  [
    "an encrypted key",
    () =>
      privateKey.export({ type: "pkcs8", format: "pem", cipher: "aes-256-cbc", passphrase: "x" }).toString(),
    "EncryptedKey",
  ],
  [
    "a key in the form of SEC 1",
    () => privateKey.export({ type: "sec1", format: "pem" }).toString(),
    "NotP8",
  ],
  [
    "a public key",
    () => createPublicKey(privateKey).export({ type: "spki", format: "pem" }).toString(),
    "NotP8",
  ],
  ["a certificate", () => "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----", "NotP8"],
  ["the key as DER", () => privateKey.export({ type: "pkcs8", format: "der" }), "NotP8"],
  ["a key cut off", () => cut(pem), "NotP8"],
  ["a key with letters changed", () => pem.replace(/M/g, "*"), "NotP8"],
  ["a key with its middle lost", () => pem.replace(/\n[A-Za-z0-9+/]{64}\n/, "\n"), "NotP8"],
  ["line breaks written as \\n", () => pem.replaceAll("\n", "\\n"), "NotP8"],
  ["nothing", () => "", "NotP8"],
  ["JSON", () => "{}", "NotP8"],
  ["60 kB of blanks", () => `-----BEGIN PRIVATE KEY-----${" ".repeat(60_000)}`, "NotP8"],
  ["60 kB of beginnings", () => "-----BEGIN PRIVATE KEY-----".repeat(2200), "NotP8"],
  ["more than the limit", () => " ".repeat(maxFileBytes + 1), "TooLarge"],
])("%s: %p", (_what, file, code) => {
  expect(outcome(readApnsP8(file(), identity))).toBe(code);
});

test.each<[string, () => string | Uint8Array, RegExp]>([
  ["the key in UTF-16", () => Buffer.from(`\uFEFF${pem}`, "utf16le"), /UTF-16, and in it .*in UTF-8/],
  [
    "the same, read as UTF-8",
    () => Buffer.from(`\uFEFF${pem}`, "utf16le").toString("utf8"),
    /UTF-16, and in it .*in UTF-8/,
  ],
  ["base64 of the key's text", () => Buffer.from(pem).toString("base64"), /base64 text, and in it/],
  ["the key as DER", () => privateKey.export({ type: "pkcs8", format: "der" }), /binary form \(DER\)/],
  ["its encrypted form as DER", () => encryptedDer(), /an encrypted private key in binary form/],
  [
    "its public half as DER",
    () => publicKey.export({ type: "spki", format: "der" }),
    /a public key in binary/,
  ],
  ["its public half", () => publicKey.export({ type: "spki", format: "pem" }), /text of a public key/],
  ["a CSR", () => "-----BEGIN CERTIFICATE REQUEST-----\nMIIB\n-----END CERTIFICATE REQUEST-----", /CSR/],
  ["a .p7b", () => "-----BEGIN PKCS7-----\nMIIB\n-----END PKCS7-----", /\(\.p7b\)/],
  ["a .p12", () => pfx([]), /is a \.p12 file.*declare it as p12/],
  ["a ZIP archive", () => Buffer.from("504b03040a00", "hex"), /ZIP archive.*unpack it/],
  ["nothing", () => "", /is empty/],
])("%s is named", (_what, file, pattern) => {
  expect(messages(readApnsP8(file(), identity))).toMatch(pattern);
});

describe("what doesn't stand in the file", () => {
  test.each([
    ["keyId", "ABC123DEFG", undefined],
    ["keyId", "abc123defg", "InvalidKeyId"],
    ["keyId", "ABC123DEF", "InvalidKeyId"],
    ["keyId", "ABC123DEFGH", "InvalidKeyId"],
    ["keyId", "ABC123DEFG\n", "InvalidKeyId"],
    ["keyId", "", "InvalidKeyId"],
    ["teamId", "def123ghij", "InvalidTeamId"],
    ["teamId", "DEF123GHI-", "InvalidTeamId"],
    ["teamId", "", "InvalidTeamId"],
    ["bundleId", "com.example.shop-2", undefined],
    ["bundleId", "shop", undefined],
    ["bundleId", "com.example.*", "WildcardBundleId"],
    ["bundleId", "*", "WildcardBundleId"],
    ["bundleId", "com.example_shop", "InvalidBundleId"],
    ["bundleId", ".com", "InvalidBundleId"],
    ["bundleId", "com.", "InvalidBundleId"],
    ["bundleId", "com.example.shop\n", "InvalidBundleId"],
    ["bundleId", "", "InvalidBundleId"],
  ])("%s %p: %p", (field, value, code) => {
    const reading = readApnsP8(pem, { ...identity, [field]: value });
    expect(outcome(reading)).toBe(code ?? "ok");
    if (code) expect(reading).toMatchObject({ failures: [{ field }] });
  });

  test("all faults are told at once, with an example each", () => {
    const reading = readApnsP8(pem, { keyId: "", teamId: "", bundleId: "" });
    expect(reading).toMatchObject({
      failures: [{ field: "keyId" }, { field: "teamId" }, { field: "bundleId" }],
    });
    for (const line of messages(reading).split("\n")) expect(line).toMatch(/for example "[\w.]+"/);
  });
});
