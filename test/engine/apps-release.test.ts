import { writeFileSync } from "node:fs";
import { DescribeWebhooks, ListPushCertificates, ModifyApplication } from "../../backend/api";
import { describeWithOpenssl, Openssl } from "../certificates/openssl";
import { fcmAccount, p8, rsa } from "../provider/push-certificate/forms";
import { AppsProject } from "./apps-project";
import { Console } from "./backend";

const shop = "application: shop\nproducts: [call]\nregion: tokyo\n";

describeWithOpenssl("an application that is given up", () => {
  const openssl = new Openssl();
  const ours = new AppsProject({ stack: "main" });
  const theirs = new AppsProject({ env: { TENCENTRTC_ENDPOINT: `file:${ours.backendFile}` } });
  const backend = new Console(ours.backendFile);
  afterAll(() => {
    ours.remove();
    theirs.remove();
    openssl.close();
  });
  const hook = "https://example.com/calls?token=s3cr3t";
  const platforms = {
    p12: "{ vendor: apns-p12, environment: production, file: ../push.p12, password: env:P12_PASSWORD }",
    p8: "{ vendor: apns-p8, environment: production, keyId: ABC123DEFG, teamId: DEF123GHIJ, bundleId: com.example.desk, file: ../push.p8 }",
    fcm: "{ vendor: fcm, serviceAccount: ../fcm.json }",
    huawei: '{ vendor: huawei, packageName: com.example.shop, appId: "104512345", appSecret: env:HUAWEI }',
  };
  const certificates = `certificates:\n${Object.entries(platforms)
    .map(([name, platform]) => `  - { name: ${name}, platform: ${platform} }\n`)
    .join("")}`;
  const whole = `${shop}admins: [ops]\nsubscriptions: [{ product: call, edition: free-trial }]\nwebhooks: [{ product: call, url: env:HOOK, events: [Call.CallbackAfterEndCall] }]\n${certificates}`;
  const all = "shop, shop/ops, shop/p12, shop/p8, shop/fcm, shop/huawei, shop/call, shop/call-webhook".split(
    ", ",
  );
  const held = async () => {
    const [application] = await backend.applications();
    const { PushCertificates } = await backend.call(ListPushCertificates, {
      SdkAppId: application?.SdkAppId ?? 0,
    });
    const Webhooks = [{ SdkAppId: application?.SdkAppId ?? 1, Product: "call" as const }];
    const [webhook] = (await backend.call(DescribeWebhooks, { Webhooks })).Entries;
    if (webhook?.Outcome !== "Found") throw new Error("there is no webhook");
    return { application, certificates: PushCertificates, webhook: webhook.Webhook };
  };
  const withSecrets = () =>
    Object.assign(ours.env, { P12_PASSWORD: "word", HUAWEI: "3f9a0c57d1e84b62", HOOK: hook });
  /** Giving up needs none. */
  const withoutSecrets = () =>
    Object.assign(ours.env, { P12_PASSWORD: undefined, HUAWEI: undefined, HOOK: undefined });
  const unowned = <T extends object>(one: T | undefined) => ({ ...one, Owner: null, ClaimDigest: null });
  const policies = async () =>
    (await ours.resources()).flatMap(({ outputs }) => outputs?.deletionPolicy ?? []);

  test("can't be where the file has less than the stack, or where the backend is missing; nothing is changed", async () => {
    ours.write("push.p8", p8());
    ours.write("fcm.json", fcmAccount(rsa()));
    writeFileSync(`${ours.folder}/push.p12`, openssl.p12(openssl.certificate(), [], "word"));
    ours.write("apps/shop.yaml", whole);
    withSecrets();
    ours.done("up", "--yes");
    withoutSecrets();
    const [made] = await backend.applications();
    await backend.call(ModifyApplication, { SdkAppId: made?.SdkAppId ?? 0, Name: "by_hand" });

    ours.write("apps/shop.yaml", `${whole.replace("admins: [ops]\n", "")}release: true\n`);
    expect(ours.command("up", "--yes")).toMatchObject({
      code: 1,
      stdout: expect.stringContaining('the file that releases "shop" has "shop/ops" no more'),
    });
    ours.write("apps/shop.yaml", `${whole}release: true\n`);
    ours.move(".tencentrtc/backend.db", ".tencentrtc/elsewhere.db");
    expect(ours.command("up", "--yes")).toMatchObject({
      code: 1,
      stdout: expect.stringMatching(/^main: failed, and changed nothing\n/),
    });
    ours.move(".tencentrtc/elsewhere.db", ".tencentrtc/backend.db");
    expect(await policies()).toEqual(["delete"]);
  });

  test("and isn't yet says so, and is undone or finished by the next up", async () => {
    const before = await held();
    ours.write("apps/stranger.yaml", 'application: stranger\nadopt: "1400000009"\n');
    const half = ours.command("up", "--yes");
    expect(half).toMatchObject({ code: 1, stdout: expect.stringContaining("not released yet: ") });
    const [, left = ""] = /not released yet: (.*?)\. /.exec(half.stdout) ?? [];
    expect(left.split(", ").sort()).toEqual([...all].sort());
    expect(half.stdout).toMatch(/^main: failed after 8 of 8 resources changed\n/);
    expect(await policies()).toEqual(["retain"]);
    expect(await held()).toEqual(before);

    ours.move("apps/stranger.yaml", "stranger.yaml");
    withSecrets();
    ours.write("apps/shop.yaml", whole.replace("\n", "\nname: by_hand\n"));
    ours.done("up", "--yes");
    expect(await policies()).toEqual(["delete"]);
    expect(await held()).toEqual(before);

    withoutSecrets();
    ours.write("apps/shop.yaml", `${whole}release: true\n`);
    const preview = ours.command("preview");
    expect(preview).toMatchObject({ code: 2, stdout: expect.stringMatching(/^main: 8 to release\n/) });
    expect(ours.done("up", "--yes").stdout).toBe("main: 8 resources released\n");
    expect(await held()).toEqual({
      application: unowned(before.application),
      certificates: before.certificates.map(unowned),
      webhook: { ...before.webhook, Url: hook, Owner: null },
    });
  });

  test("stays as it is, what was done by hand included, and another team's repository takes it with no write in between", async () => {
    const before = await held();
    ours.write(
      "apps/other.yaml",
      "application: other\nproducts: [chat]\nregion: china\ndeletionProtection: false\n",
    );
    ours.move("apps/shop.yaml", "shop.yaml");
    expect(ours.command("preview")).toMatchObject({
      code: 2,
      stdout: expect.stringContaining("1 to create"),
    });

    theirs.write(
      "apps/taken.yaml",
      `application: taken\nadopt: "${before.application?.SdkAppId}"\nadmins: [{ userId: ops, adopt: true }]\nsubscriptions: [{ product: call, adopt: true }]\n`,
    );
    theirs.done("up", "--yes");
    expect(theirs.command("preview")).toMatchObject({ code: 0 });
    expect(await held()).toEqual({
      ...before,
      application: {
        ...before.application,
        Owner: expect.stringContaining("taken"),
        ClaimDigest: expect.any(String),
      },
    });
  });
});
