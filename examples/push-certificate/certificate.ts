import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import * as forge from "node-forge";

/** A .p12 file and the password that it was exported with. */
export interface P12 {
  readonly path: string;
  readonly password: string;
}

/**
 * A push certificate to try things out with: of the form of Apple's, and signed by nobody, so APNs would refuse it. It
 * is made once and kept in the folder `.push`, since each new one would be a rotation. A real one comes from the
 * Apple developer account, under Certificates > Apple Push Notification service SSL.
 */
export function practiceP12(bundleId: string): P12 {
  const folder = join(__dirname, ".push");
  const path = join(folder, "push.p12");
  const passwordFile = join(folder, "password");
  if (!existsSync(passwordFile)) {
    mkdirSync(folder, { recursive: true });
    const password = randomBytes(18).toString("base64url");
    writeFileSync(path, makeP12(bundleId, password), { mode: 0o600 });
    // Last, so that its being there means that both are.
    writeFileSync(passwordFile, password, { mode: 0o600 });
  }
  return { path, password: readFileSync(passwordFile, "utf8") };
}

function makeP12(bundleId: string, password: string): Buffer {
  const keys = forge.pki.rsa.generateKeyPair(2048);
  const certificate = forge.pki.createCertificate();
  certificate.publicKey = keys.publicKey;
  certificate.serialNumber = "01";
  certificate.validity.notBefore = new Date();
  certificate.validity.notAfter = new Date(Date.now() + 365 * 86_400_000);
  const name = [
    { type: "0.9.2342.19200300.100.1.1", value: bundleId },
    { name: "commonName", value: `Apple Push Services: ${bundleId}` },
  ];
  certificate.setSubject(name);
  certificate.setIssuer(name);
  certificate.sign(keys.privateKey, forge.md.sha256.create());
  const p12 = forge.pkcs12.toPkcs12Asn1(keys.privateKey, certificate, password, { algorithm: "aes256" });
  return Buffer.from(forge.asn1.toDer(p12).getBytes(), "latin1");
}
