import { X509Certificate } from "node:crypto";

const opensslExport = "`openssl pkcs12 -export -in certificate.pem -inkey key.pem -out push.p12`";

/** What a file is that isn't a .p12, and what to do then: by its first bytes, where people mix files up. */
export function describeWrongFile(bytes: Buffer): string {
  const start = bytes.subarray(0, 4096).toString("latin1").trimStart();
  if (bytes.length === 0) return `is empty: ${exportIt}`;
  if (/^-----BEGIN [A-Z ]*PRIVATE KEY-----/.test(start)) {
    return `is the text of a private key, not a .p12: a .p8 key from Apple is declared as p8; to pack a key and its certificate, use ${opensslExport}`;
  }
  if (start.startsWith("-----BEGIN ")) return `is a PEM text, not a .p12: pack it with ${opensslExport}`;
  if (/^MI[A-Za-z0-9+/=\s]+$/.test(start))
    return "is base64 text: give the bytes that it stands for, or the file itself";
  if (start.startsWith("{")) return `is JSON, not a .p12: ${exportIt}`;
  if (bytes.subarray(0, 4).toString("hex") === "feedfeed") {
    return "is a Java keystore: turn it into a .p12 with `keytool -importkeystore -srckeystore old.jks -destkeystore push.p12 -deststoretype PKCS12`";
  }
  if (isCertificate(bytes)) {
    return "is a certificate without its private key (.cer): open it in Keychain Access and export it as .p12 together with the key";
  }
  return `is not a PKCS #12 file (.p12): ${exportIt}`;
}

const exportIt = "export the push certificate with its private key from Keychain Access as .p12";

function isCertificate(bytes: Buffer): boolean {
  try {
    return new X509Certificate(bytes).subject !== undefined;
  } catch {
    return false;
  }
}
