import {
  encode,
  explicit,
  ifWellFormed,
  implicitOctets,
  Malformed,
  type Node,
  octets,
  oid,
  parse,
  sequence,
} from "../der";
import { refuse } from "../failure";
import { decrypt, unsupported } from "./encryption";
import type { Password } from "./key-derivation";
import type { WorkBudget } from "./work-budget";

/** What lies in a .p12, in clear. */
export interface Contents {
  /** X.509, DER. */
  readonly certificates: readonly Buffer[];
  /** PKCS #8, DER. */
  readonly privateKeys: readonly Buffer[];
}

/** A push certificate comes with its key and a chain of two or three; each further item costs time. */
export const maxItems = 64;
const maxNesting = 8;

const contentTypes = { data: "1.2.840.113549.1.7.1", encryptedData: "1.2.840.113549.1.7.6" };
const bagTypes = {
  key: "1.2.840.113549.1.12.10.1.1",
  shroudedKey: "1.2.840.113549.1.12.10.1.2",
  certificate: "1.2.840.113549.1.12.10.1.3",
  safeContents: "1.2.840.113549.1.12.10.1.6",
};
const x509Certificate = "1.2.840.113549.1.9.22.1";

/** The password doesn't open what is encrypted. */
export class Closed extends Error {
  override readonly name = "Closed";
}

/**
 * Reads an AuthenticatedSafe (RFC 7292, section 4). Throws `Closed` where the password doesn't decrypt, and
 * `Malformed` where the structure is another.
 */
export function readContents(authenticatedSafe: Buffer, password: Password, work: WorkBudget): Contents {
  const certificates: Buffer[] = [];
  const privateKeys: Buffer[] = [];
  let items = 0;

  const open = (algorithm: Node | undefined, data: Buffer): Buffer => {
    const clear = decrypt(algorithm, data, password, work);
    // The padding of noise is right once in 256 times; that noise is a structure too, hardly ever.
    if (!clear || !ifWellFormed(() => sequence(parse(clear)))) throw new Closed("not what was encrypted");
    return clear;
  };

  const safeContents = (type: string, value: Node): Buffer => {
    if (type === contentTypes.data) return octets(value);
    if (type !== contentTypes.encryptedData)
      return unsupported("encrypted for a certificate, not by a password");
    // EncryptedData of PKCS #7: a version, then what is encrypted.
    const [inner, algorithm, data] = sequence(sequence(value)[1]);
    if (oid(inner) !== contentTypes.data) throw new Malformed("encrypted data of another kind");
    return open(algorithm, implicitOctets(data, 0));
  };

  const readBag = (bag: Node, depth: number): void => {
    items += 1;
    if (items > maxItems || depth > maxNesting) {
      refuse(
        "TooManyItems",
        `holds more than ${maxItems} certificates and keys: export the push certificate alone, with its private key`,
      );
    }
    const [type, content] = sequence(bag);
    const value = explicit(content, 0);
    switch (oid(type)) {
      case bagTypes.key:
        privateKeys.push(encode(value));
        return;
      case bagTypes.shroudedKey: {
        const [algorithm, data] = sequence(value);
        privateKeys.push(open(algorithm, octets(data)));
        return;
      }
      case bagTypes.certificate: {
        const [kind, certificate] = sequence(value);
        if (oid(kind) === x509Certificate) certificates.push(octets(explicit(certificate, 0)));
        return;
      }
      case bagTypes.safeContents:
        for (const inner of sequence(value)) readBag(inner, depth + 1);
        return;
      default:
      // Revocation lists and secrets of other programs are none of our business.
    }
  };

  for (const contentInfo of sequence(parse(authenticatedSafe))) {
    const [type, content] = sequence(contentInfo);
    const value = explicit(content, 0);
    for (const bag of sequence(parse(safeContents(oid(type), value)))) readBag(bag, 1);
  }
  return { certificates, privateKeys };
}
