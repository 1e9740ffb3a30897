import { createHmac, timingSafeEqual } from "node:crypto";
import { type Node, octets, oid, sequence } from "../der";
import { refuse } from "../failure";
import { countOf, unsupported } from "./encryption";
import { type Digest, type Password, pkcs12Key } from "./key-derivation";
import type { Work } from "./work";

/** RFC 9579; OpenSSL writes it since 3.4, when asked with `-pbmac1_pbkdf2`. */
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
export type MacCheck = (password: Password, work: Work) => boolean;

/** @param data the MacData of a PFX @param content what the code is computed over */
export function readMac(data: Node, content: Buffer): MacCheck {
  const [digestInfo, saltNode, iterationsNode] = sequence(data);
  const [algorithm, expectedNode] = sequence(digestInfo);
  const id = oid(sequence(algorithm)[0]);
  if (id === pbmac1) {
    refuse(
      "Pbmac1",
      "is protected by PBMAC1 (RFC 9579), which can't be read here: export it again without `-pbmac1_pbkdf2`, for example `openssl pkcs12 -in old.p12 -nodes | openssl pkcs12 -export -out new.p12`",
    );
  }
  const digest = digests.get(id) ?? unsupported(`protected by a code with the digest ${id}`);
  const expected = octets(expectedNode);
  const salt = octets(saltNode);
  const iterations = iterationsNode ? countOf(iterationsNode) : 1;
  return (password, work) => {
    const from = { password, salt, iterations, length: digest.length };
    const found = createHmac(digest.name, pkcs12Key("mac", digest.name, from, work))
      .update(content)
      .digest();
    return found.length === expected.length && timingSafeEqual(found, expected);
  };
}
