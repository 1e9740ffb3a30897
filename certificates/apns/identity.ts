import type { KeyObject } from "node:crypto";
import { quoted, refuse } from "../failure";
import { damaged } from "../pkcs12/container";
import type { Contents } from "../pkcs12/contents";
import { privateKeyFromDer } from "../private-key";
import { type ApnsCertificate, type ReadCertificate, readCertificate } from "./certificate";
import { otherKind } from "./kinds";

const exportBoth =
  "in Keychain Access, export the push certificate together with the private key under it as .p12";

/** The one push certificate of a .p12 whose private key is there too; the chain beside it is left alone. */
export function apnsIdentity(contents: Contents): ApnsCertificate {
  if (contents.certificates.length === 0) refuse("NoCertificate", `holds no certificate: ${exportBoth}`);
  const certificates = contents.certificates.flatMap((der) => readCertificate(der) ?? []);
  if (certificates.length === 0) refuse("Damaged", damaged);
  const forPush = certificates.flatMap(({ x509, apns }) => (apns ? [{ x509, apns }] : []));
  if (forPush.length === 0) {
    // One that somebody signed for himself is an authority too: it counts by its name.
    if (certificates.every(({ x509 }) => x509.ca)) refuse("NoCertificate", authoritiesOnly(certificates));
    refuse("NotApns", notApns(certificates));
  }
  const keys = readKeys(contents.privateKeys);

  const matching = forPush.filter(({ x509 }) => keys.some((key) => belongsTo(key, x509)));
  const [found, ...more] = withoutForerunners([
    ...new Map(matching.map(({ apns }) => [apns.fingerprint, apns])).values(),
  ]);
  if (!found) {
    return refuse(
      "KeyMismatch",
      `holds a private key that doesn't belong to its certificate ${quoted(forPush[0]?.apns.commonName ?? "")}: ${exportBoth}`,
    );
  }
  if (more.length > 0) {
    const names = [found, ...more].map(
      ({ commonName, notBefore, notAfter, fingerprint }) =>
        `${quoted(commonName)} of ${day(notBefore)} to ${day(notAfter)}, SHA-256 ${fingerprint.slice(0, 16)}…`,
    );
    refuse("SeveralCertificates", `holds several push certificates (${names.join("; ")}): export one alone`);
  }
  return found;
}

const day = (date: Date) => date.toISOString().slice(0, 10);

/**
 * A renewal keeps the key and often comes with the certificate before: of those that push to the same app and
 * environments the one that ends last is meant. Which of them is valid now doesn't count here: the same file means
 * the same certificate every day.
 */
function withoutForerunners(certificates: readonly ApnsCertificate[]): ApnsCertificate[] {
  const purposeOf = ({ kind, bundleId, environments }: ApnsCertificate) =>
    JSON.stringify([kind, bundleId, [...environments].sort()]);
  return certificates.filter(
    (one) =>
      !certificates.some((other) => purposeOf(other) === purposeOf(one) && other.notAfter > one.notAfter),
  );
}

function authoritiesOnly(certificates: readonly ReadCertificate[]): string {
  const names = certificates.slice(0, 3).map(({ commonName }) => quoted(commonName));
  return `holds certificates of authorities alone (${names.join(", ")}${certificates.length > 3 ? ", …" : ""}), not the push certificate: ${exportBoth}`;
}

function readKeys(privateKeys: readonly Buffer[]): KeyObject[] {
  if (privateKeys.length === 0) refuse("NoPrivateKey", `holds no private key: ${exportBoth}`);
  const read = privateKeys.map((der) => privateKeyFromDer(der));
  const keys = read.filter((key) => typeof key !== "string");
  if (keys.length > 0) return keys;
  if (read.includes("malformed")) return refuse("Damaged", damaged);
  return refuse(
    "UnsupportedKey",
    "holds a private key that is neither RSA nor EC on a named curve, and Apple's push certificates have no other: export the one that Apple's certificate was requested with",
  );
}

function belongsTo(key: KeyObject, certificate: X509) {
  try {
    return certificate.checkPrivateKey(key);
  } catch {
    // Its public key is of a kind that OpenSSL doesn't know.
    return false;
  }
}
type X509 = ReadCertificate["x509"];

function notApns(certificates: readonly ReadCertificate[]): string {
  const [first] = certificates;
  const kind = certificates.map(({ commonName }) => otherKind(commonName)).find((what) => what !== undefined);
  const what = kind ?? `a certificate named ${quoted(first?.commonName ?? "")}`;
  return `is ${what}, not an APNs certificate: create one under Certificates > Apple Push Notification service SSL in the Apple developer account, and export that`;
}
