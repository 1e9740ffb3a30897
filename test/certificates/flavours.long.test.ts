import { X509Certificate } from "node:crypto";
import { readFileSync } from "node:fs";
import { asn1 } from "node-forge";
import { readApnsP12 } from "../../certificates";
import { share } from "../depth";
import { integer, octets } from "./der";
import { bundleId, type Certificate, describeWithOpenssl, Openssl, password, tomorrow } from "./openssl";
import { outcome, valueIn } from "./outcome";

const purpose = { now: tomorrow, environment: "production", bundleId } as const;
const cyrillic = "пароль-Ünïcødé-😀";
const des3 = ["-keypbe", "PBE-SHA1-3DES", "-certpbe", "PBE-SHA1-3DES"];
const pbes2 = (cipher: string) => ["-keypbe", cipher, "-certpbe", cipher];
const clear = ["-keypbe", "NONE", "-certpbe", "NONE"];

describeWithOpenssl("a .p12 of OpenSSL", () => {
  let openssl: Openssl;
  let keys: { rsa: Certificate; ec: Certificate };
  beforeAll(() => {
    openssl = new Openssl();
    keys = { rsa: openssl.certificate({}, openssl.key("rsa")), ec: openssl.certificate() };
  });
  afterAll(() => openssl.close());

  const flavours: [flavour: string, args: string[], password: string][] = [
    ["default: AES-256-CBC, PBKDF2, SHA-256 MAC", [], password],
    ["-legacy: RC2-40 and 3DES", ["-legacy"], password],
    ["-legacy, RC2-128", ["-legacy", "-certpbe", "PBE-SHA1-RC2-128"], password],
    ["PBE-SHA1-3DES, SHA-1 MAC", [...des3, "-macalg", "sha1"], password],
    ["PBE-SHA1-2DES", ["-keypbe", "PBE-SHA1-2DES", "-certpbe", "PBE-SHA1-2DES"], password],
    ["PBES2 with AES-128", pbes2("aes-128-cbc"), password],
    ["PBES2 with AES-192", pbes2("aes-192-cbc"), password],
    ["PBES2 with 3DES", pbes2("des-ede3-cbc"), password],
    ["SHA-384 MAC", ["-macalg", "sha384"], password],
    ["SHA-512 MAC", ["-macalg", "sha512"], password],
    ["SHA-224 MAC", ["-macalg", "sha224"], password],
    ["MD5 MAC", ["-macalg", "md5"], password],
    ["no MAC", ["-nomac"], password],
    ["no MAC, -legacy", ["-nomac", "-legacy"], password],
    ["empty password", [], ""],
    ["empty password, -legacy", ["-legacy"], ""],
    ["empty password, no MAC", ["-nomac"], ""],
    ["empty password, no MAC, -legacy", ["-nomac", "-legacy"], ""],
    ["password beyond ASCII", [], cyrillic],
    ["password beyond ASCII, -legacy", ["-legacy"], cyrillic],
    ["password beyond ASCII, SHA-512 MAC", ["-macalg", "sha512"], cyrillic],
    ["password beyond ASCII, no MAC", ["-nomac"], cyrillic],
    ["nothing encrypted", clear, password],
    ["nothing encrypted, no MAC", [...clear, "-nomac"], ""],
    ["one iteration", ["-iter", "1"], password],
    ["100,000 iterations", ["-iter", "100000"], password],
    ["as Java 8 does: 50,000 iterations, -legacy", ["-iter", "50000", "-legacy"], password],
    ["a friendly name beyond ASCII", ["-name", "Ключ 鍵"], password],
  ];

  test.each(share(flavours, 2))("%s", (_flavour, args, word) => {
    for (const certificate of [keys.rsa, keys.ec]) {
      const { fingerprint } = valueIn(readApnsP12(openssl.p12(certificate, args, word), word, purpose));
      const expected = new X509Certificate(readFileSync(certificate.file)).fingerprint256;
      expect(fingerprint).toBe(expected.replaceAll(":", "").toLowerCase());
    }
  });

  /** Where nothing is encrypted and nothing authenticated, no password can be wrong; and some are slow. */
  const untold = /^nothing encrypted, no MAC$|000 iterations/;
  const locked = flavours.filter(([flavour]) => !untold.test(flavour));
  test.each(share(locked, 2))("%s: another password", (_flavour, args, word) => {
    const p12 = openssl.p12(keys.ec, args, word);
    for (const other of ["wrong", word === "" ? " " : "", `${word} `, word.toUpperCase()]) {
      if (other === word) continue;
      const reading = readApnsP12(p12, other, purpose);
      expect(outcome(reading)).toBe("WrongPassword");
      expect(reading).toMatchObject({ failures: [{ field: "password" }] });
    }
  });

  test("with the chain beside the certificate, in any order", () => {
    const root = openssl.certificate({ commonName: "Example Root", userId: null, extensions: "" });
    const other = openssl.certificate({ commonName: "Example Intermediate", userId: null, extensions: "" });
    const chain = openssl.write(Buffer.concat([readFileSync(root.file), readFileSync(other.file)]));
    const after = openssl.p12(keys.rsa, ["-certfile", chain]);
    const before = openssl.p12({
      keyFile: keys.rsa.keyFile,
      file: openssl.write(Buffer.concat([readFileSync(chain), readFileSync(keys.rsa.file)])),
    });
    expect(valueIn(readApnsP12(after, password, purpose)).bundleId).toBe(bundleId);
    expect(valueIn(readApnsP12(before, password, purpose)).bundleId).toBe(bundleId);
  });

  test("in BER, without lengths and in chunks, as old exporters write it", () => {
    const file = openssl.p12(keys.rsa);
    const [, authSafe, mac] = partsOf(asn1.fromDer(file.toString("latin1")));
    const [type, content] = partsOf(authSafe);
    const bytes = bytesOf(partsOf(content)[0]);
    const chunks = [bytes.subarray(0, 1000), bytes.subarray(1000)].map((chunk) => octets(chunk));
    const data = endless(0x30, encoded(type), endless(0xa0, endless(0x24, ...chunks)));
    const ber = endless(0x30, integer(3), data, encoded(mac));
    expect(valueIn(readApnsP12(ber, password, purpose))).toEqual(
      valueIn(readApnsP12(file, password, purpose)),
    );
    expect(outcome(readApnsP12(ber.subarray(0, ber.length - 2), password, purpose))).toBe("Damaged");
  });

  test.each([
    ["RC4", ["-legacy", "-certpbe", "PBE-SHA1-RC4-128"]],
    ["Camellia", pbes2("camellia-256-cbc")],
    ["PBES1 with DES", ["-legacy", "-certpbe", "PBE-MD5-DES"]],
    ["a MAC with SHA3-256", ["-macalg", "sha3-256"]],
  ])("%s is refused as unsupported", (_what, args) => {
    expect(outcome(readApnsP12(openssl.p12(keys.ec, args), password, purpose))).toBe("UnsupportedEncryption");
  });
});

const partsOf = (node: asn1.Asn1 | undefined) => (typeof node?.value === "object" ? node.value : []);
const bytesOf = (node: asn1.Asn1 | undefined) =>
  Buffer.from(typeof node?.value === "string" ? node.value : "", "latin1");
const encoded = (node: asn1.Asn1 | undefined) =>
  node ? Buffer.from(asn1.toDer(node).getBytes(), "latin1") : Buffer.alloc(0);
/** The indefinite form: no length, and a mark at the end. */
const endless = (tag: number, ...parts: readonly Uint8Array[]) =>
  Buffer.concat([Buffer.from([tag, 0x80]), ...parts, Buffer.alloc(2)]);
