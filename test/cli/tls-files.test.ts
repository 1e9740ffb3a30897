import { createPrivateKey } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readTlsPair } from "../../cli/operator/tls-files";
import { selfSigned } from "./certificate";

const folder = mkdtempSync(join(tmpdir(), "tencentrtc-tls-files-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const term = { from: new Date(Date.now() - 86_400_000), to: new Date(Date.now() + 86_400_000) };
const [own, foreign] = [selfSigned(["rtc.test"], [], term), selfSigned(["other.test"], [], term)];
const encrypted = (type: "pkcs1" | "pkcs8") =>
  createPrivateKey(own.key)
    .export({ type, format: "pem", cipher: "aes-256-cbc", passphrase: "secret" })
    .toString();
const cut = (pem: string) => pem.replace(/(?<=-----\r?\n)[\s\S]{40}/, "");

const file = (name: string, text: string): string => {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
};

test("a certificate with its key, and one with its chain, are taken", () => {
  expect(readTlsPair(file("a.pem", own.cert), file("a.key", own.key))).toEqual(own);
  const chain = own.cert + foreign.cert;
  expect(readTlsPair(file("b.pem", chain), file("b.key", own.key)).cert).toBe(chain);
});

test.each<[string, string, string, RegExp]>([
  [
    "swapped files",
    own.key,
    own.cert,
    /^--tls-cert: .*cert\.pem holds a private key and no certificate; .*are the two swapped\?$/,
  ],
  [
    "two certificates",
    own.cert,
    own.cert,
    /^--tls-key: .*key\.pem holds a certificate and no private key; .*swapped\?$/,
  ],
  [
    "a foreign key",
    own.cert,
    foreign.key,
    /^--tls-key: .*key\.pem isn't the key of the certificate in .*cert\.pem \(CN=rtc\.test\): give the two/,
  ],
  [
    "a chain in the wrong order",
    foreign.cert + own.cert,
    own.key,
    /isn't the key .* in a chain the server's own certificate comes first/,
  ],
  [
    "an encrypted PKCS #8 key",
    own.cert,
    encrypted("pkcs8"),
    /^--tls-key: the key in .* is encrypted, .*`openssl pkey -in .* -out server\.key`/,
  ],
  ["an encrypted traditional key", own.cert, encrypted("pkcs1"), /^--tls-key: the key in .* is encrypted/],
  [
    "an empty certificate",
    "",
    own.key,
    /^--tls-cert: .* holds no certificate in PEM; `openssl x509 -inform der/,
  ],
  ["an empty key", own.cert, "", /^--tls-key: .* holds no private key in PEM/],
  [
    "a certificate that is cut off",
    cut(own.cert),
    own.key,
    /^--tls-cert: the certificate in .* can't be read .* cut off or damaged/,
  ],
  [
    "a key that is cut off",
    own.cert,
    cut(own.key),
    /^--tls-key: the key in .* can't be read .* cut off or damaged/,
  ],
])("%s are told with the option, the file and what to do", (_name, cert, key, expected) => {
  const read = () => readTlsPair(file("cert.pem", cert), file("key.pem", key));
  expect(read).toThrow(
    expect.objectContaining({ name: "UserError", message: expect.stringMatching(expected) }),
  );
});

test("a file that isn't there is told by its option", () => {
  expect(() => readTlsPair(join(folder, "none.pem"), join(folder, "a.key"))).toThrow(
    /^--tls-cert: .*none\.pem can't be read \(ENOENT\): name a file/,
  );
});
