import { mkdirSync } from "node:fs";
import { dirname } from "node:path";
import {
  applicationResource,
  CreateAdminAccount,
  CreateApplication,
  CreatePushCertificate,
  ModifyResourceTags,
  PurchaseSubscription,
  SetWebhook,
} from "../../backend/api";
import { embeddedUin, openStore } from "../../backend/store";
import { tencentrtc } from "../cli/tencentrtc";
import { Console } from "./backend";
import { classes, withPlugin } from "./plugin-project";

const certificateOf = (id = ""): string => id.split("/")[1] ?? "";
const index = (kind: string) => `tencentrtc:index:${kind}`;
const secret = "3f9a0c57d1e84b62";
const webhook = { url: `https://example.com/calls?token=${secret}`, events: ["Call.CallbackAfterStartCall"] };

describe("what a console made, one of each kind", () => {
  const project = withPlugin();
  const backend = new Console(project.backendFile);
  afterAll(() => project.remove());
  let ids: Record<string, string> = {};

  /** A program that says the same, save for what `changes` has. */
  const program = (library: string, changes: { description?: string; from?: string } = {}) => `
    const opts = (kind, more) => ({ ...more, ${changes.from === undefined ? "" : `aliases: [{ type: "${changes.from}" + kind }]`} });
    const chat = new ${library}Application("chat", {
      name: "console", region: "tokyo", products: ["call", "chat"], tags: { team: "a" },
      description: "${changes.description ?? ""}",
    }, opts("Application"));
    const application = chat.id;
    new ${library}AdminAccount("ops", { application, userId: "ops" }, opts("AdminAccount"));
    new ${library}PushCertificate("push", { application, platform: {
      vendor: "huawei", packageName: "com.example.shop", appId: "104512345", appSecret: "${secret}",
    } }, opts("PushCertificate"));
    new ${library}Subscription("call", { application, product: "call", edition: "1-to-1-call" }, opts("Subscription"));
    new ${library}Tag("cost", { application, key: "cost center", value: "b" }, opts("Tag"));
    new ${library}Webhook("hook", { application, product: "call", ...${JSON.stringify(webhook)} }, opts("Webhook"));
  `;

  beforeAll(async () => {
    await project.init();
    mkdirSync(dirname(project.backendFile), { recursive: true });
    await (await openStore({ file: project.backendFile, create: true })).close();
    const { SdkAppId } = await backend.call(CreateApplication, {
      Name: "console",
      Region: "tokyo",
      Products: ["call", "chat"],
    });
    await backend.call(CreateAdminAccount, { SdkAppId, UserId: "ops" });
    const { CertificateId } = await backend.call(CreatePushCertificate, {
      SdkAppId,
      Platform: { Vendor: "huawei", PackageName: "com.example.shop", AppId: "104512345" },
      Secrets: { AppSecret: secret },
    });
    const order = { SdkAppId, Product: "call", Edition: "1-to-1-call", Months: 1 } as const;
    await backend.call(PurchaseSubscription, { ...order, Configuration: {}, AutoRenewal: false });
    await backend.call(SetWebhook, { SdkAppId, Product: "call", Url: webhook.url, Events: webhook.events });
    await backend.call(ModifyResourceTags, {
      Resource: applicationResource(embeddedUin, SdkAppId),
      ReplaceTags: [
        { TagKey: "team", TagValue: "a" },
        { TagKey: "cost center", TagValue: "b" },
      ],
    });
    await backend.settings({ WindowSecondsMin: 0, WindowSecondsMax: 0 });
    ids = {
      Application: String(SdkAppId),
      AdminAccount: `${SdkAppId}/ops`,
      PushCertificate: `${SdkAppId}/${CertificateId}`,
      Subscription: `${SdkAppId}/call`,
      Tag: `${SdkAppId}/cost%20center`,
      Webhook: `${SdkAppId}/call`,
    };
  });

  test("is all in the bulk file that the command writes of the account, but for tags, which are the application's", async () => {
    const write = (...more: string[]) =>
      tencentrtc(["import", "--pulumi", "account.json", "--allow-plugins", ...more], {
        cwd: project.folder,
        env: project.env,
      });
    expect(write()).toMatchObject({
      code: 0,
      stdout: "account.json\n",
      stderr: expect.stringContaining("5 resources"),
    });
    expect(write()).toMatchObject({ code: 1, stderr: expect.stringContaining("is there already") });
    const refused = (...args: string[]) =>
      tencentrtc(["import", "--allow-plugins", ...args], { cwd: project.folder, env: project.env });
    for (const [args, words] of [
      [["--provider", "x"], "only beside --pulumi"],
      [["--pulumi", "other.json", "--provider", "x"], "takes the URN of a provider"],
      [["--pulumi", "other.json", "--yes"], "leave out --to, --files-only and --yes"],
      [["--pulumi", "nowhere/other.json"], "there is no folder"],
      [["--pulumi", "other.json", "--account", "x"], 'has no account "x"'],
    ] as const)
      expect(refused(...args)).toMatchObject({ code: 1, stdout: "", stderr: expect.stringContaining(words) });
    await project.must("stack", "init", "bulk");
    const flags = ["--yes", "--generate-code=false", "--protect=false", "--stack", "bulk"];
    const run = await project.pulumi("import", "--file", "account.json", ...flags);
    expect(run).toMatchObject({ code: 0, output: expect.stringContaining("5 imported") });
    project.program(`${classes}
      const chat = new Application("console", {
        name: "console", region: "tokyo", products: ["call", "chat"], tags: { team: "a", "cost center": "b" },
      });
      const [application, opts] = [chat.id, { parent: chat }];
      new AdminAccount("console-ops", { application, userId: "ops" }, opts);
      new PushCertificate("console-${certificateOf(ids.PushCertificate)}", { application, platform: {
        vendor: "huawei", packageName: "com.example.shop", appId: "104512345", appSecret: "${secret}",
      } }, opts);
      new Subscription("console-call", { application, product: "call", edition: "1-to-1-call" }, opts);
      new Webhook("console-call-webhook", { application, product: "call", ...${JSON.stringify(webhook)} }, opts);
    `);
    expect(await project.pulumi("preview", "--expect-no-changes", "--stack", "bulk")).toMatchObject({
      code: 0,
    });
  });

  test("is imported by the command, and from a bulk file; the program that says the same previews empty", async () => {
    const flags = ["--yes", "--generate-code=false", "--protect=false", "--stack", project.stack];
    const one = await project.pulumi("import", index("Application"), "chat", ids.Application ?? "", ...flags);
    expect(one).toMatchObject({ code: 0, output: expect.stringContaining("1 imported") });
    const names: Record<string, string> = {
      AdminAccount: "ops",
      PushCertificate: "push",
      Subscription: "call",
      Tag: "cost",
      Webhook: "hook",
    };
    const resources = Object.entries(names).map(([kind, name]) => ({
      type: index(kind),
      name,
      id: ids[kind],
    }));
    project.write("bulk.json", JSON.stringify({ resources }));
    const others = await project.pulumi("import", "--file", "bulk.json", ...flags);
    expect(others).toMatchObject({ code: 0, output: expect.stringContaining("5 imported") });
    expect(others.output).toMatch(/platform\.appSecret: nobody can read secrets back/);
    expect(others.output).not.toMatch(/failed to validate|almost certainly a bug/);
    project.program(classes + program(""));
    expect(await project.preview("--expect-no-changes")).toMatchObject({ code: 0 });
    expect(await project.up("--refresh", "--expect-no-changes")).toMatchObject({ code: 0 });
    expect(await backend.application(Number(ids.Application))).toMatchObject({ Owner: null });
    expect(project.stateText()).not.toContain(secret);
  });

  test("comes to the classes by aliases and back, without a change", async () => {
    project.program(program("rtc.", { from: "tencentrtc:index:" }));
    expect(await project.up("--expect-no-changes")).toMatchObject({ code: 0 });
    project.program(classes + program("", { from: "pulumi-nodejs:dynamic/tencentrtc:" }));
    expect(await project.up("--expect-no-changes")).toMatchObject({ code: 0 });
  });

  test("is changed in place, whereby this stack begins to manage it", async () => {
    project.program(classes + program("", { description: "by_code" }));
    const up = await project.pulumi("up", "--yes", "--stack", project.stack);
    expect(up).toMatchObject({ code: 0, output: expect.stringContaining("1 updated") });
    expect(await backend.application(Number(ids.Application))).toMatchObject({
      Description: "by_code",
      Owner: "::dev::shop::::chat",
    });
  });

  test("is refused to another stack, in words, and a look at it by get isn't", async () => {
    project.program(`${classes}
      const read = Application.get("shared", "${ids.Application}");
      exports.name = read.name;
      if (pulumi.getStack() === "imports") new Application("mine", { region: "tokyo", products: ["call", "chat"] }, { import: "${ids.Application}" });
    `);
    for (const stack of ["looks", "imports"]) await project.must("stack", "init", stack);
    expect(await project.pulumi("up", "--yes", "--skip-preview", "--stack", "looks")).toMatchObject({
      code: 0,
    });
    const refused = await project.pulumi("preview", "--stack", "imports");
    expect(refused.code).not.toBe(0);
    expect(refused.output).toMatch(
      /importing Application \d+: "::dev::shop::::chat" manages it\. Release it there first/,
    );
    expect(await project.pulumi("destroy", "--yes", "--skip-preview", "--stack", "looks")).toMatchObject({
      code: 0,
    });
  });

  test("is disabled and deleted by a destroy", async () => {
    const destroyed = await project.destroy();
    expect(destroyed).toMatchObject({ code: 0, output: expect.stringMatching(/disabl/) });
    expect(await backend.applications()).toEqual([]);
  });
});
