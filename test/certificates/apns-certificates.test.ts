import { openApnsP12, readApnsP12 } from "../../certificates";
import {
  apple,
  bundleId,
  type CertificateParts,
  describeWithOpenssl,
  Openssl,
  password,
  tomorrow,
} from "./openssl";
import { messages, outcome, valueIn } from "./outcome";

const day = 86_400_000;

describeWithOpenssl("a push certificate", () => {
  let openssl: Openssl;
  let keyed: ReturnType<Openssl["key"]>;
  beforeAll(() => {
    openssl = new Openssl();
    keyed = openssl.key();
  });
  afterAll(() => openssl.close());

  const p12 = (parts: CertificateParts) => openssl.p12(openssl.certificate(parts, keyed), ["-iter", "1"]);
  const read = (parts: CertificateParts) => openApnsP12(p12(parts), password);
  const universal = apple.topics(
    [bundleId, "app"],
    [`${bundleId}.voip`, "voip"],
    [`${bundleId}.complication`, "complication"],
  );
  const both = ["development", "production"];

  test.each<[string, CertificateParts, object]>([
    [
      "for both environments, with its topics",
      { extensions: `${apple.both}\n${universal}` },
      {
        kind: "app",
        environments: both,
        topics: [bundleId, `${bundleId}.voip`, `${bundleId}.complication`],
      },
    ],
    ["for both, without topics", { extensions: apple.both }, { environments: both, topics: [bundleId] }],
    ["the extension for development", { extensions: apple.development }, { environments: ["development"] }],
    ["the extension for production", { extensions: apple.production }, { environments: ["production"] }],
    ["no extension: its name says both", { extensions: "" }, { environments: both }],
    [
      "no extension: its name says development",
      { extensions: "", commonName: `Apple Development IOS Push Services: ${bundleId}` },
      { environments: ["development"] },
    ],
    [
      "no extension: its name says sandbox",
      { extensions: "", commonName: `Apple Sandbox Push Services: ${bundleId}` },
      { environments: ["development"] },
    ],
    [
      "no extension: its name says production",
      { extensions: "", commonName: `Apple Production IOS Push Services: ${bundleId}` },
      { environments: ["production"] },
    ],
    [
      "a Mac app",
      { extensions: "", commonName: `Apple Production Mac Push Services: ${bundleId}` },
      { kind: "app", environments: ["production"] },
    ],
    [
      "extensions decide, not the name",
      { extensions: apple.production, commonName: `Apple Development IOS Push Services: ${bundleId}` },
      { environments: ["production"] },
    ],
    [
      "another name, with the extensions",
      { commonName: "Shop push" },
      { commonName: "Shop push", bundleId, kind: "app", environments: both },
    ],
    ["no user id: its name has the bundle id", { userId: null }, { bundleId, topics: [bundleId] }],
    [
      "VoIP",
      { commonName: `VoIP Services: ${bundleId}` },
      { kind: "voip", bundleId, topics: [`${bundleId}.voip`] },
    ],
    [
      "VoIP, with the variant as user id",
      { commonName: `VoIP Services: ${bundleId}`, userId: `${bundleId}.voip` },
      { kind: "voip", bundleId, topics: [`${bundleId}.voip`] },
    ],
    [
      "VoIP, with its own list of topics",
      {
        commonName: `VoIP Services: ${bundleId}`,
        extensions: `${apple.both}\n1.2.840.113635.100.6.3.4 = ASN1:UTF8String:${bundleId}.voip, ${bundleId}`,
      },
      { topics: [`${bundleId}.voip`, bundleId] },
    ],
    [
      "WatchKit",
      { commonName: `WatchKit Services: ${bundleId}` },
      { kind: "watch", topics: [`${bundleId}.complication`] },
    ],
    [
      "a list of topics that can't be read",
      { extensions: `${apple.both}\n1.2.840.113635.100.6.3.6 = DER:30:05:0c` },
      { topics: [bundleId] },
    ],
    [
      "names beyond ASCII",
      { commonName: "Магазин", extensions: apple.both },
      { commonName: "Магазин", subject: `UID=${bundleId}, CN=Магазин, C=US` },
    ],
  ])("%s", (_what, parts, expected) => {
    expect(valueIn(read(parts))).toMatchObject(expected);
  });

  test.each<[string, CertificateParts, RegExp]>([
    ["a web server's", { commonName: "www.example.com", extensions: "" }, /"www\.example\.com"/],
    ["a Website Push ID", { commonName: "Website Push ID: web.com.example" }, /Safari/],
    ["a Pass Type ID", { commonName: "Pass Type ID: pass.com.example" }, /Wallet/],
    ["for MDM", { commonName: "APSP:8b9c1e2f", userId: "com.apple.mgmt.External.8b9c1e2f" }, /MDM/],
    [
      "for signing",
      { commonName: "Apple Distribution: Example Ltd. (DEF123GHIJ)", extensions: "" },
      /signing/,
    ],
    ["for signing, of old", { commonName: "iPhone Developer: Jane Doe (ABC)", extensions: "" }, /signing/],
    ["without any name of an app", { commonName: "x", userId: null }, /"x"/],
  ])("%s is no APNs certificate", (_what, parts, pattern) => {
    const reading = read(parts);
    expect(outcome(reading)).toBe("NotApns");
    expect(messages(reading)).toMatch(pattern);
  });

  describe("judged", () => {
    let file: Buffer;
    let onlyProduction: Buffer;
    beforeAll(() => {
      file = p12({ extensions: `${apple.both}\n${universal}` });
      onlyProduction = p12({ extensions: apple.production });
    });
    const now = tomorrow;
    const later = (days: number) => new Date(now.getTime() + days * day);

    test.each([
      [undefined, "ok"],
      [bundleId, "ok"],
      ["com.example.other", "OtherBundleId"],
      [`${bundleId}.voip`, "OtherBundleId"],
      ["com.example.Shop", "OtherBundleId"],
      ["com.example.*", "WildcardBundleId"],
      ["*", "WildcardBundleId"],
      ["com..example", "InvalidBundleId"],
      ["", "InvalidBundleId"],
      ["a".repeat(156), "InvalidBundleId"],
    ])("bundle id %p: %s", (declared, code) => {
      const reading = readApnsP12(file, password, { now, bundleId: declared });
      expect(outcome(reading)).toBe(code);
      if (!reading.ok)
        expect(reading).toMatchObject({
          failures: [{ field: code === "OtherBundleId" ? undefined : "bundleId" }],
        });
    });

    test("a bundle id in another case is pointed out", () => {
      const reading = readApnsP12(file, password, { now, bundleId: "com.example.Shop" });
      expect(messages(reading)).toMatch(/differs in case/);
    });

    test.each([
      ["com.example.*", "Apple Push Services: com.example.*"],
      ["*", "Apple Push Services: *"],
    ])("a certificate for %s is refused", (userId, commonName) => {
      const reading = readApnsP12(p12({ userId, commonName }), password, { now });
      expect(outcome(reading)).toBe("WildcardBundleId");
    });

    test.each([
      ["both, for development", () => file, "development", "ok"],
      ["both, for production", () => file, "production", "ok"],
      ["production, for production", () => onlyProduction, "production", "ok"],
      ["production, for development", () => onlyProduction, "development", "OtherEnvironment"],
      ["production, for any", () => onlyProduction, undefined, "ok"],
    ] as const)("a certificate of %s", (_what, bytes, environment, code) => {
      const reading = readApnsP12(bytes(), password, { now, environment });
      expect(outcome(reading)).toBe(code);
      if (code !== "ok") expect(messages(reading)).toMatch(/for development and serves production only/);
    });

    test.each([
      [-2, "NotYetValid"],
      [0, "ok"],
      [363, "ok"],
      [365, "Expired"],
    ])("%p days after tomorrow", (days, code) => {
      expect(outcome(readApnsP12(file, password, { now: later(days) }))).toBe(code);
    });

    test("the term ends with its last second", () => {
      const { notBefore, notAfter } = valueIn(openApnsP12(file, password));
      const at = (date: Date, milliseconds: number) => new Date(date.getTime() + milliseconds);
      const judged = (date: Date) => outcome(readApnsP12(file, password, { now: date }));
      expect([at(notBefore, -1), notBefore, notAfter, at(notAfter, 1)].map(judged)).toEqual([
        "NotYetValid",
        "ok",
        "ok",
        "Expired",
      ]);
    });

    test("an expired one can still be opened, and says when it ended", () => {
      expect(messages(readApnsP12(file, password, { now: later(375) }))).toMatch(
        /expired on \d{4}-\d\d-\d\d, \d+ days ago/,
      );
      expect(outcome(openApnsP12(file, password))).toBe("ok");
    });
  });
});
