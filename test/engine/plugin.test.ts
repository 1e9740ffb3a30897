import { join } from "node:path";
import { ModifyApplication } from "../../backend/api";
import { Console } from "./backend";
import { classes, withPlugin } from "./plugin-project";

const first = 1999000001;

describe("an application with children through the plugin", () => {
  const project = withPlugin();
  const backend = new Console(project.backendFile);
  const program = (changes: { region?: string; description?: string } = {}) =>
    project.program(`${classes}
      const support = new Application("support", {
        products: ["chat"], region: "${changes.region ?? "singapore"}", tags: { team: "support" },
        description: pulumi.secret("${changes.description ?? "planted_text"}"),
      }, { customTimeouts: { delete: "10m" } });
      new AdminAccount("bot", { application: support.id, userId: "bot" }, { parent: support });
      new Tag("cost", { application: support.id, key: "cost", value: support.sdkAppId.apply(String) });
      exports.id = support.id;
      exports.key = support.secretKey;
    `);
  afterAll(() => project.remove());

  test("a preview makes nothing, and up makes them, the secrets sealed", async () => {
    await project.init({ "tencentrtc:defaultTags": '{"owner":"platform"}' });
    program();
    const preview = await project.preview();
    expect(preview).toMatchObject({ code: 0, output: expect.stringContaining("4 to create") });
    await expect(backend.applications()).rejects.toMatchObject({ kind: "missing" });
    expect(await project.up()).toMatchObject({ code: 0, output: expect.stringContaining("4 created") });
    const { key, id } = await project.outputs();
    expect(id).toBe(String(first));
    expect(key).toBe((await backend.application(first)).SecretKey);
    expect(await backend.tags(first)).toEqual({ team: "support", owner: "platform", cost: String(first) });
    for (const secret of [String(key), "planted_text"]) expect(project.stateText()).not.toContain(secret);
  });

  test("a second up changes nothing, and drift is an update of what differs", async () => {
    expect(await project.up("--expect-no-changes")).toMatchObject({ code: 0 });
    await backend.call(ModifyApplication, { SdkAppId: first, Description: "by_hand" });
    const drift = await project.preview("--refresh", "--diff");
    expect(drift).toMatchObject({ code: 0, output: expect.stringContaining("1 to update") });
    expect(drift.output).toMatch(/~ description *: \[secret\]/);
  });

  test("an update in place leaves what it doesn't change known, and brings drift back", async () => {
    program({ description: "second_text" });
    const up = await project.pulumi("up", "--yes", "--refresh", "--stack", project.stack);
    expect(up).toMatchObject({ code: 0, output: expect.stringContaining("1 to update") });
    expect(await backend.application(first)).toMatchObject({ Description: "second_text" });
  });

  test("another region replaces it with its children, and destroy leaves nothing", async () => {
    program({ region: "frankfurt" });
    const preview = await project.preview("--diff");
    expect(preview).toMatchObject({ code: 0, output: expect.stringContaining("+-3 to replace") });
    expect(preview.output).toContain("irreversible:");
    expect(await project.up()).toMatchObject({ code: 0, output: expect.stringContaining("3 replaced") });
    expect((await backend.applications()).map((one) => [one.SdkAppId, one.Region])).toEqual([
      [first + 1, "frankfurt"],
    ]);
    expect(await project.destroy()).toMatchObject({ code: 0, output: expect.stringContaining("4 deleted") });
    expect(await backend.applications()).toEqual([]);
  });
});

test("two accounts in one program, each with a provider of its own", async () => {
  const project = withPlugin();
  const backends = ["a", "b"].map((name) => new Console(join(project.folder, `${name}.db`)));
  try {
    await project.init();
    project.program(`${classes}
      for (const one of ["a", "b"]) {
        const provider = new Provider(one, { endpoint: "file:" + one + ".db", defaultTags: JSON.stringify({ account: one }) });
        new Application("chat_" + one, { products: ["chat"], region: "tokyo" }, { provider });
      }
    `);
    expect(await project.up()).toMatchObject({ code: 0, output: expect.stringContaining("5 created") });
    const names = await Promise.all(
      backends.map(async (one) => (await one.applications()).map(({ Name }) => Name)),
    );
    expect(names).toEqual([["chat_a"], ["chat_b"]]);
    expect(await project.up("--expect-no-changes")).toMatchObject({ code: 0 });
    expect(await project.destroy()).toMatchObject({ code: 0 });
  } finally {
    project.remove();
  }
});
