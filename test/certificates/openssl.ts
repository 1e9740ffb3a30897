import { execFileSync } from "node:child_process";
import { generateKeyPairSync, type KeyObject } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** What a certificate is made of; everything can be left out. */
export interface CertificateParts {
  readonly commonName?: string;
  /** Null for none. */
  readonly userId?: string | null;
  /** Lines of an OpenSSL extension section, and further sections below. */
  readonly extensions?: string;
  readonly days?: number;
}

export interface Certificate {
  readonly key: KeyObject;
  readonly keyFile: string;
  readonly file: string;
}

export const bundleId = "com.example.shop";
export const password = "correct horse 7 battery";

/** While every certificate made here is valid, whatever second its making took. */
export const tomorrow = new Date(Date.now() + 86_400_000);

const development = "1.2.840.113635.100.6.3.1 = ASN1:NULL";
const production = "1.2.840.113635.100.6.3.2 = ASN1:NULL";
/** Extensions as Apple writes them. */
export const apple = {
  development,
  production,
  both: `${development}\n${production}`,
  topics: (...topics: readonly (readonly [topic: string, type: string])[]) =>
    [
      "1.2.840.113635.100.6.3.6 = ASN1:SEQUENCE:topics",
      "[topics]",
      ...topics.flatMap(([topic, type], index) => [
        `t${index}.0 = UTF8String:${topic}`,
        `t${index}.1 = SEQWRAP,UTF8String:${type}`,
      ]),
    ].join("\n"),
};

const isThere = (() => {
  try {
    execFileSync("openssl", ["version"], { stdio: "pipe" });
    return true;
  } catch {
    return false;
  }
})();

/** `describe`, where the machine has OpenSSL's command; elsewhere skipped, and not silently. */
export const describeWithOpenssl: jest.Describe = isThere ? describe : describe.skip;
if (!isThere)
  console.warn("SKIPPED: no `openssl` command here, so no test opens a real .p12. Install OpenSSL 3.");

/** Makes keys, certificates and .p12 files in a folder of its own. */
export class Openssl {
  private readonly folder = mkdtempSync(join(tmpdir(), "tencentrtc-certificates-"));
  private files = 0;

  close() {
    rmSync(this.folder, { recursive: true, force: true });
  }

  run(...args: readonly string[]): Buffer {
    return execFileSync("openssl", args, { cwd: this.folder, stdio: ["ignore", "pipe", "pipe"] });
  }

  write(content: string | Uint8Array): string {
    this.files += 1;
    const file = join(this.folder, String(this.files));
    writeFileSync(file, content);
    return file;
  }

  key(type: "rsa" | "ec" = "ec"): Pick<Certificate, "key" | "keyFile"> {
    const { privateKey } =
      type === "rsa"
        ? generateKeyPairSync("rsa", { modulusLength: 2048 })
        : generateKeyPairSync("ec", { namedCurve: "prime256v1" });
    return this.withFile(privateKey);
  }

  withFile(key: KeyObject): Pick<Certificate, "key" | "keyFile"> {
    return { key, keyFile: this.write(key.export({ type: "pkcs8", format: "pem" })) };
  }

  certificate(parts: CertificateParts = {}, keyed = this.key()): Certificate {
    const { commonName = `Apple Push Services: ${bundleId}`, userId = bundleId, days = 365 } = parts;
    const lines = ["[req]", "distinguished_name = dn", "prompt = no", "utf8 = yes", "string_mask = utf8only"];
    const name = ["[dn]", ...(userId === null ? [] : [`UID = ${userId}`]), `CN = ${commonName}`, "C = US"];
    const extensions = ["[extensions]", parts.extensions ?? apple.both];
    const config = this.write([...lines, ...name, ...extensions].join("\n"));
    const file = this.write("");
    const args = ["req", "-x509", "-new", "-key", keyed.keyFile, "-config", config];
    this.run(...args, "-extensions", "extensions", "-days", String(days), "-out", file);
    return { ...keyed, file };
  }

  /** @param args further ones of `openssl pkcs12 -export` */
  p12(
    certificate: Pick<Certificate, "keyFile" | "file">,
    args: readonly string[] = [],
    word = password,
  ): Buffer {
    const out = this.write("");
    const base = ["pkcs12", "-export", "-inkey", certificate.keyFile, "-in", certificate.file];
    this.run(...base, "-passout", `pass:${word}`, "-out", out, ...args);
    return readFileSync(out);
  }
}
