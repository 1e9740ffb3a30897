import { mkdirSync } from "node:fs";
import { dirname } from "node:path";
import { nameOf } from "../../apps/engine/change";
import { CreateAdminAccount, CreateApplication } from "../../backend/api";
import { openStore } from "../../backend/store";
import type { Bag } from "../../ground/bag";
import { Console } from "./backend";
import { classes, withPlugin } from "./plugin-project";
import type { StateResource } from "./project";
import { installNodeSdk } from "./sdks";

const aliasesOf = { plugin: "pulumi-nodejs:dynamic/tencentrtc:", classes: "tencentrtc:index:" };

const withoutSecrets = (outputs: Bag): Bag =>
  Object.fromEntries(
    Object.entries(outputs).map(([name, value]) => [
      name,
      JSON.stringify(value).includes('"ciphertext":') ? "[secret]" : value,
    ]),
  );

const ours = (resources: readonly StateResource[]) =>
  resources.filter(
    ({ type }) => type.startsWith("tencentrtc:index:") || type.startsWith("pulumi-nodejs:dynamic"),
  );

/** What an import through the plugin has brought, changed and taken away by either way. */
describe.each([
  ["the classes", "classes"],
  ["the plugin, after a time with the classes", "plugin"],
] as const)("an imported application and its account, moved to %s", (_, last) => {
  const project = withPlugin();
  const backend = new Console(project.backendFile);
  const ids: Record<string, string> = {};
  afterAll(() => project.remove());

  const body = (library: string, opts: (kind: string) => string, description = "") => `
    const app = new ${library}Application("app", {
      name: "console", products: ["chat"], region: "tokyo", description: "${description}",
    }, ${opts("Application")});
    new ${library}AdminAccount("ops", { application: app.id, userId: "ops" }, ${opts("AdminAccount")});
  `;
  const moved = (way: "classes" | "plugin", description?: string) => {
    const opts = (kind: string) => `{ aliases: [{ type: "${aliasesOf[way]}${kind}" }] }`;
    project.program(
      way === "classes" ? body("rtc.", opts, description) : classes + body("", opts, description),
    );
  };

  beforeAll(async () => {
    await project.init();
    mkdirSync(dirname(project.backendFile), { recursive: true });
    await (await openStore({ file: project.backendFile, create: true })).close();
    const { SdkAppId } = await backend.call(CreateApplication, {
      Name: "console",
      Region: "tokyo",
      Products: ["chat"],
    });
    await backend.call(CreateAdminAccount, { SdkAppId, UserId: "ops" });
    Object.assign(ids, { Application: String(SdkAppId), AdminAccount: `${SdkAppId}/ops` });
  });

  test("changes nothing by the way", async () => {
    project.program(classes + body("", (kind) => `{ import: "${ids[kind]}" }`));
    expect(await project.up()).toMatchObject({ code: 0, output: expect.stringContaining("2 imported") });
    moved("classes");
    expect(await project.up("--expect-no-changes")).toMatchObject({ code: 0 });
    if (last === "plugin") {
      moved("plugin");
      expect(await project.up("--expect-no-changes")).toMatchObject({ code: 0 });
    }
    expect(await backend.application(Number(ids.Application))).toMatchObject({ Owner: null });
  });

  test("is changed in place, and taken away by a destroy", async () => {
    moved(last, "by_code");
    expect(await project.up()).toMatchObject({ code: 0, output: expect.stringContaining("1 updated") });
    expect(await backend.application(Number(ids.Application))).toMatchObject({
      Description: "by_code",
      Owner: expect.stringMatching(/::dev::shop::::app$/),
    });
    expect(await project.destroy()).toMatchObject({ code: 0 });
    expect(await backend.applications()).toEqual([]);
  });
});

test("a destroy by the classes takes away what was imported and never changed", async () => {
  const project = withPlugin();
  const backend = new Console(project.backendFile);
  try {
    await project.init();
    mkdirSync(dirname(project.backendFile), { recursive: true });
    await (await openStore({ file: project.backendFile, create: true })).close();
    const made = await backend.call(CreateApplication, { Name: "a", Region: "tokyo", Products: ["chat"] });
    const says = `{ name: "a", products: ["chat"], region: "tokyo" }`;
    project.program(`${classes} new Application("app", ${says}, { import: "${made.SdkAppId}" });`);
    expect(await project.up()).toMatchObject({ code: 0 });
    const opts = `{ aliases: [{ type: "${aliasesOf.classes}Application" }] }`;
    project.program(`new rtc.Application("app", ${says}, ${opts});`);
    expect(await project.up("--expect-no-changes")).toMatchObject({ code: 0 });
    expect(await project.destroy()).toMatchObject({ code: 0 });
    expect(await backend.applications()).toEqual([]);
  } finally {
    project.remove();
  }
});

/** Programs of the same text, that say nothing of a move: the classes and the SDK each know what the other calls a kind. */
describe.each([
  ["the classes to the generated SDK", "classes", "sdk"],
  ["the generated SDK to the classes", "sdk", "classes"],
] as const)("a move from %s without a word about it", (_, from, to) => {
  const project = withPlugin();
  const backend = new Console(project.backendFile);
  const secret = "3f9a0c57d1e84b62";
  const libraries = { classes: "pulumi-tencentrtc", sdk: "pulumi-tencentrtc-sdk" };
  const prefixes = { classes: "pulumi-nodejs:dynamic/tencentrtc:", sdk: "tencentrtc:index:" };
  afterAll(() => project.remove());

  const program = (way: "classes" | "sdk", changed = "") =>
    project.program(`
      const library = require("${libraries[way]}");
      const application = { products: ["chat", "call"], region: "tokyo", description: "${changed}" };

      const plain = new library.Application("plain", application);
      new library.PushCertificate("push", { application: plain.id, platform: {
        vendor: "huawei", packageName: "com.example.shop", appId: "104512345", appSecret: "${secret}",
      } });
      const trial = new library.Subscription("trial", { application: plain.id, product: "call", edition: "free-trial" });
      new library.Webhook("hook", {
        application: plain.id, product: "call", url: pulumi.secret("https://example.com/calls${changed}?token=${secret}"),
        events: ["Call.CallbackAfterStartCall"],
      }, { dependsOn: trial });

      class Team extends pulumi.ComponentResource {
        constructor(name) {
          super("shop:index:Team", name);
          const app = new library.Application(name, application, { parent: this });
          new library.AdminAccount(name + "-ops", { application: app.id, userId: "ops" }, { parent: app });
        }
      }
      new Team("team");

      // A class has no provider to configure, and warns of one.
      const endpoint = "file:${project.backendFile}";
      const own = ${way === "sdk"} ? { provider: new library.Provider("own", { endpoint }) } : {};
      const tagged = new library.Application("tagged", application, own);
      new library.Tag("cost", { application: tagged.id, key: "cost", value: "${changed}1" }, own);
      exports.seen = library.Application.get("seen", plain.id).name;
    `);
  const held = async () =>
    ours(await project.resources())
      .map(({ urn, type, id }) => [nameOf(urn), type, id])
      .sort();
  /** What a state has of each that is managed but the name of a handler; of what has a secret, only that it has one. */
  const outputsHeld = async () =>
    Object.fromEntries(
      ours(await project.resources())
        .map(({ urn, outputs: { __provider, ...outputs } }): [string, Bag] => [nameOf(urn), outputs])
        .filter(([name]) => name !== "seen")
        .map(([name, outputs]) => [name, withoutSecrets(outputs)]),
    );

  test("previews no change but the provider that the program names itself, and makes none", async () => {
    installNodeSdk(project);
    await project.init();
    program(from);
    expect(await project.up()).toMatchObject({ code: 0 });
    const before = await held();
    const outputs = await outputsHeld();
    const applications = await backend.applications();
    program(to);
    const preview = await project.preview();
    expect(preview).toMatchObject({ code: 0 });
    expect(preview.output).toMatch(
      to === "sdk" ? /\+ 1 to create\n\s+\d+ unchanged/ : /- 1 to delete\n\s+\d+ unchanged/,
    );
    expect(await project.up()).toMatchObject({ code: 0 });
    expect(await project.preview("--expect-no-changes")).toMatchObject({ code: 0 });
    expect(await held()).toEqual(
      before.map(([name, type, id]) => [name, type?.replace(prefixes[from], prefixes[to]), id]),
    );
    expect(await outputsHeld()).toEqual(outputs);
    if (to === "classes") {
      const named = ours(await project.resources()).map(({ outputs }) => outputs.__provider);
      expect(named).toEqual(Array(before.length).fill(expect.stringContaining("pulumi-tencentrtc/dynamic")));
      // As the next run does nothing, so does a refresh, for which the engine has nothing but the state.
      expect(await project.refresh("--expect-no-changes")).toMatchObject({ code: 0 });
    }
    expect(await backend.applications()).toEqual(applications);
    for (const text of ['"aliases"', secret]) expect(project.stateText().includes(text)).toBe(false);
  });

  test("ends in resources that are changed in place, and taken away by a destroy", async () => {
    program(to, "more");
    expect(await project.up()).toMatchObject({ code: 0, output: expect.stringContaining("5 updated") });
    expect((await backend.applications()).map(({ Description }) => Description)).toEqual(
      Array(3).fill("more"),
    );
    expect(await project.destroy()).toMatchObject({ code: 0 });
    expect(await backend.applications()).toEqual([]);
  });
});
