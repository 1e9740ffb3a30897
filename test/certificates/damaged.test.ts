import { readFileSync } from "node:fs";
import { openApnsP12 } from "../../certificates";
import { type Certificate, describeWithOpenssl, Openssl, password } from "./openssl";
import { messages, outcome } from "./outcome";

const read = (bytes: Uint8Array) => openApnsP12(bytes, password);
/** What a protected file may be called after a change. */
const codes = [
  "NotPkcs12",
  "Truncated",
  "Damaged",
  "WrongPassword",
  "UnsupportedEncryption",
  "TooManyIterations",
];

describeWithOpenssl("a damaged .p12", () => {
  let openssl: Openssl;
  let certificate: Certificate;
  let flavours: Buffer[];
  beforeAll(() => {
    openssl = new Openssl();
    certificate = openssl.certificate();
    const quick = ["-iter", "1"];
    flavours = [
      openssl.p12(certificate, quick),
      openssl.p12(certificate, [...quick, "-legacy"]),
      openssl.p12(certificate, [...quick, "-nomac"]),
      openssl.p12(certificate, [...quick, "-nomac", "-keypbe", "NONE", "-certpbe", "NONE"]),
    ];
  });
  afterAll(() => openssl.close());

  test("cut off anywhere", () => {
    for (const p12 of flavours) {
      for (let length = 0; length < p12.length; length += length < 40 ? 1 : 7) {
        // Before the version number there is nothing to tell it by.
        expect(outcome(read(p12.subarray(0, length)))).toBe(length < 7 ? "NotPkcs12" : "Truncated");
      }
    }
    expect(messages(read((flavours[0] ?? Buffer.alloc(0)).subarray(0, 300)))).toMatch(
      /announces \d+ bytes, and there are 300/,
    );
  });

  test("with something appended", () => {
    for (const p12 of flavours)
      expect(outcome(read(Buffer.concat([p12, Buffer.from("\n")])))).toBe("Damaged");
  });

  test("with one bit flipped anywhere", () => {
    const [modern, legacy, noMac, clear] = flavours;
    const flips = (p12: Buffer | undefined, step: number) =>
      Array.from({ length: Math.floor(((p12?.length ?? 0) * 8) / step) }, (_, index) => {
        const flipped = Buffer.from(p12 ?? []);
        const bit = index * step;
        flipped.writeUInt8(flipped.readUInt8(bit >> 3) ^ (1 << (bit & 7)), bit >> 3);
        return read(flipped);
      });
    const original = read(modern ?? Buffer.alloc(0));
    expect(outcome(original)).toBe("ok");
    for (const reading of [...flips(modern, 13), ...flips(legacy, 29)]) {
      // What the code doesn't cover may be flipped, such as the parameters of a digest that has none.
      if (reading.ok) expect(reading).toEqual(original);
      else expect(codes).toContain(outcome(reading));
    }
    // Without a code a flipped bit may go unnoticed; it must only not break.
    for (const reading of [...flips(noMac, 29), ...flips(clear, 7)])
      expect(typeof reading.ok).toBe("boolean");
  });

  const base64 = (bytes: Buffer) => Buffer.from(bytes.toString("base64"));
  const utf16 = (bytes: Buffer) => Buffer.from(`\uFEFF${bytes.toString()}`, "utf16le");
  const request = (form: string) =>
    openssl.run("req", "-new", "-key", certificate.keyFile, "-subj", "/CN=shop", "-outform", form);
  const chain = (form: string) =>
    openssl.run("crl2pkcs7", "-nocrl", "-certfile", certificate.file, "-outform", form);
  const authority = () =>
    openssl.certificate({ commonName: "Some CA", extensions: "basicConstraints = critical,CA:TRUE" });

  test.each<[string, () => Uint8Array, RegExp]>([
    ["nothing", () => Buffer.alloc(0), /is empty/],
    [
      "a .cer",
      () => openssl.run("x509", "-in", certificate.file, "-outform", "DER"),
      /without its private key \(\.cer\)/,
    ],
    ["a certificate as PEM", () => readFileSync(certificate.file), /PEM text.*openssl pkcs12 -export/],
    ["a .p8", () => readFileSync(certificate.keyFile), /declared as p8/],
    [
      "base64 of a .p12",
      () => Buffer.from((flavours[0] ?? Buffer.alloc(0)).toString("base64")),
      /base64 text/,
    ],
    ["JSON", () => Buffer.from('{"type":"service_account"}'), /is JSON/],
    ["a Java keystore", () => Buffer.from("feedfeed00000002", "hex"), /keytool/],
    ["a key as DER", () => certificate.key.export({ type: "pkcs8", format: "der" }), /private key in binary/],
    ["base64 of a PEM", () => base64(readFileSync(certificate.file)), /base64 text, and in it the PEM text/],
    ["a .p8 in UTF-16", () => utf16(readFileSync(certificate.keyFile)), /UTF-16, and in it .*private key/],
    ["a CSR", () => request("PEM"), /signing request \(CSR\).*let Apple make/],
    ["a CSR as DER", () => request("DER"), /signing request \(CSR\)/],
    ["a .p7b", () => chain("PEM"), /chain of certificates without a private key \(\.p7b\)/],
    ["a .p7b as DER", () => chain("DER"), /\(\.p7b\)/],
    ["an authority's certificate", () => readFileSync(authority().file), /authority's certificate \(CA\)/],
    ["a ZIP archive", () => Buffer.from("504b03040a00", "hex"), /ZIP archive.*unpack it/],
    ["a web page", () => Buffer.from("<!DOCTYPE html><html>"), /web page/],
    ["a pointer of Git LFS", () => Buffer.from("version https://git-lfs.github.com/spec/v1"), /git lfs pull/],
    ["zeros", () => Buffer.alloc(5000), /not a PKCS #12 file/],
    ["text", () => Buffer.from("0123456789 hello"), /not a PKCS #12 file/],
  ])("%s instead of one", (_what, bytes, pattern) => {
    const reading = read(bytes());
    expect(outcome(reading)).toBe("NotPkcs12");
    expect(messages(reading)).toMatch(pattern);
  });

  test("the bytes that were given are left as they were", () => {
    const [p12] = flavours;
    const before = Buffer.from(p12 ?? []);
    read(p12 ?? Buffer.alloc(0));
    expect(p12?.equals(before)).toBe(true);
  });

  test("a view into a larger buffer is read as itself", () => {
    const [p12] = flavours;
    const padded = Buffer.concat([Buffer.from("before"), p12 ?? Buffer.alloc(0), Buffer.from("after")]);
    const view = new Uint8Array(padded.buffer, padded.byteOffset + 6, p12?.length ?? 0);
    expect(outcome(read(view))).toBe("ok");
  });
});
