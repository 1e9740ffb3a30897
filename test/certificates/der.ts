import { createCipheriv, createHmac, pbkdf2Sync } from "node:crypto";
import { asn1 } from "node-forge";

/** One value of DER. */
export function der(tag: number, ...parts: readonly Uint8Array[]): Buffer {
  const body = Buffer.concat(parts);
  if (body.length < 0x80) return Buffer.concat([Buffer.from([tag, body.length]), body]);
  const hex = body.length.toString(16);
  const length = Buffer.from(hex.length % 2 ? `0${hex}` : hex, "hex");
  return Buffer.concat([Buffer.from([tag, 0x80 + length.length]), length, body]);
}

export const sequence = (...parts: readonly Uint8Array[]) => der(0x30, ...parts);
export const octets = (...parts: readonly Uint8Array[]) => der(0x04, ...parts);
export const explicit = (...parts: readonly Uint8Array[]) => der(0xa0, ...parts);
export const integer = (value: number | Uint8Array) =>
  der(0x02, typeof value === "number" ? Buffer.from(hexOf(value), "hex") : value);
export const oid = (id: string) => der(0x06, Buffer.from(asn1.oidToDer(id).getBytes(), "latin1"));
export const nothing = der(0x05);

function hexOf(value: number) {
  const hex = value.toString(16);
  const even = hex.length % 2 ? `0${hex}` : hex;
  return /^[89a-f]/.test(even) ? `00${even}` : even;
}

const ids = {
  data: "1.2.840.113549.1.7.1",
  encryptedData: "1.2.840.113549.1.7.6",
  pbes2: "1.2.840.113549.1.5.13",
  pbkdf2: "1.2.840.113549.1.5.12",
  hmacWithSha256: "1.2.840.113549.2.9",
  hmacWithSha512: "1.2.840.113549.2.11",
  pbmac1: "1.2.840.113549.1.5.14",
  aes256: "2.16.840.1.101.3.4.1.42",
  sha256: "2.16.840.1.101.3.4.2.1",
  pbeSha1With3Des: "1.2.840.113549.1.12.1.3",
  bag: "1.2.840.113549.1.12.10.1",
  x509: "1.2.840.113549.1.9.22.1",
};

const salt = Buffer.alloc(8, 7);
const iv = Buffer.alloc(16, 9);

export const data = (content: Uint8Array) => sequence(oid(ids.data), explicit(octets(content)));

/** A whole .p12 around the ContentInfos of its AuthenticatedSafe. */
export const pfx = (contents: readonly Uint8Array[], mac: Uint8Array = Buffer.alloc(0)) =>
  sequence(integer(3), data(sequence(...contents)), mac);

export const macOf = (iterations: number | Uint8Array, algorithm = sequence(oid(ids.sha256), nothing)) =>
  sequence(sequence(algorithm, octets(Buffer.alloc(32))), octets(salt), integer(iterations));

/** A .p12 of these ContentInfos, protected by PBMAC1 (RFC 9579) as OpenSSL writes it. */
export function pbmac1Pfx(
  contents: readonly Uint8Array[],
  password: string,
  {
    iterations = 2048,
    keyLength = 32,
    code = "sha256",
  }: { iterations?: number; keyLength?: number; code?: "sha256" | "sha512" } = {},
): Buffer {
  const key = pbkdf2Sync(Buffer.from(password, "utf8"), salt, iterations, keyLength, "sha256");
  const mac = createHmac(code, key)
    .update(sequence(...contents))
    .digest();
  const prf = sequence(oid(ids.hmacWithSha256), nothing);
  const kdf = sequence(octets(salt), integer(iterations), integer(keyLength), prf);
  const scheme = sequence(oid(code === "sha256" ? ids.hmacWithSha256 : ids.hmacWithSha512), nothing);
  const algorithm = sequence(oid(ids.pbmac1), sequence(sequence(oid(ids.pbkdf2), kdf), scheme));
  const macData = sequence(sequence(algorithm, octets(mac)), octets(Buffer.from("NOT USED")), integer(1));
  return pfx(contents, macData);
}

export interface Scheme {
  readonly iterations: number | Uint8Array;
  readonly keyLength?: number;
}

export const pbes2 = ({ iterations, keyLength }: Scheme) =>
  sequence(
    oid(ids.pbes2),
    sequence(
      sequence(
        oid(ids.pbkdf2),
        sequence(
          octets(salt),
          integer(iterations),
          keyLength === undefined ? Buffer.alloc(0) : integer(keyLength),
          sequence(oid(ids.hmacWithSha256), nothing),
        ),
      ),
      sequence(oid(ids.aes256), octets(iv)),
    ),
  );

export const pkcs12Pbe = (iterations: number | Uint8Array) =>
  sequence(oid(ids.pbeSha1With3Des), sequence(octets(salt), integer(iterations)));

/** Encrypts as `pbes2({ iterations: 1 })` says. */
export function encrypted(clear: Uint8Array, password: string): Buffer {
  const cipher = createCipheriv("aes-256-cbc", pbkdf2Sync(password, salt, 1, 32, "sha256"), iv);
  return Buffer.concat([cipher.update(clear), cipher.final()]);
}

export const encryptedData = (algorithm: Uint8Array, content: Uint8Array) =>
  sequence(
    oid(ids.encryptedData),
    explicit(sequence(integer(0), sequence(oid(ids.data), algorithm, der(0x80, content)))),
  );

const bag = (type: number, value: Uint8Array) => sequence(oid(`${ids.bag}.${type}`), explicit(value));
export const bags = {
  key: (pkcs8: Uint8Array) => bag(1, pkcs8),
  shroudedKey: (algorithm: Uint8Array, content: Uint8Array) => bag(2, sequence(algorithm, octets(content))),
  certificate: (x509: Uint8Array) => bag(3, sequence(oid(ids.x509), explicit(octets(x509)))),
  nested: (...inner: readonly Uint8Array[]) => bag(6, sequence(...inner)),
  secret: () => bag(5, nothing),
};

interface Unsigned {
  readonly commonName?: string;
  readonly userId?: string;
  readonly topics?: readonly string[];
}

/**
 * A push certificate that nobody signed, and that may hold what OpenSSL's command refuses to write.
 *
 * @param publicKey SPKI
 */
export function certificate(publicKey: Uint8Array, { commonName = "x", userId = "x", topics }: Unsigned) {
  const text = (value: string) => der(0x0c, Buffer.from(value));
  const attribute = (id: string, value: string) => der(0x31, sequence(oid(id), text(value)));
  const name = sequence(attribute("2.5.4.3", commonName), attribute("0.9.2342.19200300.100.1.1", userId));
  const year = (digits: string) => der(0x17, Buffer.from(`${digits}0101000000Z`));
  const algorithm = sequence(oid("1.2.840.10045.4.3.2"));
  const list = topics && sequence(...topics.flatMap((topic) => [text(topic), sequence(text("app"))]));
  const extensions = [
    sequence(oid("1.2.840.113635.100.6.3.2"), octets(nothing)),
    ...(list ? [sequence(oid("1.2.840.113635.100.6.3.6"), octets(list))] : []),
  ];
  const validity = sequence(year("20"), year("40"));
  const fields = [explicit(integer(2)), integer(1), algorithm, name, validity, name, publicKey];
  const unsigned = sequence(...fields, der(0xa3, sequence(...extensions)));
  return sequence(unsigned, algorithm, der(0x03, Buffer.alloc(9)));
}
