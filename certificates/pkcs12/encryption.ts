import { createDecipheriv } from "node:crypto";
import { count, ifWellFormed, Malformed, type Node, octets, oid, sequence } from "../der";
import { refuse } from "../failure";
import { loadForge } from "../forge";
import { type Digest, type Password, pbkdf2Key, pkcs12Key } from "./key-derivation";
import type { WorkBudget } from "./work-budget";

interface Cipher {
  /** Bytes. */
  readonly key: number;
  readonly iv: number;
  /** Undefined when the padding is wrong, as it nearly always is after decrypting with another key. */
  decrypt(key: Buffer, iv: Buffer, data: Buffer): Buffer | undefined;
}

const native = (name: string, key: number, iv: number): Cipher => ({
  key,
  iv,
  decrypt(key, iv, data) {
    const decipher = createDecipheriv(name, key, iv);
    const most = decipher.update(data);
    try {
      return Buffer.concat([most, decipher.final()]);
    } catch {
      return undefined;
    }
  },
});

/** OpenSSL 3 has it only in its legacy provider, which Node doesn't load: so this one is node-forge's. */
const rc2Cipher = (bits: number): Cipher => ({
  key: bits / 8,
  iv: 8,
  decrypt(key, iv, data) {
    const { rc2, util } = loadForge();
    const cipher = rc2.createDecryptionCipher(key.toString("latin1"), bits);
    cipher.start(iv.toString("latin1"));
    cipher.update(util.createBuffer(data.toString("latin1")));
    return cipher.finish() ? Buffer.from(cipher.output.getBytes(), "latin1") : undefined;
  },
});

/** RFC 7292, appendix C: key and IV both come from the password. RC4 (…12.1.1 and .2) nobody uses any more. */
const pkcs12Ciphers = new Map([
  ["1.2.840.113549.1.12.1.3", native("des-ede3-cbc", 24, 8)],
  ["1.2.840.113549.1.12.1.4", native("des-ede-cbc", 16, 8)],
  ["1.2.840.113549.1.12.1.5", rc2Cipher(128)],
  ["1.2.840.113549.1.12.1.6", rc2Cipher(40)],
]);

const pbes2 = "1.2.840.113549.1.5.13";
const pbkdf2 = "1.2.840.113549.1.5.12";

const pbes2Ciphers = new Map([
  ["1.2.840.113549.3.7", native("des-ede3-cbc", 24, 8)],
  ["2.16.840.1.101.3.4.1.2", native("aes-128-cbc", 16, 16)],
  ["2.16.840.1.101.3.4.1.22", native("aes-192-cbc", 24, 16)],
  ["2.16.840.1.101.3.4.1.42", native("aes-256-cbc", 32, 16)],
]);

const hmacWithSha1 = "1.2.840.113549.2.7";
/** HMAC by its digest, as the pseudo-random function of PBKDF2 and as the code of PBMAC1. */
export const hmacDigests = new Map<string, Digest>([
  [hmacWithSha1, "sha1"],
  ["1.2.840.113549.2.8", "sha224"],
  ["1.2.840.113549.2.9", "sha256"],
  ["1.2.840.113549.2.10", "sha384"],
  ["1.2.840.113549.2.11", "sha512"],
]);

export const unsupported = (what: string): never =>
  refuse(
    "UnsupportedEncryption",
    `is ${what}, which can't be read here: export it again with \`openssl pkcs12 -export\` (AES-256) or from Keychain Access`,
  );

/**
 * Decrypts what an AlgorithmIdentifier says how to decrypt. Undefined means that the password doesn't open it;
 * now and then a wrong one goes unnoticed and gives noise.
 */
export function decrypt(algorithm: Node | undefined, data: Buffer, password: Password, work: WorkBudget) {
  const [id, parameters] = sequence(algorithm);
  const scheme = oid(id);
  if (scheme === pbes2) return decryptPbes2(parameters, data, password, work);
  const cipher = pkcs12Ciphers.get(scheme) ?? unsupported(`encrypted with the algorithm ${scheme}`);
  const [salt, iterations] = sequence(parameters);
  const from = { password, salt: octets(salt), iterations: countOf(iterations) };
  const key = pkcs12Key("key", "sha1", { ...from, length: cipher.key }, work);
  const iv = pkcs12Key("iv", "sha1", { ...from, length: cipher.iv }, work);
  return cipher.decrypt(key, iv, data);
}

function decryptPbes2(parameters: Node | undefined, data: Buffer, password: Password, work: WorkBudget) {
  const [derivation, encryption] = sequence(parameters);
  const [scheme, ivNode] = sequence(encryption);
  const cipher = pbes2Ciphers.get(oid(scheme)) ?? unsupported(`encrypted with the cipher ${oid(scheme)}`);
  const iv = octets(ivNode);
  if (iv.length !== cipher.iv) throw new Malformed("an IV of another length");

  const { digest, length, ...from } = readPbkdf2(derivation, "encrypted");
  // The length may be written down; any but the cipher's is a mistake, and a huge one an attack.
  if (length !== undefined && length !== cipher.key) throw new Malformed("a key of another length");
  return cipher.decrypt(pbkdf2Key(digest, { ...from, password, length: cipher.key }, work), iv, data);
}

/** What an AlgorithmIdentifier of a key derivation says (RFC 8018, appendix A.2). */
export function readPbkdf2(derivation: Node | undefined, what: "encrypted" | "protected") {
  const [method, parameters] = sequence(derivation);
  if (oid(method) !== pbkdf2) unsupported(`${what} with a key from ${oid(method)} instead of PBKDF2`);
  const [salt, iterations, ...rest] = sequence(parameters);
  const length = ifWellFormed(() => count(rest[0]));
  const prf = length === undefined ? rest[0] : rest[1];
  const prfId = prf ? oid(sequence(prf)[0]) : hmacWithSha1;
  const digest = hmacDigests.get(prfId) ?? unsupported(`${what} with a key from PBKDF2 with ${prfId}`);
  return { salt: octets(salt), iterations: countOf(iterations), length, digest };
}

/** RFC 7292: at least one iteration; without any, the key would not depend on the password. */
export function countOf(iterations: Node | undefined): number {
  const found = count(iterations);
  if (found === 0) throw new Malformed("no iterations");
  return found;
}
