import { type Reading, reading, refuse, refuseAll } from "../failure";
import { textOf } from "../file";
import { type FileKind, kindOf } from "../file-kind";
import { keyFingerprint, privateKeyFromDer, readPem } from "../private-key";
import { judgeBundleId, judgeKeyId, judgeTeamId } from "./identifiers";

/** What belongs to a .p8 and doesn't stand in it (docs/rules.md, section 3). */
export interface ApnsKeyIdentity {
  readonly keyId: string;
  readonly teamId: string;
  readonly bundleId: string;
}

export interface ApnsKey extends ApnsKeyIdentity {
  /** SHA-256 over the public half of the key, hex. */
  readonly fingerprint: string;
}

const download = "give the AuthKey_….p8 that Apple let you download, as it is";

/**
 * Reads an APNs authentication key: an EC key on P-256 as PEM (Apple, "Establishing a token-based connection to
 * APNs"). It has no term and serves both environments.
 */
export function readApnsP8(file: string | Uint8Array, identity: ApnsKeyIdentity): Reading<ApnsKey> {
  return reading(() => {
    refuseAll([judgeKeyId(identity.keyId), judgeTeamId(identity.teamId), judgeBundleId(identity.bundleId)]);
    const { keyId, teamId, bundleId } = identity;
    return { keyId, teamId, bundleId, fingerprint: fingerprintOfP8(textOf(file), Buffer.from(file)) };
  });
}

const advice: { readonly [Kind in FileKind]?: string } = {
  p12: "declare it as p12",
  zip: "unpack it and give the .p8 in it",
  lfs: "run `git lfs pull`",
  key: "turn it into text with `openssl pkey -inform DER`",
};

/** A file that isn't the text of a key: what it is, where people mix files up. */
function wrongFile(bytes: Buffer): never {
  const found = kindOf(bytes);
  if (!found) return refuse("NotP8", `must begin with "-----BEGIN PRIVATE KEY-----": ${download}`);
  const isKey = found.kind === "private-key";
  return refuse(
    "NotP8",
    `is ${found.what}, and must be the text of a private key: ${isKey ? "give that text itself, in UTF-8" : (advice[found.kind] ?? download)}`,
  );
}

function fingerprintOfP8(text: string, bytes: Buffer): string {
  const pem = readPem(text);
  if (!pem) return wrongFile(bytes);
  switch (pem.label) {
    case "PRIVATE KEY":
      break;
    case "ENCRYPTED PRIVATE KEY":
      return refuse(
        "EncryptedKey",
        `is encrypted with a password, which a .p8 from Apple isn't: ${download}`,
      );
    case "CERTIFICATE":
      return refuse("NotP8", `is a certificate, not a key: ${download}, or declare the certificate's .p12`);
    case "CERTIFICATE REQUEST":
    case "NEW CERTIFICATE REQUEST":
    case "PKCS7":
    case "PUBLIC KEY":
      return wrongFile(bytes);
    default:
      return refuse(
        "NotP8",
        `is a "${pem.label}" and must be a "PRIVATE KEY" (PKCS #8): ${download}, or turn it round with \`openssl pkcs8 -topk8 -nocrypt\``,
      );
  }
  if ("fault" in pem) return refuse("NotP8", `is ${faults[pem.fault]}: ${download}`);
  const key = privateKeyFromDer(pem.der);
  if (key === "malformed") return refuse("NotP8", `is damaged, no key can be read from it: ${download}`);
  const curve = key === "unsupported" ? undefined : key.asymmetricKeyDetails?.namedCurve;
  if (key === "unsupported" || curve !== "prime256v1") {
    return refuse("WrongKeyType", `must hold an EC key on P-256, and holds another kind of key: ${download}`);
  }
  return keyFingerprint(key);
}

const faults = {
  "line breaks written as \\n": "no PEM text, since its line breaks are written as \\n",
  damaged: "damaged, its PEM text has no end or other characters than base64 has",
};
