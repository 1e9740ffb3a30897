import { generateKeyPairSync } from "node:crypto";
import fc from "fast-check";
import {
  type ApnsCertificate,
  failureCodes,
  judgeApnsCertificate,
  openApnsP12,
  type Reading,
  readApnsP8,
  readApnsP12,
  readServiceAccount,
} from "../../certificates";
import { inputs } from "../depth";
import { bags, data, der, encrypted, encryptedData, macOf, pbes2, pfx, sequence } from "./der";
import { bundleId, type Certificate, describeWithOpenssl, Openssl, tomorrow } from "./openssl";
import { outcome, valueIn } from "./outcome";

const identity = { keyId: "ABC123DEFG", teamId: "DEF123GHIJ", bundleId };

/** An answer with a known code and something to say, whatever was asked. */
function expectAnswer(reading: Reading<unknown>) {
  if (reading.ok) return;
  expect(reading.failures.length).toBeGreaterThan(0);
  for (const { code, message } of reading.failures) {
    expect(failureCodes).toContain(code);
    expect(message).toMatch(/^(?:is|has|holds|must|asks|opens|expired) /);
  }
}

const bytes = fc.uint8Array({ maxLength: 400 });
/** Structures that are right to some depth, with anything inside. */
const almost = fc.oneof(
  bytes,
  bytes.map((content) => der(0x30, Buffer.from([2, 1, 3]), content)),
  bytes.map((content) => pfx([content])),
  bytes.map((content) => pfx([data(content)])),
  bytes.map((content) => pfx([data(sequence(content))])),
  bytes.map((content) => pfx([data(sequence(bags.certificate(content), bags.key(content)))])),
  bytes.map((content) => pfx([data(sequence(bags.shroudedKey(pbes2({ iterations: 1 }), content)))])),
  bytes.map((content) => pfx([encryptedData(pbes2({ iterations: 1 }), encrypted(content, "p"))])),
  bytes.map((content) => pfx([encryptedData(content, content)])),
  bytes.map((content) => pfx([], macOf(1, Buffer.from(content)))),
);

test("whatever the bytes, a .p12 is answered", () => {
  fc.assert(
    fc.property(almost, (file) => expectAnswer(openApnsP12(file, "p"))),
    { numRuns: inputs(500) },
  );
});

test("whatever the text, a .p8 and a service account are answered", () => {
  const pem = fc.string().map((body) => `-----BEGIN PRIVATE KEY-----\n${body}\n-----END PRIVATE KEY-----`);
  const base64Pem = bytes.map(
    (body) =>
      `-----BEGIN PRIVATE KEY-----\n${Buffer.from(body).toString("base64")}\n-----END PRIVATE KEY-----`,
  );
  const text = fc.oneof(fc.string({ unit: "binary" }), fc.json(), pem, base64Pem);
  fc.assert(
    fc.property(text, (file) => {
      expectAnswer(readApnsP8(file, identity));
      expectAnswer(readServiceAccount(file, "fcm"));
      expectAnswer(readServiceAccount(file, "harmonyos"));
      expectAnswer(readServiceAccount(JSON.stringify({ private_key: file }), "harmonyos"));
    }),
  );
});

test("whatever stands in a field, the fault is told by that field's name", () => {
  const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 1024 });
  const file = {
    project_id: "101653523863785276",
    key_id: "18366af0b4b44dd8bb4a77184d04704f",
    private_key: privateKey.export({ type: "pkcs8", format: "pem" }),
    sub_account: "101783233",
    auth_uri: "https://oauth-login.cloud.huawei.com/oauth2/v3/authorize",
    token_uri: "https://oauth-login.cloud.huawei.com/oauth2/v3/token",
  };
  fc.assert(
    fc.property(fc.constantFrom(...Object.keys(file)), fc.jsonValue(), (field, value) => {
      const reading = readServiceAccount(JSON.stringify({ ...file, [field]: value }), "harmonyos");
      if (!reading.ok) expect(reading.failures.map((failure) => failure.field)).toEqual([field]);
    }),
  );
});

const day = 86_400_000;
const someCertificate: fc.Arbitrary<ApnsCertificate> = fc.record({
  fingerprint: fc.constant("00"),
  subject: fc.constant(""),
  commonName: fc.constant(""),
  bundleId: fc.constantFrom("com.example.shop", "com.example.*", "com.example.other"),
  kind: fc.constantFrom("app", "voip", "watch"),
  topics: fc.constant([]),
  environments: fc.subarray(["development", "production"] as const),
  notBefore: fc.integer({ min: 0, max: 100 }).map((days) => new Date(days * day)),
  notAfter: fc.integer({ min: 0, max: 100 }).map((days) => new Date(days * day)),
});

test("a certificate serves a purpose exactly when app, environment and term fit", () => {
  const purpose = fc.record(
    {
      now: fc.integer({ min: 0, max: 100 }).map((days) => new Date(days * day)),
      environment: fc.constantFrom("development", "production"),
      bundleId: fc.constantFrom("com.example.shop", "com.example.other"),
    },
    { requiredKeys: ["now"] },
  );
  fc.assert(
    fc.property(someCertificate, purpose, (certificate, { now, environment, bundleId }) => {
      const fits =
        !certificate.bundleId.includes("*") &&
        (bundleId === undefined || bundleId === certificate.bundleId) &&
        (environment === undefined || certificate.environments.includes(environment)) &&
        certificate.notBefore <= now &&
        now <= certificate.notAfter;
      expect(judgeApnsCertificate(certificate, { now, environment, bundleId }) === undefined).toBe(fits);
    }),
  );
});

describeWithOpenssl("with OpenSSL", () => {
  let openssl: Openssl;
  let certificate: Certificate;
  beforeAll(() => {
    openssl = new Openssl();
    certificate = openssl.certificate();
  });
  afterAll(() => openssl.close());

  test("whatever the password, it opens what it closed, and nothing else does", () => {
    const word = fc.string({ unit: "grapheme", maxLength: 40 }).filter((text) => !text.includes("\0"));
    const how = fc.constantFrom(["-iter", "1"], ["-iter", "2", "-legacy"], ["-iter", "1", "-nomac"]);
    const purpose = { now: tomorrow, bundleId };
    fc.assert(
      fc.property(word, word, how, (right, wrong, args) => {
        fc.pre(right !== wrong);
        const file = openssl.p12(certificate, args, right);
        expect(valueIn(readApnsP12(file, right, purpose)).bundleId).toBe(bundleId);
        expect(outcome(readApnsP12(file, wrong, purpose))).toBe("WrongPassword");
      }),
      { numRuns: inputs(25) },
    );
  });

  test("reading twice is reading once", () => {
    const file = openssl.p12(certificate);
    expect(openApnsP12(file, "wrong")).toEqual(openApnsP12(file, "wrong"));
    expect(openApnsP12(file, "")).toEqual(openApnsP12(file, ""));
  });
});
