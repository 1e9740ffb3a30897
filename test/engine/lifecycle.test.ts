import { Console } from "./backend";
import { Project } from "./project";

/** An application with children, in every verb of the engine, through the real CLI. */
describe("an application, its admin account and its tag", () => {
  const project = new Project();
  const backend = new Console(project.backendFile);
  const program = (
    changes: { region?: string; description?: string; value?: string; enabled?: boolean } = {},
  ) =>
    project.program(`
      const support = new rtc.Application("support", {
        products: ["chat"], region: "${changes.region ?? "singapore"}", tags: { team: "support" },
        description: "${changes.description ?? ""}", enabled: ${changes.enabled ?? true},
      });
      new rtc.AdminAccount("bot", { application: support, userId: "bot" });
      new rtc.Tag("cost", { application: support, key: "cost", value: "${changes.value ?? "1"}" });
      exports.id = support.id;
      exports.key = support.secretKey;
    `);
  afterAll(() => project.remove());

  test("a preview makes nothing, not even the backend", async () => {
    await project.init({ "tencentrtc:defaultTags": '{"owner":"platform"}' });
    program();
    const preview = await project.preview();
    expect(preview).toMatchObject({ code: 0, output: expect.stringContaining("4 to create") });
    await expect(backend.applications()).rejects.toMatchObject({ kind: "missing" });
  });

  test("up makes them, with default tags, a secret key and ids", async () => {
    expect(await project.up()).toMatchObject({ code: 0, output: expect.stringContaining("4 created") });
    const [made] = await backend.applications();
    expect(made).toMatchObject({ SdkAppId: 1999000001, Name: "support", Region: "singapore" });
    const { key, id } = await project.outputs();
    expect(id).toBe("1999000001");
    expect(key).toBe((await backend.application(1999000001)).SecretKey);
    expect(await backend.tags(1999000001)).toEqual({ team: "support", owner: "platform", cost: "1" });
    expect((await project.resources()).map((resource) => resource.id).sort()).toEqual([
      "1999000001",
      "1999000001/bot",
      "1999000001/cost",
    ]);
  });

  test("what is up has no changes, by the program and by what the backend holds", async () => {
    const refreshed = await project.preview("--refresh", "--diff", "--expect-no-changes");
    expect(refreshed).toMatchObject({ code: 0 });
    expect(refreshed.output).not.toContain("dynamic/tencentrtc:");
  });

  test("description and tag value change in place", async () => {
    program({ description: "first_line", value: "2" });
    const up = await project.up();
    expect(up).toMatchObject({ code: 0, output: expect.stringContaining("2 updated") });
    expect(up.output).not.toContain("replace");
    expect(await backend.application(1999000001)).toMatchObject({ Description: "first_line" });
    expect(await backend.tags(1999000001)).toMatchObject({ cost: "2" });
  });

  test("enabled: false disables, true enables again", async () => {
    program({ description: "first_line", value: "2", enabled: false });
    const down = await project.up();
    expect(down).toMatchObject({ code: 0, output: expect.stringContaining("1 updated") });
    expect(down.output).toContain(
      "Disabling an application stops Call, Conference, RTC Engine, Live and Chat together",
    );
    expect(await backend.application(1999000001)).toMatchObject({
      Status: "Disabled",
      DisabledReason: "manual",
    });
    program({ description: "first_line", value: "2" });
    expect(await project.up()).toMatchObject({ code: 0 });
    expect(await backend.application(1999000001)).toMatchObject({ Status: "Normal", DisabledReason: null });
  });

  test("another region replaces it with its children, old one first", async () => {
    program({ description: "first_line", value: "2", region: "frankfurt" });
    const preview = await project.preview();
    expect(preview).toMatchObject({ code: 0, output: expect.stringContaining("+-3 to replace") });
    expect(preview.output).not.toContain("to update");
    const up = await project.up();
    expect(up).toMatchObject({ code: 0, output: expect.stringContaining("3 replaced") });
    expect((await backend.applications()).map((one) => [one.SdkAppId, one.Region])).toEqual([
      [1999000002, "frankfurt"],
    ]);
  });

  test("destroy disables, waits, deletes, waits, and leaves nothing", async () => {
    const destroy = await project.destroy();
    expect(destroy).toMatchObject({ code: 0, output: expect.stringContaining("4 deleted") });
    expect(destroy.output).toContain("disabling Application 1999000002");
    expect(destroy.output).toContain("Once it is disabled it is deleted, which can't be undone");
    // An application that is being disabled has been told of.
    expect(destroy.output).not.toContain("deleting Application");
    expect(await backend.applications()).toEqual([]);
    expect(await project.resources()).toEqual([]);
  });
});
