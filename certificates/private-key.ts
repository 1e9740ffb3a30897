import { createPrivateKey, createPublicKey, type KeyObject } from "node:crypto";
import { ifWellFormed, oid, parse, sequence } from "./der";
import { fingerprintOf } from "./fingerprint";

const rsa = "1.2.840.113549.1.1.1";
const ec = "1.2.840.10045.2.1";

export type KeyFault =
  /** Another kind of key than RSA or EC. */
  "unsupported" | "malformed";

/**
 * A private key from PKCS #8, DER. Only RSA keys and EC keys on a named curve reach OpenSSL: for some other
 * kinds, merely loading one computes with numbers as large as the file likes, which can take hours.
 */
export function privateKeyFromDer(der: Uint8Array): KeyObject | KeyFault {
  const algorithm = ifWellFormed(() => {
    const [id, parameters] = sequence(sequence(parse(der))[1]);
    return { id: oid(id), curve: ifWellFormed(() => oid(parameters)) };
  });
  if (!algorithm) return "malformed";
  if (algorithm.id !== rsa && !(algorithm.id === ec && algorithm.curve)) return "unsupported";
  try {
    return createPrivateKey({ key: Buffer.from(der), format: "der", type: "pkcs8" });
  } catch {
    return "malformed";
  }
}

export type Pem =
  | { readonly label: string; readonly der: Buffer }
  | { readonly label: string; readonly fault: "line breaks written as \\n" | "damaged" };

/** The first block of a PEM text, undefined if there is none. */
export function readPem(text: string): Pem | undefined {
  const begin = /-----BEGIN ([A-Z0-9 ]{1,40})-----/.exec(text);
  const label = begin?.[1];
  if (!begin || label === undefined) return undefined;
  const start = begin.index + begin[0].length;
  const end = text.indexOf(`-----END ${label}-----`, start);
  const body = text.slice(start, end < 0 ? undefined : end);
  if (body.includes("\\n")) return { label, fault: "line breaks written as \\n" };
  const base64 = body.replace(/\s/g, "");
  if (end < 0 || !/^[A-Za-z0-9+/]+={0,2}$/.test(base64)) return { label, fault: "damaged" };
  return { label, der: Buffer.from(base64, "base64") };
}

/** SHA-256 over the public half, hex: changes exactly when the key does, and tells nothing about it. */
export const keyFingerprint = (key: KeyObject): string =>
  fingerprintOf(createPublicKey(key).export({ type: "spki", format: "der" }));
