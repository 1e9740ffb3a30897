import { generateKeyPairSync } from "node:crypto";
import { readFileSync } from "node:fs";
import { inspect } from "node:util";
import { openApnsP12, type Reading, readApnsP8, readApnsP12, readServiceAccount } from "../../certificates";
import { describeWithOpenssl, Openssl, tomorrow } from "./openssl";

const word = "PLANTED-PASSWORD-5d41";
const identity = { keyId: "ABC123DEFG", teamId: "DEF123GHIJ", bundleId: "com.example.shop" };

/** Every run of 12 characters of a key's text. */
const pieces = (text: string) => {
  const base64 = text.replace(/-----[A-Z ]+-----|\s/g, "");
  return Array.from({ length: Math.max(0, base64.length - 12) }, (_, start) =>
    base64.slice(start, start + 12),
  );
};

/** All that a caller could print of an answer. */
function expectSilence(reading: Reading<unknown>, secrets: readonly string[]) {
  const shown = `${JSON.stringify(reading)}${inspect(reading, { depth: 10, showHidden: true })}`;
  expect(secrets.filter((secret) => shown.includes(secret))).toEqual([]);
}

describeWithOpenssl("no answer holds a password or a piece of a key", () => {
  let openssl: Openssl;
  beforeAll(() => {
    openssl = new Openssl();
  });
  afterAll(() => openssl.close());

  test("of a .p12, opened or not", () => {
    const push = openssl.certificate();
    const key = readFileSync(push.keyFile, "utf8");
    const secrets = [word, ...pieces(key)];
    const quick = ["-iter", "1"];
    const files = [
      openssl.p12(push, quick, word),
      openssl.p12(push, [...quick, "-nocerts"], word),
      openssl.p12(push, [...quick, "-nokeys"], word),
      openssl.p12(push, [...quick, "-nomac", "-keypbe", "NONE", "-certpbe", "NONE"], word),
      Buffer.from(key),
      Buffer.from(word),
    ];
    for (const file of files) {
      for (const tried of [word, `${word}-other`, ""]) {
        expectSilence(openApnsP12(file, tried), secrets);
        expectSilence(readApnsP12(file, tried, { now: tomorrow, bundleId: "com.example.other" }), secrets);
        expectSilence(openApnsP12(file.subarray(0, file.length - 40), tried), secrets);
        expectSilence(openApnsP12(Buffer.concat([file, Buffer.from(key)]), tried), secrets);
      }
    }
  });
});

describe("no answer holds a piece of a key", () => {
  const key = (type: "rsa" | "ec") =>
    (type === "rsa"
      ? generateKeyPairSync("rsa", { modulusLength: 2048 })
      : generateKeyPairSync("ec", { namedCurve: "prime256v1" })
    ).privateKey
      .export({ type: "pkcs8", format: "pem" })
      .toString();

  test.each([key("ec"), key("rsa")])("of a .p8 or a service account", (pem) => {
    const secrets = pieces(pem);
    const texts = [
      pem,
      pem.slice(0, -60),
      pem.replaceAll("\n", "\\n"),
      pem.replace("PRIVATE", "PUBLIC"),
      pem.slice(30),
    ];
    for (const text of texts) {
      expectSilence(readApnsP8(text, identity), secrets);
      expectSilence(readApnsP8(text, { ...identity, keyId: "x" }), secrets);
      for (const vendor of ["fcm", "harmonyos"] as const) {
        const json = JSON.stringify({ type: "service_account", private_key: text });
        for (const file of [text, json, json.slice(0, -3), JSON.stringify(text), JSON.stringify([text])]) {
          expectSilence(readServiceAccount(file, vendor), secrets);
        }
      }
    }
  });

  test("nor a legacy server key", () => {
    const serverKey = `AAAAabc_-12:APA91b${"PLANTED".repeat(20)}`;
    expectSilence(readServiceAccount(serverKey, "fcm"), ["PLANTED"]);
    expectSilence(readServiceAccount(JSON.stringify({ server_key: serverKey }), "fcm"), ["PLANTED"]);
  });
});
