import { readFileSync } from "node:fs";
import { DescribePushCertificates, ListPushCertificates, ModifyPushCertificate } from "../../../backend/api";
import type { Bag } from "../../../ground/bag";
import { apple, bundleId, describeWithOpenssl, Openssl, password } from "../../certificates/openssl";
import { Backend } from "../backend";
import { application, idOf, pushCertificate } from "../engine/declarations";
import type { MiniEngine } from "../mini-engine";

/** Quick to open. */
const quick = ["-iter", "1"];

describeWithOpenssl("an APNs certificate as .p12", () => {
  const openssl = new Openssl();
  let backend: Backend;
  let engine: MiniEngine;
  beforeAll(async () => {
    backend = await Backend.open({ ApplicationsPerAccount: 1_000 });
    // Its clock is a month behind, and these certificates are new.
    backend.pass({ days: 30 });
  });
  afterAll(async () => {
    await backend.close();
    openssl.close();
  });
  beforeEach(() => {
    engine = backend.engine();
  });

  const certificate = openssl.certificate();
  const p12 = (of = certificate, args = quick, word = password) =>
    openssl.p12(of, args, word).toString("base64");
  const form = (changes: Bag = {}): Bag => ({
    vendor: "apns-p12",
    environment: "production",
    file: p12(),
    password,
    ...changes,
  });
  const program = (changes: Bag = {}, inputs: Bag = {}) => [
    application("app"),
    pushCertificate("ios", { application: idOf("app"), platform: form(changes), ...inputs }),
  ];
  const listed = async () => {
    const SdkAppId = Number(engine.resource("app").id);
    return (await backend.call(ListPushCertificates, { SdkAppId })).PushCertificates;
  };
  const openssled = (file: string) =>
    openssl
      .run("x509", "-in", file, "-noout", "-fingerprint", "-sha256")
      .toString()
      .replace(/.*=|:|\s/g, "")
      .toLowerCase();

  test("of 600,000 iterations comes up too, as NSS and GnuTLS write it", async () => {
    const costly = p12(certificate, ["-iter", "600000", "-macalg", "sha256"]);
    expect(await engine.up(program({ file: costly }))).toMatchObject({ faults: [] });
    expect((await listed()).map(({ App }) => App)).toEqual([bundleId]);
  });

  test("stays as it is, password included, where changes of it are ignored", async () => {
    await engine.up(program());
    const { file, password: word } = Object(engine.resource("ios").inputs.platform);
    const run = await engine.up(
      program({ file, password: word }, { adopt: (await listed())[0]?.CertificateId }),
    );
    expect(run).toMatchObject({ ops: { ios: "update" }, faults: [], writes: [] });
  });

  test("comes up with what the certificate says", async () => {
    expect(await engine.up(program({ bundleId }))).toMatchObject({ faults: [], messages: [] });
    const { id, outputs } = engine.resource("ios");
    expect(outputs).toMatchObject({
      certificateId: expect.any(Number),
      fingerprint: openssled(certificate.file),
      app: bundleId,
      subject: expect.stringContaining(`CN=Apple Push Services: ${bundleId}`),
      topics: [bundleId],
      notBefore: expect.any(String),
      notAfter: expect.any(String),
      daysLeft: 364,
      expired: false,
      timpushConfig: {},
    });
    expect(id).toBe(`${engine.resource("app").id}/${String(outputs.certificateId)}`);
    const [record] = await listed();
    expect(Date.parse(String(outputs.effectiveTime)) - Date.parse(record?.SavedTime ?? "")).toBe(600_000);
    expect((await engine.preview(program({ bundleId }))).ops.ios).toBe("same");
    expect((await engine.refresh()).changed.ios).toEqual([]);
  });

  test.each<[string, readonly string[], string]>([
    ["as OpenSSL 3 writes it", [], password],
    ["-legacy", ["-legacy"], password],
    ["3DES", ["-keypbe", "PBE-SHA1-3DES", "-certpbe", "PBE-SHA1-3DES", "-macalg", "sha1"], password],
    ["with a SHA-512 MAC", ["-macalg", "sha512"], password],
    ["without a MAC", ["-nomac"], password],
    ["with a password beyond ASCII", [], "пароль-é"],
  ])("comes up %s, and is the same certificate as any other", async (_, args, word) => {
    await engine.up(program());
    const again = program({ file: p12(certificate, [...args], word), password: word });
    expect(await engine.up(again)).toMatchObject({ ops: { ios: "same" }, writes: [], faults: [] });
  });

  test("comes up with an RSA key, and with an empty password, which is warned of", async () => {
    const other = openssl.certificate({}, openssl.key("rsa"));
    const { faults, messages } = await engine.up(program({ file: p12(other, quick, ""), password: "" }));
    expect(faults).toEqual([]);
    expect(messages).toEqual([
      { level: "warn", resource: "ios", text: expect.stringMatching(/password is empty.*no pushes/) },
    ]);
  });

  describe("that can't be used is refused at preview", () => {
    const other = openssl.certificate({
      commonName: "Apple Push Services: com.example.other",
      userId: "com.example.other",
    });
    const rows: [string, () => Bag, string, RegExp][] = [
      [
        "a wrong password",
        () => ({ password: "wrong" }),
        "password",
        /the one that the \.p12 was exported with/,
      ],
      ["no password", () => ({ password: undefined }), "password", /is required and must be text/],
      ["no file", () => ({ file: undefined }), "file", /is required and must be a file/],
      ["an empty file", () => ({ file: "" }), "file", /must not be empty/],
      ["a path", () => ({ file: "./push.p12" }), "file", /as an asset or as its bytes/],
      ["base64 of something else", () => ({ file: "aGVsbG8=" }), "file", /\.p12/],
      [
        "a file that is too large",
        () => ({ file: Buffer.alloc(65 * 1_024).toString("base64") }),
        "file",
        /at most 64 KiB/,
      ],
      [
        "one cut off",
        () => ({ file: Buffer.from(p12(), "base64").subarray(0, 700).toString("base64") }),
        "file",
        /cut off|incomplete|damaged|ends/i,
      ],
      ["no key", () => ({ file: p12(certificate, [...quick, "-nokeys"]) }), "file", /holds no private key/],
      [
        "no certificate",
        () => ({ file: p12(certificate, [...quick, "-nocerts"]) }),
        "file",
        /holds no certificate/,
      ],
      [
        "no APNs certificate",
        () => ({
          file: p12(
            openssl.certificate({
              commonName: "shop.example.com",
              userId: null,
              extensions: "basicConstraints = CA:FALSE",
            }),
          ),
        }),
        "file",
        /not an APNs certificate/,
      ],
      [
        "another bundle id",
        () => ({ file: p12(other), bundleId }),
        "file",
        /is for the app "com\.example\.other"/,
      ],
      [
        "a wildcard",
        () => ({
          file: p12(
            openssl.certificate({
              commonName: "Apple Push Services: com.example.*",
              userId: "com.example.*",
            }),
          ),
        }),
        "file",
        /wildcard/,
      ],
      [
        "an environment that it doesn't serve",
        () => ({
          file: p12(
            openssl.certificate({
              commonName: `Apple Development IOS Push Services: ${bundleId}`,
              extensions: apple.development,
            }),
          ),
        }),
        "file",
        /declared for production and serves development only/,
      ],
    ];
    test.each(rows)("%s", async (_, changes, field, reason) => {
      for (const run of [await engine.preview(program(changes())), await engine.up(program(changes()))]) {
        expect(run.failures.filter(({ resource }) => resource === "ios")).toEqual([
          {
            resource: "ios",
            property: "",
            reason: expect.stringMatching(new RegExp(`^platform\\.${field}: `)),
          },
        ]);
        expect(run.failures[0]?.reason).toMatch(reason);
        expect(run.writes).not.toContain("CreatePushCertificate");
      }
    });
  });

  describe("rotated", () => {
    const renewed = openssl.certificate();

    test("keeps its id, and file and password change together", async () => {
      await engine.up(program());
      const before = engine.resource("ios");
      const next = program({ file: p12(renewed, quick, "new word"), password: "new word" });
      expect(await engine.preview(next)).toMatchObject({
        ops: { ios: "update" },
        changed: { ios: ["platform"] },
      });
      expect(await engine.up(next)).toMatchObject({ writes: ["ModifyPushCertificate"], faults: [] });
      const after = engine.resource("ios");
      expect(after.id).toBe(before.id);
      expect(after.outputs.certificateId).toBe(before.outputs.certificateId);
      expect(after.outputs.fingerprint).toBe(openssled(renewed.file));
      expect((await engine.preview(next)).ops.ios).toBe("same");
    });

    test("behind the provider's back, is drift and comes back", async () => {
      await engine.up(program());
      const [record] = await listed();
      if (!record) throw new Error("no certificate");
      await backend.call(ModifyPushCertificate, {
        SdkAppId: record.SdkAppId,
        CertificateId: record.CertificateId,
        Platform: record.Platform,
        Secrets: { File: p12(renewed), Password: password },
      });
      expect((await engine.previewRefresh()).changed).toEqual({ app: [], ios: ["platform"] });
      await engine.refresh();
      expect(await engine.up(program())).toMatchObject({ ops: { ios: "update" }, faults: [] });
      expect((await listed())[0]?.Fingerprint).toBe(openssled(certificate.file));
    });
  });

  test("of which nothing secret is in the state, in what is said, or in the database", async () => {
    const word = "PLANTED-PASSWORD-5d41";
    const file = p12(certificate, quick, word);
    const wrong = await engine.up(program({ file, password: `${word}-wrong` }));
    const up = await engine.up(program({ file, password: word }));
    expect(up.faults).toEqual([]);
    const refreshed = await engine.refresh();
    const entries = await backend.call(DescribePushCertificates, {
      PushCertificates: (await listed()).map(({ SdkAppId, CertificateId }) => ({ SdkAppId, CertificateId })),
    });
    const { calls: _sent, ...said } = { ...wrong, up: { ...up, calls: [] }, refreshed };
    const shown = JSON.stringify([
      said,
      [...engine.state.values()],
      entries,
      await engine.preview(program({ file, password: word })),
    ]);
    for (const secret of [word, file, file.slice(100, 140)]) {
      expect(shown).not.toContain(secret);
      for (const suffix of ["", "-wal"]) {
        const bytes = readFileSync(`${backend.file}${suffix}`);
        expect(bytes.includes(secret)).toBe(false);
        expect(bytes.includes(Buffer.from(secret, "base64"))).toBe(false);
      }
    }
    expect(engine.resource("ios").outputs.platform).toMatchObject({
      file: `sha256:${openssled(certificate.file)}`,
      password: `sha256:${openssled(certificate.file)}`,
    });
  });
});
