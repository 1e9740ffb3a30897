import { createPrivateKey, type KeyObject, X509Certificate } from "node:crypto";
import { readFileSync } from "node:fs";
import { createSecureContext } from "node:tls";
import { UserError } from "../../ground/errors";

/** PEM texts for a server. */
export interface TlsPair {
  readonly cert: string;
  readonly key: string;
}

/**
 * Reads the two files of a server that encrypts, and judges them before it listens.
 *
 * @throws UserError with what the files are instead of a certificate and its key, and what to do.
 */
export function readTlsPair(certFile: string, keyFile: string): TlsPair {
  const [cert, key] = [readPem("--tls-cert", certFile), readPem("--tls-key", keyFile)];
  const certificate = certificateIn(cert, certFile);
  if (!certificate.checkPrivateKey(keyIn(key, keyFile))) {
    throw new UserError(
      `--tls-key: ${keyFile} isn't the key of the certificate in ${certFile} (${certificate.subject.replaceAll("\n", ", ")}): ` +
        "give the two that belong together; in a chain the server's own certificate comes first",
    );
  }
  try {
    createSecureContext({ cert, key });
  } catch (cause) {
    throw new UserError(
      `--tls-cert: ${certFile} and ${keyFile} can't be used for TLS (${reasonOf(cause)}): ` +
        "take a certificate with an RSA key of 2048 bits or more or an elliptic one, signed with SHA-256",
      { cause },
    );
  }
  return { cert, key };
}

function readPem(option: string, file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch (cause) {
    throw new UserError(
      `${option}: ${file} can't be read (${reasonOf(cause)}): name a file that is there and that this user may read`,
      { cause },
    );
  }
}

const hasCertificate = (pem: string): boolean => /-----BEGIN (?:X509 |TRUSTED )?CERTIFICATE-----/.test(pem);
const hasKey = (pem: string): boolean => /-----BEGIN [A-Z ]*PRIVATE KEY-----/.test(pem);
const swapped = "--tls-cert takes the certificate and --tls-key its key: are the two swapped?";

function certificateIn(pem: string, file: string): X509Certificate {
  if (!hasCertificate(pem)) {
    throw new UserError(
      hasKey(pem)
        ? `--tls-cert: ${file} holds a private key and no certificate; ${swapped}`
        : `--tls-cert: ${file} holds no certificate in PEM; \`openssl x509 -inform der -in ${file}\` makes PEM of one in DER`,
    );
  }
  try {
    return new X509Certificate(pem);
  } catch (cause) {
    throw new UserError(
      `--tls-cert: the certificate in ${file} can't be read (${reasonOf(cause)}): it is cut off or damaged; take it from its issuer again`,
      { cause },
    );
  }
}

function keyIn(pem: string, file: string): KeyObject {
  if (!hasKey(pem)) {
    throw new UserError(
      hasCertificate(pem)
        ? `--tls-key: ${file} holds a certificate and no private key; ${swapped}`
        : `--tls-key: ${file} holds no private key in PEM; \`openssl pkey -inform der -in ${file}\` makes PEM of one in DER`,
    );
  }
  if (/ENCRYPTED/.test(pem)) {
    throw new UserError(
      `--tls-key: the key in ${file} is encrypted, and a server has nobody to ask for the passphrase: ` +
        `\`openssl pkey -in ${file} -out server.key\` writes it without, for this user's eyes alone`,
    );
  }
  try {
    return createPrivateKey(pem);
  } catch (cause) {
    throw new UserError(
      `--tls-key: the key in ${file} can't be read (${reasonOf(cause)}): it is cut off or damaged`,
      { cause },
    );
  }
}

/** The code of it: OpenSSL's message may show what was read. */
const reasonOf = (error: unknown): string =>
  typeof error === "object" && error !== null && "code" in error ? String(error.code) : "no known form";
