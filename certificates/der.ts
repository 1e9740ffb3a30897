import type { asn1 } from "node-forge";
import { loadForge } from "./forge";

/** One value of ASN.1, as node-forge reads it: DER, and the BER that old exporters write. */
export type Node = asn1.Asn1;

/** These bytes aren't ASN.1, or not the structure looked for. What that means, only the caller knows. */
export class Malformed extends Error {
  override readonly name = "Malformed";
}

/** Classes and universal tags (ITU-T X.680, section 8; X.690, section 8.1.2.2). */
const UNIVERSAL = 0x00;
const CONTEXT_SPECIFIC = 0x80;
const INTEGER = 2;
const OCTETSTRING = 4;
const OID = 6;
const UTF8 = 12;
const SEQUENCE = 16;
const SET = 17;
const PRINTABLESTRING = 19;
const IA5STRING = 22;
const BMPSTRING = 30;

/** node-forge keeps bytes as text, a character per byte. */
const toBinary = (bytes: Uint8Array) => Buffer.from(bytes).toString("latin1");
const fromBinary = (binary: string) => Buffer.from(binary, "latin1");

/** Exactly one value; node-forge bounds the depth (256) and checks every length against what is there. */
export function parse(bytes: Uint8Array): Node {
  try {
    return loadForge().asn1.fromDer(toBinary(bytes));
  } catch {
    throw new Malformed("no ASN.1");
  }
}

/** The bytes of a value, as DER. */
export const encode = (node: Node): Buffer => fromBinary(loadForge().asn1.toDer(node).getBytes());

/** What `read` finds, or undefined where the structure is another. */
export function ifWellFormed<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if (error instanceof Malformed) return undefined;
    throw error;
  }
}

function partsOf(node: Node | undefined, what: string): Node[] {
  if (node?.constructed && typeof node.value !== "string") return node.value;
  throw new Malformed(what);
}

const isUniversal = (node: Node | undefined, type: number) =>
  node !== undefined && Number(node.tagClass) === UNIVERSAL && Number(node.type) === type;

export function sequence(node: Node | undefined): readonly Node[] {
  if (!isUniversal(node, SEQUENCE)) throw new Malformed("no SEQUENCE");
  return partsOf(node, "an empty SEQUENCE");
}

export function set(node: Node | undefined): readonly Node[] {
  if (!isUniversal(node, SET)) throw new Malformed("no SET");
  return partsOf(node, "an empty SET");
}

export const isTagged = (node: Node | undefined, tag: number): boolean =>
  node !== undefined && Number(node.tagClass) === CONTEXT_SPECIFIC && Number(node.type) === tag;

/** The one value inside `[tag] EXPLICIT`. */
export function explicit(node: Node | undefined, tag: number): Node {
  const [inner, ...more] = isTagged(node, tag) ? partsOf(node, "an empty tag") : [];
  if (!inner || more.length > 0) throw new Malformed(`no [${tag}]`);
  return inner;
}

/** The bytes of an OCTET STRING, also of one that BER cuts into chunks. */
export function octets(node: Node | undefined): Buffer {
  if (!isUniversal(node, OCTETSTRING)) throw new Malformed("no OCTET STRING");
  return octetsWithin(node);
}

/** The bytes of an OCTET STRING under a tag of its own: `[tag] IMPLICIT OCTET STRING`. */
export function implicitOctets(node: Node | undefined, tag: number): Buffer {
  if (!isTagged(node, tag)) throw new Malformed(`no [${tag}]`);
  return octetsWithin(node);
}

function octetsWithin(node: Node | undefined): Buffer {
  if (node && typeof node.value === "string") return fromBinary(node.value);
  return Buffer.concat(partsOf(node, "an empty string").map((chunk) => octets(chunk)));
}

export function oid(node: Node | undefined): string {
  if (!node || !isUniversal(node, OID) || typeof node.value !== "string" || node.value === "") {
    throw new Malformed("no OBJECT IDENTIFIER");
  }
  try {
    return loadForge().asn1.derToOid(node.value);
  } catch {
    throw new Malformed("an OBJECT IDENTIFIER without an end");
  }
}

/** A whole number from 0; Infinity stands for what is beyond all use. */
export function count(node: Node | undefined): number {
  if (!node || !isUniversal(node, INTEGER) || typeof node.value !== "string" || node.value === "") {
    throw new Malformed("no INTEGER");
  }
  const bytes = fromBinary(node.value);
  if (bytes.readInt8(0) < 0) throw new Malformed("a negative INTEGER");
  const digits = bytes.toString("hex").replace(/^0+/, "");
  return digits.length > 12 ? Number.POSITIVE_INFINITY : Number.parseInt(digits || "0", 16);
}

/** The text of a character string, undefined for any other value. */
export function text(node: Node | undefined): string | undefined {
  if (!node || Number(node.tagClass) !== UNIVERSAL || typeof node.value !== "string") return undefined;
  switch (Number(node.type)) {
    case UTF8:
      return fromBinary(node.value).toString("utf8");
    case PRINTABLESTRING:
    case IA5STRING:
    // node-forge has decoded this one already.
    case BMPSTRING:
      return node.value;
    default:
      return undefined;
  }
}
