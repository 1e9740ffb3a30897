import { readFileSync } from "node:fs";
import { join } from "node:path";
import { ModifyApplication } from "../../backend/api";
import { AttachedPlugin } from "./attached-plugin";
import { Console } from "./backend";
import { actedAt, interruptedAt } from "./cut-off";
import { classes, withPlugin } from "./plugin-project";
import { Project } from "./project";

const first = 1999000001;
const second = first + 1;
const planted = {
  secretKey: "PLANTEDsecretKey0123456789abcdef",
  appSecret: "PLANTED3f9a0c57d1e84b62",
  inConfig: "PLANTEDofTheConfig",
  description: "PLANTED_description",
};

describe("a plugin to which the engine attaches", () => {
  const project = new Project({
    env: {
      // The engine takes --event-log then.
      PULUMI_DEBUG_COMMANDS: "true",
      TENCENTCLOUD_SECRET_ID: "AKIDexample",
      TENCENTCLOUD_SECRET_KEY: planted.secretKey,
      PULUMI_CONFIG: JSON.stringify({ "tencentrtc:other": planted.inConfig }),
    },
  });
  const backend = new Console(project.backendFile);
  const events = join(project.folder, "events.json");
  /**
   * The events of the last run. Pulumi's SDK for Node tells each registration in clear, as a debug message of the program;
   * sdk-accounts.test.ts looks at every event of programs in other languages.
   */
  const ofEngine = () =>
    readFileSync(events, "utf8")
      .split("\n")
      .filter((event) => !event.includes('"severity":"debug"'))
      .join("\n");
  let plugin: AttachedPlugin;
  const said: string[] = [];
  beforeAll(async () => {
    await project.init();
    plugin = await AttachedPlugin.start(project);
    project.program(`${classes}
      const app = new Application("app", {
        products: ["chat"], region: "tokyo", description: pulumi.secret("${planted.description}"),
      });
      new PushCertificate("push", { application: app.id, platform: {
        vendor: "huawei", packageName: "com.example.shop", appId: "104512345", appSecret: "${planted.appSecret}",
      } });
      exports.key = app.secretKey;
    `);
  });
  afterAll(async () => {
    await plugin?.interrupt();
    project.remove();
  });

  test("makes, settles, refreshes and brings drift back", async () => {
    const up = await project.up("--event-log", events);
    expect(up).toMatchObject({ code: 0, output: expect.stringContaining("3 created") });
    said.push(up.output, ofEngine());
    expect(await project.up("--expect-no-changes")).toMatchObject({ code: 0 });
    await backend.call(ModifyApplication, { SdkAppId: first, Description: "by_hand" });
    const mended = await project.up("--refresh", "--diff", "--event-log", events);
    expect(mended).toMatchObject({ code: 0, output: expect.stringContaining("1 updated") });
    said.push(mended.output, ofEngine());
    expect(await backend.application(first)).toMatchObject({ Description: planted.description });
  });

  test("keeps every secret from state, output and events, and prints its port and nothing else, at -v=9 too", async () => {
    const { key } = await project.outputs();
    expect(key).toBe((await backend.application(first)).SecretKey);
    expect(said.join("").length).toBeGreaterThan(1_000);
    for (const secret of [String(key), ...Object.values(planted)]) {
      expect(project.stateText()).not.toContain(secret);
      for (const text of said) expect(text).not.toContain(secret);
    }
    expect(plugin.printed()).toBe(`${plugin.port}\n`);
  });

  test("goes on with the next run after a ^C at the command in the middle of a wait", async () => {
    const { port, printed } = plugin;
    await backend.settings({ WindowSecondsMin: 86_400, WindowSecondsMax: 86_400 });
    const cut = await interruptedAt(project, "destroy", `disabling Application ${first}`);
    expect(cut.code).not.toBe(0);
    expect(cut.output).toContain("cancelled: the application is still Disabling; nothing was deleted");
    await backend.endWindow(first);
    await backend.settings({ WindowSecondsMin: 0, WindowSecondsMax: 0 });
    const destroyed = await project.destroy();
    expect(destroyed).toMatchObject({ code: 0, output: expect.not.stringContaining("cancelled") });
    expect(await backend.applications()).toEqual([]);
    expect(await project.up()).toMatchObject({ code: 0, output: expect.stringContaining("3 created") });
    expect(printed()).toBe(`${port}\n`);
  });

  test("ends at ^C at once in the middle of a wait, and the next one goes on", async () => {
    await backend.settings({ WindowSecondsMin: 86_400, WindowSecondsMax: 86_400 });
    const cut = await actedAt(project, "destroy", `disabling Application ${second}`, () =>
      plugin.interrupt(),
    );
    expect(cut.answer).toBe(0);
    expect(cut.run.code).not.toBe(0);
    expect(plugin.printed()).toBe(`${plugin.port}\n`);
    expect((await project.resources()).map(({ id }) => id)).toContain(String(second));
    await backend.endWindow(second);
    await backend.settings({ WindowSecondsMin: 0, WindowSecondsMax: 0 });
    plugin = await AttachedPlugin.start(project);
    expect(await project.destroy()).toMatchObject({ code: 0 });
    expect(await backend.applications()).toEqual([]);
  });
});

test("a crash of the plugin asks to be reported, without a secret, and the next up goes on", async () => {
  const project = withPlugin();
  const backend = new Console(project.backendFile);
  try {
    await project.init();
    project.program(`${classes}
      const app = new Application("app", { products: ["chat"], region: "tokyo" });
      new AdminAccount("bot", { application: app.id, userId: "bot" });
    `);
    project.hook("crash-at.cjs", { CRASH_AT: "CreateAdminAccount" });
    const crashed = await project.up();
    expect(crashed.code).not.toBe(0);
    expect(crashed.output).toContain(
      "pulumi-resource-tencentrtc: this is a mistake in pulumi-tencentrtc, please report it with this text: " +
        "SyntaxError: (its message may repeat a secret, and is left out)",
    );
    expect(crashed.output).toContain("crash-at.cjs:");
    const { SecretKey } = await backend.application(first);
    expect(SecretKey).toMatch(/^[0-9a-f]{64}$/);
    expect(crashed.output).not.toContain(SecretKey);
    expect(project.stateText()).not.toContain(SecretKey);
    project.unhook();
    expect(await project.up()).toMatchObject({ code: 0 });
    expect(await project.up("--refresh", "--expect-no-changes")).toMatchObject({ code: 0 });
    expect(await backend.applications()).toMatchObject([{ SdkAppId: first, AdminAccounts: [{}, {}] }]);
    expect(await project.destroy()).toMatchObject({ code: 0 });
    expect(await backend.applications()).toEqual([]);
  } finally {
    project.remove();
  }
});
