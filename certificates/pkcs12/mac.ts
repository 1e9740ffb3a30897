import { createHmac, timingSafeEqual } from "node:crypto";
import { Malformed, type Node, octets, oid, sequence } from "../der";
import { countOf, hmacDigests, readPbkdf2, unsupported } from "./encryption";
import { type Digest, type Password, pbkdf2Key, pkcs12Key } from "./key-derivation";
import type { WorkBudget } from "./work-budget";

/** RFC 9579; newer tools write it, OpenSSL since 3.4 when asked with `-pbmac1_pbkdf2`. */
const pbmac1 = "1.2.840.113549.1.5.14";

const digests = new Map<string, { readonly name: Digest; readonly length: number }>([
  ["1.2.840.113549.2.5", { name: "md5", length: 16 }],
  ["1.3.14.3.2.26", { name: "sha1", length: 20 }],
  ["2.16.840.1.101.3.4.2.4", { name: "sha224", length: 28 }],
  ["2.16.840.1.101.3.4.2.1", { name: "sha256", length: 32 }],
  ["2.16.840.1.101.3.4.2.2", { name: "sha384", length: 48 }],
  ["2.16.840.1.101.3.4.2.3", { name: "sha512", length: 64 }],
]);

/** Answers whether a password is the one that the file was made with. */
export type MacCheck = (password: Password, work: WorkBudget) => boolean;

/** @param data the MacData of a PFX @param content what the code is computed over */
export function readMac(data: Node, content: Buffer): MacCheck {
  const [digestInfo, saltNode, iterationsNode] = sequence(data);
  const [algorithm, expectedNode] = sequence(digestInfo);
  const [idNode, parameters] = sequence(algorithm);
  const id = oid(idNode);
  const expected = octets(expectedNode);
  // Its own parameters count, and those of MacData beside it don't.
  if (id === pbmac1) return readPbmac1(parameters, expected, content);
  const digest = digests.get(id) ?? unsupported(`protected by a code with the digest ${id}`);
  const salt = octets(saltNode);
  const iterations = iterationsNode ? countOf(iterationsNode) : 1;
  return (password, work) => {
    const from = { password, salt, iterations, length: digest.length };
    return isCode(expected, digest.name, pkcs12Key("mac", digest.name, from, work), content);
  };
}

/** In bytes: what RFC 9579 asks for at least, and more than any digest has. */
const keyLengths = { least: 20, most: 1024 };

function readPbmac1(parameters: Node | undefined, expected: Buffer, content: Buffer): MacCheck {
  const [derivation, scheme] = sequence(parameters);
  const { digest: prf, length, ...from } = readPbkdf2(derivation, "protected");
  const id = oid(sequence(scheme)[0]);
  const digest = hmacDigests.get(id) ?? unsupported(`protected by PBMAC1 with the code ${id}`);
  if (length === undefined || length < keyLengths.least || length > keyLengths.most) {
    throw new Malformed("a key length that RFC 9579 forbids");
  }
  return (password, work) =>
    isCode(expected, digest, pbkdf2Key(prf, { ...from, password, length }, work), content);
}

function isCode(expected: Buffer, digest: Digest, key: Buffer, content: Buffer): boolean {
  const found = createHmac(digest, key).update(content).digest();
  return found.length === expected.length && timingSafeEqual(found, expected);
}
