import { X509Certificate } from "node:crypto";
import { explicit, ifWellFormed, isTagged, type Node, octets, oid, parse, sequence, set, text } from "../der";
import { fingerprintOf } from "../fingerprint";
import { longestBundleId } from "./identifiers";
import { type ApnsKind, type Environment, kindByName, otherKind } from "./kinds";

/** What a push certificate says about itself. Nothing of it is secret. */
export interface ApnsCertificate {
  /** SHA-256 over the certificate's DER, hex. */
  readonly fingerprint: string;
  /** All of the subject on one line. */
  readonly subject: string;
  readonly commonName: string;
  /** The app that it pushes to. */
  readonly bundleId: string;
  readonly kind: ApnsKind;
  /** What it may push to: the bundle id, and variants such as `….voip` and `….complication`. */
  readonly topics: readonly string[];
  /** Where it may push; Apple's certificates for production serve both. */
  readonly environments: readonly Environment[];
  readonly notBefore: Date;
  readonly notAfter: Date;
}

/** Object identifiers of subject attributes and of Apple's extensions (Apple WWDR certification practice statement). */
const ids = {
  commonName: "2.5.4.3",
  userId: "0.9.2342.19200300.100.1.1",
  development: "1.2.840.113635.100.6.3.1",
  production: "1.2.840.113635.100.6.3.2",
  voipTopics: "1.2.840.113635.100.6.3.4",
  topics: "1.2.840.113635.100.6.3.6",
};

/** What APNs appends to the bundle id for each kind ("Sending notification requests to APNs"). */
const suffixes: Record<ApnsKind, string> = { app: "", voip: ".voip", watch: ".complication" };

/** An app has a handful; a file made to annoy could have thousands. */
const mostTopics = 64;

/** A certificate, push or not. */
export interface ReadCertificate {
  readonly x509: X509Certificate;
  readonly commonName: string;
  /** Undefined when it isn't for pushing to an app. */
  readonly apns: ApnsCertificate | undefined;
}

/** Undefined when the bytes are no certificate. */
export function readCertificate(der: Buffer): ReadCertificate | undefined {
  const x509 = x509From(der);
  const parts = x509 && ifWellFormed(() => partsOf(der));
  if (!x509 || !parts) return undefined;
  const { attributes, extensions } = parts;
  const commonName = attributes.get(ids.commonName) ?? "";
  const named = kindByName(commonName);
  const marked = markedEnvironments(extensions);
  const isApns = named !== undefined || (marked.length > 0 && !otherKind(commonName));
  const notBefore = new Date(x509.validFrom);
  const notAfter = new Date(x509.validTo);
  if (Number.isNaN(notBefore.getTime()) || Number.isNaN(notAfter.getTime())) return undefined;

  const kind = named?.kind ?? "app";
  const bundleId = withoutSuffix(attributes.get(ids.userId) ?? named?.bundleId ?? "", suffixes[kind]);
  if (!isApns || bundleId === "" || bundleId.length > longestBundleId) {
    return { x509, commonName, apns: undefined };
  }
  const listed = [...topicsOf(extensions.get(ids.topics)), ...topicsOf(extensions.get(ids.voipTopics))];
  const apns = {
    fingerprint: fingerprintOf(x509.raw),
    subject: x509.subject.split("\n").join(", "),
    commonName,
    bundleId,
    kind,
    topics: listed.length > 0 ? [...new Set(listed)].slice(0, mostTopics) : [bundleId + suffixes[kind]],
    environments: marked.length > 0 ? marked : (named?.environments ?? []),
    notBefore,
    notAfter,
  };
  return { x509, commonName, apns };
}

function x509From(der: Buffer): X509Certificate | undefined {
  try {
    return new X509Certificate(der);
  } catch {
    return undefined;
  }
}

const withoutSuffix = (id: string, suffix: string) =>
  suffix !== "" && id.endsWith(suffix) ? id.slice(0, -suffix.length) : id;

const markedEnvironments = (extensions: ReadonlyMap<string, Buffer>): Environment[] => [
  ...(extensions.has(ids.development) ? (["development"] as const) : []),
  ...(extensions.has(ids.production) ? (["production"] as const) : []),
];

/** Node's X509Certificate shows no extensions of other makers: so they are read from the DER (RFC 5280, section 4.1). */
function partsOf(der: Buffer) {
  const fields = sequence(sequence(parse(der))[0]);
  // The version is left out in certificates of version 1.
  const subject = fields[isTagged(fields[0], 0) ? 5 : 4];
  const extensionList = fields.find((field) => isTagged(field, 3));
  return {
    attributes: attributesOf(subject),
    extensions: extensionList ? extensionsOf(explicit(extensionList, 3)) : new Map<string, Buffer>(),
  };
}

/** The first value of each attribute. */
function attributesOf(name: Node | undefined): ReadonlyMap<string, string> {
  const attributes = new Map<string, string>();
  for (const attribute of sequence(name).flatMap((relative) => set(relative))) {
    const [id, value] = sequence(attribute);
    const found = text(value);
    if (found !== undefined && !attributes.has(oid(id))) attributes.set(oid(id), found);
  }
  return attributes;
}

function extensionsOf(list: Node): ReadonlyMap<string, Buffer> {
  return new Map(
    sequence(list).map((extension) => {
      const parts = sequence(extension);
      // Between the id and the value there may be a mark that the extension is critical.
      return [oid(parts[0]), octets(parts[parts.length - 1])] as const;
    }),
  );
}

/** Topics, each followed by its types; or a text with commas, as in older VoIP certificates. */
function topicsOf(value: Buffer | undefined): string[] {
  const found = ifWellFormed(() => {
    if (!value) return [];
    const node = parse(value);
    const whole = text(node);
    return whole === undefined ? sequence(node).map((part) => text(part)) : whole.split(",");
  });
  return (found ?? []).flatMap((topic) => topic?.trim() || []);
}
