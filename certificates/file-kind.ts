import { X509Certificate } from "node:crypto";
import { explicit, ifWellFormed, isTagged, type Node, oid, parse, sequence } from "./der";

/** What people take for a credential, in the words of a message: "is …". */
const kinds = {
  empty: "empty",
  "private-key": "the text of a private key",
  "encrypted-key": "the text of an encrypted private key",
  "certificate-text": "the PEM text of a certificate",
  "authority-text": "the PEM text of an authority's certificate (CA)",
  "public-key": "the text of a public key",
  request: "a certificate signing request (CSR), which Apple turns into a certificate",
  chain: "a chain of certificates without a private key (.p7b)",
  certificate: "a certificate without its private key (.cer)",
  authority: "an authority's certificate (CA)",
  key: "a private key in binary form (DER)",
  "encrypted-der-key": "an encrypted private key in binary form (DER)",
  "public-der-key": "a public key in binary form (DER)",
  p12: "a .p12 file",
  zip: "a ZIP archive",
  keystore: "a Java keystore",
  json: "JSON",
  xml: "XML, such as a property list or a provisioning profile",
  html: "a web page, as a download without signing in gives",
  lfs: "a pointer of Git LFS, which stands for the file",
  pem: "a PEM text",
} as const;
export type FileKind = keyof typeof kinds;

export interface Found {
  readonly kind: FileKind;
  /** "is …": what it is, with the text around it, if any. */
  readonly what: string;
}

const labels: readonly (readonly [label: RegExp, kind: FileKind])[] = [
  [/^ENCRYPTED PRIVATE KEY$/, "encrypted-key"],
  [/PRIVATE KEY$/, "private-key"],
  [/PUBLIC KEY$/, "public-key"],
  [/CERTIFICATE REQUEST$/, "request"],
  [/CERTIFICATE$/, "certificate-text"],
  [/^(?:PKCS7|CMS)$/, "chain"],
];

const beginnings: readonly (readonly [start: Buffer, kind: FileKind])[] = [
  [Buffer.from("PK\u0003\u0004"), "zip"],
  [Buffer.from("feedfeed", "hex"), "keystore"],
  [Buffer.from("cececece", "hex"), "keystore"],
];

/** Characters that are enough to tell what a text is; base64 is read whole. */
const start = 4_096;

/** What a file is by its beginning and structure; undefined where nothing speaks for any of these. */
export function kindOf(bytes: Buffer): Found | undefined {
  return found(bytes, 0);
}

function found(bytes: Buffer, depth: number): Found | undefined {
  const utf16 = fromUtf16(bytes);
  if (utf16 !== undefined) return within("text in UTF-16", Buffer.from(utf16), depth);
  const kind = beginnings.find(([mark]) => bytes.subarray(0, mark.length).equals(mark))?.[1];
  if (kind) return { kind, what: kinds[kind] };
  const text = bytes.subarray(0, start).toString("latin1").replace(/^ï»¿/, "").trimStart();
  const named = text === "" ? "empty" : (textKind(text, bytes) ?? derKind(bytes));
  if (named) return { kind: named, what: kinds[named] };
  const base64 = /^[A-Za-z0-9+/_-]{16}/.test(text) ? bytes.toString("latin1").replace(/\s+/g, "") : "";
  if (!/^[A-Za-z0-9+/_-]{40,}={0,2}$/.test(base64)) return undefined;
  return within("base64 text", Buffer.from(base64, "base64"), depth);
}

/** What is inside a wrapping; a file with more than one wrapping is no accident and isn't read further. */
function within(what: string, inner: Buffer, depth: number): Found | undefined {
  if (depth > 1) return undefined;
  const inside = found(inner, depth + 1);
  if (inside) return { ...inside, what: `${what}, and in it ${inside.what}` };
  return what.startsWith("base64") ? undefined : { kind: "pem", what };
}

/** What is left of the mark of UTF-16 where a program has read the file as UTF-8. */
const misread = Buffer.from("efbfbdefbfbd", "hex");

function fromUtf16(given: Buffer): string | undefined {
  const isMisread = given.subarray(0, misread.length).equals(misread);
  const bytes = isMisread ? given.subarray(misread.length) : given;
  const mark = bytes.subarray(0, 2).toString("hex");
  const isLittle = mark === "fffe" || (bytes[1] === 0 && (bytes[0] ?? 0) > 8);
  const isBig = mark === "feff" || (bytes[0] === 0 && (bytes[1] ?? 0) > 8 && bytes[2] === 0);
  if (bytes.length < 4 || (!isLittle && !isBig)) return undefined;
  const even = Buffer.from(bytes.subarray(0, bytes.length - (bytes.length % 2)));
  return (isBig ? even.swap16() : even).toString("utf16le").replace(/^\uFEFF/, "");
}

function textKind(text: string, bytes: Buffer): FileKind | undefined {
  const label = /^-----BEGIN ([A-Z0-9 ]{1,40})-----/m.exec(text)?.[1];
  if (label !== undefined) {
    const kind = labels.find(([pattern]) => pattern.test(label))?.[1] ?? "pem";
    const both =
      kind === "certificate-text" && /-----BEGIN [A-Z ]*PRIVATE KEY-----/.test(bytes.toString("latin1"));
    if (both) return "pem";
    return kind === "certificate-text" && isAuthority(bytes) ? "authority-text" : kind;
  }
  if (/^<(?:!DOCTYPE html|html)/i.test(text)) return "html";
  if (/^<(?:\?xml|!DOCTYPE|plist)/i.test(text)) return "xml";
  if (text.startsWith("{") || text.startsWith("[")) return "json";
  return text.startsWith("version https://git-lfs") ? "lfs" : undefined;
}

/** Whether PEM or DER is the certificate of an authority; undefined where it is no certificate. */
function isAuthority(bytes: Buffer): boolean | undefined {
  try {
    return new X509Certificate(bytes).ca;
  } catch {
    return undefined;
  }
}

const signedData = "1.2.840.113549.1.7.2";
const pbes2 = "1.2.840.113549.1.5.13";
const isOid = (node: Node | undefined) => ifWellFormed(() => oid(node));
const isSequence = (node: Node | undefined) => ifWellFormed(() => sequence(node));

function derKind(bytes: Buffer): FileKind | undefined {
  if (bytes[0] !== 0x30) return undefined;
  const authority = isAuthority(bytes);
  if (authority !== undefined) return authority ? "authority" : "certificate";
  return ifWellFormed(() => structureOf(sequence(parse(bytes))));
}

/** Kind of a file by its structure: RFC 5652 (p7b), 7292 (.p12), 5958, 5915 (keys), 5280 (public keys), 2986 (requests). */
function structureOf([first, second, third]: readonly Node[]): FileKind | undefined {
  const type = isOid(first);
  if (type === signedData && ifWellFormed(() => explicit(second, 0))) return "chain";
  const [inner, ...rest] = isSequence(first) ?? [];
  if (first && inner) {
    const algorithm = isOid(inner);
    if (algorithm !== undefined) {
      return algorithm === pbes2 || isOctets(second) ? "encrypted-der-key" : "public-der-key";
    }
    return isSequence(second) && isBits(third) && isTagged(rest.at(-1), 0) ? "request" : undefined;
  }
  if (!isInteger(first)) return undefined;
  const algorithm = isOid(isSequence(second)?.[0]);
  if (algorithm?.startsWith("1.2.840.113549.1.7.")) return "p12";
  return algorithm !== undefined || isInteger(second) || isOctets(second) ? "key" : undefined;
}

const isUniversal = (type: number) => (node: Node | undefined) =>
  node !== undefined && Number(node.tagClass) === 0 && Number(node.type) === type;
const isInteger = isUniversal(2);
const isBits = isUniversal(3);
const isOctets = isUniversal(4);
