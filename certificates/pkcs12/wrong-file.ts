import { type FileKind, kindOf } from "../file-kind";

const opensslExport = "`openssl pkcs12 -export -in certificate.pem -inkey key.pem -out push.p12`";
const exportIt = "export the push certificate with its private key from Keychain Access as .p12";
const pack = `pack the certificate and its key with ${opensslExport}`;

const advice: { readonly [Kind in FileKind]?: string } = {
  "private-key": `a .p8 key from Apple is declared as p8; to pack a key and its certificate, use ${opensslExport}`,
  key: `to pack a key and its certificate, turn both into PEM and use ${opensslExport}`,
  "certificate-text": pack,
  pem: pack,
  request: "let Apple make the certificate from it, then export that with its private key as .p12",
  certificate: "open it in Keychain Access and export it as .p12 together with the key",
  zip: "unpack it and give the .p12 in it",
  keystore:
    "turn it into a .p12 with `keytool -importkeystore -srckeystore old.jks -destkeystore push.p12 -deststoretype PKCS12`",
  lfs: "run `git lfs pull`",
  p12: "give the bytes that it stands for, or the file itself",
};

/** What a file is that isn't a .p12, and what to do then, where people mix files up. */
export function describeWrongFile(bytes: Buffer): string {
  const found = kindOf(bytes);
  if (!found) return `is not a PKCS #12 file (.p12): ${exportIt}`;
  return `is ${found.what}, not a .p12: ${advice[found.kind] ?? exportIt}`;
}
