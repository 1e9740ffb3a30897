// @ts-check
// Push certificates as .p12 files, made by the machine's own `openssl`, in every flavour that is read.
import { execFileSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { UserError } from "../tools/command-line.mjs";

export const password = "correct horse 7 battery";
const bundleId = "com.example.shop";

/** @typedef {{ name: string, key: "rsa" | "ec", args: readonly string[], password: string }} Flavour */

const des3 = ["-keypbe", "PBE-SHA1-3DES", "-certpbe", "PBE-SHA1-3DES", "-macalg", "sha1"];

/** @type {readonly Flavour[]} */
export const flavours = [
  { name: "default (AES-256, SHA-256)", key: "rsa", args: [], password },
  { name: "-legacy (RC2-40, 3DES)", key: "rsa", args: ["-legacy"], password },
  { name: "PBE-SHA1-3DES", key: "rsa", args: des3, password },
  { name: "SHA-512 MAC", key: "rsa", args: ["-macalg", "sha512"], password },
  { name: "no MAC", key: "rsa", args: ["-nomac"], password },
  { name: "empty password", key: "rsa", args: [], password: "" },
  { name: "password beyond ASCII", key: "rsa", args: [], password: "пароль-é" },
  { name: "EC key", key: "ec", args: [], password },
];

/** Files that are quick to open and to break: what is inside lies open in the last. @type {readonly Flavour[]} */
export const quickFlavours = [
  { name: "default", key: "ec", args: ["-iter", "1"], password },
  { name: "-legacy", key: "ec", args: ["-iter", "1", "-legacy"], password },
  { name: "no MAC", key: "ec", args: ["-iter", "1", "-nomac"], password },
  {
    name: "open",
    key: "rsa",
    args: ["-iter", "1", "-nomac", "-keypbe", "NONE", "-certpbe", "NONE"],
    password,
  },
];

/**
 * @typedef {Flavour & { bytes: Buffer, certificatePem: string, keyPem: string }} File
 * @param {readonly Flavour[]} wanted
 * @returns {File[]}
 */
export function makeFiles(wanted) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "tencentrtc-p12-"));
  /** @param {string[]} args */
  const openssl = (...args) => {
    try {
      execFileSync("openssl", args, { cwd: folder, stdio: ["ignore", "ignore", "pipe"] });
    } catch (error) {
      throw new UserError(`OpenSSL 3 is needed to make the files: ${error}`);
    }
  };
  try {
    fs.writeFileSync(path.join(folder, "config"), CONFIG);
    const keys = {
      rsa: ["-algorithm", "RSA", "-pkeyopt", "rsa_keygen_bits:2048"],
      ec: ["-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-256"],
    };
    for (const [name, args] of Object.entries(keys)) {
      openssl("genpkey", ...args, "-out", `${name}.key`);
      const certificate = [
        "-key",
        `${name}.key`,
        "-config",
        "config",
        "-extensions",
        "apple",
        "-days",
        "365",
      ];
      openssl("req", "-x509", "-new", ...certificate, "-out", `${name}.pem`);
    }
    return wanted.map((flavour) => {
      const files = ["-inkey", `${flavour.key}.key`, "-in", `${flavour.key}.pem`, "-out", "p12"];
      openssl("pkcs12", "-export", ...files, "-passout", `pass:${flavour.password}`, ...flavour.args);
      /** @param {string} name */
      const read = (name) => fs.readFileSync(path.join(folder, name));
      return {
        ...flavour,
        bytes: read("p12"),
        certificatePem: read(`${flavour.key}.pem`).toString(),
        keyPem: read(`${flavour.key}.key`).toString(),
      };
    });
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

const CONFIG = `
[req]
distinguished_name = dn
prompt = no
[dn]
UID = ${bundleId}
CN = Apple Push Services: ${bundleId}
[apple]
1.2.840.113635.100.6.3.1 = ASN1:NULL
1.2.840.113635.100.6.3.2 = ASN1:NULL
1.2.840.113635.100.6.3.6 = ASN1:SEQUENCE:topics
[topics]
a = UTF8String:${bundleId}
b = SEQWRAP,UTF8String:app
`;
