import { md, pki } from "node-forge";

export interface Term {
  readonly from: Date;
  readonly to: Date;
}

/** A pair of PEM texts: a certificate for these names and addresses that signs itself, and its key. */
export function selfSigned(names: readonly string[], addresses: readonly string[], { from, to }: Term) {
  const { publicKey, privateKey } = pki.rsa.generateKeyPair(2_048);
  const certificate = pki.createCertificate();
  certificate.publicKey = publicKey;
  certificate.serialNumber = "01";
  certificate.validity.notBefore = from;
  certificate.validity.notAfter = to;
  const subject = [{ name: "commonName", value: "rtc.test" }];
  certificate.setSubject(subject);
  certificate.setIssuer(subject);
  const [dns, ip] = [2, 7];
  certificate.setExtensions([
    { name: "basicConstraints", cA: true },
    {
      name: "subjectAltName",
      altNames: [
        ...names.map((value) => ({ type: dns, value })),
        ...addresses.map((address) => ({ type: ip, ip: address })),
      ],
    },
  ]);
  certificate.sign(privateKey, md.sha256.create());
  return { cert: pki.certificateToPem(certificate), key: pki.privateKeyToPem(privateKey) };
}
