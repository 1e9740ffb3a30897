import { readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { DeletePushCertificate, ListPushCertificates, ModifyPushCertificate } from "../../backend/api";
import { describeWithOpenssl, Openssl } from "../certificates/openssl";
import { Console } from "./backend";
import { Project } from "./project";

const SdkAppId = 1999000001;
const listed = async (backend: Console) =>
  (await backend.call(ListPushCertificates, { SdkAppId })).PushCertificates;

describeWithOpenssl("a push certificate on the real engine", () => {
  const word = "PLANTEDpassword5d41";
  const secret = "PLANTEDappSecret7c31";
  const project = new Project();
  const backend = new Console(project.backendFile);
  const openssl = new Openssl();
  const printed: string[] = [];
  const said = (run: { code: number | null; output: string }) => {
    printed.push(run.output);
    return run;
  };
  const put = (name: string, of = openssl.certificate()) => {
    const file = openssl.p12(of, [], word);
    writeFileSync(join(project.folder, name), file);
    return file;
  };
  const program = (changes: { file?: string; huawei?: string; more?: string } = {}) =>
    project.program(`
      const support = new rtc.Application("support", { products: ["chat"], region: "singapore" });
      const ios = new rtc.PushCertificate("ios", { application: support, platform: {
        vendor: "apns-p12", environment: "production", bundleId: "com.example.shop",
        file: ${changes.file ?? 'new pulumi.asset.FileAsset("push.p12")'}, password: "${word}",
      } });
      const huawei = new rtc.PushCertificate("huawei", { application: support, platform: ${
        changes.huawei ?? huawei
      } });
      ${changes.more ?? ""}
      exports.ids = pulumi.all([ios.certificateId, huawei.certificateId]);
    `);
  const huawei = `{ vendor: "huawei", packageName: "com.example.shop", appId: "104512345", appSecret: pulumi.output("${secret}") }`;
  let original: Buffer;
  afterAll(() => {
    project.remove();
    openssl.close();
  });

  test("comes up from an asset; bytes and base64 of the same file are the same", async () => {
    await project.init();
    original = put("push.p12");
    program();
    expect(said(await project.up())).toMatchObject({ code: 0 });
    program({ file: 'require("fs").readFileSync("push.p12")', huawei: `Promise.resolve(${huawei})` });
    expect(said(await project.up("--expect-no-changes"))).toMatchObject({ code: 0 });
    program({ file: 'pulumi.output(require("fs").readFileSync("push.p12", "base64"))' });
    expect(said(await project.up("--expect-no-changes"))).toMatchObject({ code: 0 });
    program({ file: 'pulumi.output(new pulumi.asset.FileAsset("push.p12"))' });
    expect(said(await project.up("--expect-no-changes"))).toMatchObject({ code: 0 });
  });

  test("rotates in place and keeps its id", async () => {
    const before = await project.outputs();
    const renewed = openssl.certificate();
    put("push.p12", renewed);
    program();
    const up = said(await project.up("--diff"));
    expect(up).toMatchObject({ code: 0, output: expect.stringContaining("1 updated") });
    expect(await project.outputs()).toEqual(before);
  });

  test("shows what a console changed and deleted", async () => {
    const certificates = await listed(backend);
    const [ios, huawei] = ["apns-p12", "huawei"].map((vendor) =>
      certificates.find(({ Platform }) => Platform.Vendor === vendor),
    );
    if (ios?.Platform.Vendor !== "apns-p12" || huawei?.Platform.Vendor !== "huawei")
      throw new Error("other certificates");
    await backend.call(ModifyPushCertificate, {
      SdkAppId,
      CertificateId: huawei.CertificateId,
      Platform: { ...huawei.Platform, Category: "IM" },
    });
    await backend.call(DeletePushCertificate, { SdkAppId, CertificateId: ios.CertificateId });
    const preview = said(await project.preview("--refresh", "--diff", "--expect-no-changes"));
    expect(preview.code).not.toBe(0);
    expect(preview.output).toMatch(/category *: "IM"/);
    expect(said(await project.up("--refresh"))).toMatchObject({ code: 0 });
    const platforms = (await listed(backend)).map(({ Platform }) => Platform);
    expect(platforms).toMatchObject([
      { Vendor: "huawei", ClickAction: { Opens: "application" } },
      { Vendor: "apns-p12" },
    ]);
    expect(platforms).not.toContainEqual(expect.objectContaining({ Category: "IM" }));
  });

  test("tells every wrong one at one preview, once and without a stack", async () => {
    await project.must("config", "set", "--secret", "word", `${word}-of-another`, "--stack", project.stack);
    const wrong = (name: string, changes: string) => `
      new rtc.PushCertificate("${name}", { application: support, platform: {
        vendor: "apns-p12", environment: "production", bundleId: "com.example.shop",
        file: new pulumi.asset.FileAsset("push.p12"), password: "${word}", ${changes}
      } });`;
    const told = {
      none: [
        'file: new pulumi.asset.FileAsset("none.p12")',
        'platform.file can\'t be read: "none.p12" (ENOENT)',
      ],
      remote: [
        'file: new pulumi.asset.RemoteAsset("https://x.example/push.p12")',
        "platform.file must be a FileAsset or a StringAsset",
      ],
      kind: ['file: pulumi.output("aGVsbG8=")', "platform.file is not a PKCS #12 file"],
      word: [
        'password: new pulumi.Config().requireSecret("word")',
        "platform.password must be the one that the .p12 was exported with",
      ],
      app: [
        'environment: "development", bundleId: "com.example.other"',
        'platform.file is for the app "com.example.shop"',
      ],
    };
    const all = Object.entries(told).map(([name, [changes = ""]]) => wrong(name, changes));
    program({
      more: `${all.join("\n")} new rtc.Tag("cost", { application: support, key: "cost", value: "" });`,
    });
    const { code, output } = said(await project.preview());
    expect(code).not.toBe(0);
    const diagnostics = output.slice(output.indexOf("Diagnostics:"));
    const expected = Object.entries(told).map(([name, [, reason]]) => `PushCertificate "${name}": ${reason}`);
    for (const text of [...expected, 'Tag "cost": value must not be empty'])
      expect({ text, times: diagnostics.split(text).length - 1 }).toEqual({ text, times: 1 });
    expect(diagnostics).toContain("can't be as declared; the stack's own errors say why");
    expect(output).not.toMatch(/\n\s+at /);
  });

  test("says at preview what a replacement does to shipped clients", async () => {
    program({ huawei: `{ vendor: "honor", appId: "104512345", clientSecret: "${secret}" }` });
    const { code, output } = said(await project.preview());
    expect(code).toBe(0);
    expect(output).toMatch(/platform\.\w+ replaces PushCertificate \d+\/\d+/);
  });

  test("keeps its secrets out of every state, output, log and database", async () => {
    expect(said(await project.destroy())).toMatchObject({ code: 0 });
    const secrets = [
      word,
      secret,
      original.toString("base64").slice(0, 60),
      original.toString("base64").slice(200, 260),
    ];
    for (const text of printed) for (const one of secrets) expect(text).not.toContain(one);
    const ours = ["index.js", "push.p12"];
    const files = readdirSync(project.folder, { recursive: true, encoding: "utf8" })
      .filter((name) => !name.startsWith("node_modules") && !ours.includes(name))
      .map((name) => join(project.folder, name))
      .filter((file) => statSync(file).isFile());
    expect(files.length).toBeGreaterThan(5);
    for (const file of files) {
      const bytes = readFileSync(file);
      const holds = [...secrets, original.subarray(100, 140)].some((one) => bytes.includes(one));
      expect({ file, holds }).toEqual({ file, holds: false });
    }
  });
});
