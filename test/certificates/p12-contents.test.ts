import { generateKeyPairSync } from "node:crypto";
import { readFileSync } from "node:fs";
import { openApnsP12 } from "../../certificates";
import { type Certificate, describeWithOpenssl, Openssl, password } from "./openssl";
import { messages, outcome, valueIn } from "./outcome";

describeWithOpenssl("what a .p12 holds", () => {
  let openssl: Openssl;
  let push: Certificate;
  beforeAll(() => {
    openssl = new Openssl();
    push = openssl.certificate();
  });
  afterAll(() => openssl.close());

  const certificates = (...all: readonly Pick<Certificate, "file">[]) =>
    openssl.write(Buffer.concat(all.map(({ file }) => readFileSync(file))));
  const server = () => openssl.certificate({ commonName: "www.example.com", userId: null, extensions: "" });
  const code = (p12: Buffer) => outcome(openApnsP12(p12, password));

  test("a certificate alone", () => {
    const p12 = openssl.p12(push, ["-nokeys"]);
    expect(code(p12)).toBe("NoPrivateKey");
    expect(messages(openApnsP12(p12, password))).toMatch(/together with the private key/);
  });

  test("a key alone", () => {
    expect(code(openssl.p12(push, ["-nocerts"]))).toBe("NoCertificate");
  });

  test("the push certificate with the key of another, whose certificate is there too", () => {
    const other = server();
    const p12 = openssl.p12({ keyFile: other.keyFile, file: certificates(other, push) });
    expect(code(p12)).toBe("KeyMismatch");
    expect(messages(openApnsP12(p12, password))).toMatch(/Apple Push Services/);
  });

  test("a certificate of another kind with its key", () => {
    expect(code(openssl.p12(server()))).toBe("NotApns");
  });

  test("two push certificates of one key for two apps are listed with term and fingerprint", () => {
    const renewed = openssl.certificate(
      { commonName: "Apple Push Services: com.example.new", userId: "com.example.new" },
      push,
    );
    const p12 = openssl.p12({ keyFile: push.keyFile, file: certificates(push, renewed) });
    expect(code(p12)).toBe("SeveralCertificates");
    expect(messages(openApnsP12(p12, password))).toMatch(
      /com\.example\.new" of \d{4}-\d\d-\d\d to \d{4}-\d\d-\d\d, SHA-256 [0-9a-f]{16}…/,
    );
  });

  test("of two push certificates of one key for one app, as after a renewal, the later one is taken", () => {
    const renewed = openssl.certificate({ days: 700 }, push);
    for (const file of [certificates(push, renewed), certificates(renewed, push)]) {
      const read = valueIn(openApnsP12(openssl.p12({ keyFile: push.keyFile, file }), password));
      expect(read.notAfter.getTime() - Date.now()).toBeGreaterThan(600 * 86_400_000);
    }
  });

  test("a push certificate that signs itself, as `openssl req -x509` makes it", () => {
    const own = openssl.certificate({ extensions: "basicConstraints = critical,CA:TRUE" });
    expect(code(openssl.p12(own))).toBe("ok");
  });

  test("authorities alone, as from a browser's store", () => {
    const authority = openssl.certificate({
      commonName: "Some CA",
      extensions: "basicConstraints = critical,CA:TRUE",
    });
    const p12 = openssl.p12(authority, ["-nokeys"]);
    expect(code(p12)).toBe("NoCertificate");
    expect(messages(openApnsP12(p12, password))).toMatch(/authorities alone \("Some CA"\)/);
  });

  test("the same push certificate twice is one", () => {
    const p12 = openssl.p12(push, ["-certfile", push.file]);
    expect(code(p12)).toBe("ok");
  });

  test("the certificate of its key is taken, not a push certificate beside it", () => {
    const other = openssl.certificate({ commonName: "Apple Push Services: com.example.other", userId: null });
    const p12 = openssl.p12({ keyFile: push.keyFile, file: certificates(push, other) });
    expect(valueIn(openApnsP12(p12, password)).bundleId).toBe("com.example.shop");
  });

  test("a key that Apple's certificates don't have", () => {
    const p12 = openssl.p12(openssl.certificate({}, openssl.withFile(ed25519())));
    expect(code(p12)).toBe("UnsupportedKey");
  });
});

const ed25519 = () => generateKeyPairSync("ed25519").privateKey;
