import { tencentrtc } from "../cli/tencentrtc";
import { Project } from "./project";

/** The command beside the engine: it sees what `up` made, and what it changes is drift. */
describe("tencentrtc in a project", () => {
  const project = new Project();
  const command = (...args: string[]) => tencentrtc(args, { cwd: project.folder });
  afterAll(() => project.remove());

  test("lists what up made, renames it as a console would, and up puts it back", async () => {
    await project.init();
    expect(command("applications")).toMatchObject({
      code: 1,
      stderr: expect.stringContaining("The first `up` makes one"),
    });
    project.program(`
      const support = new rtc.Application("support", { products: ["chat"], region: "singapore", tags: { team: "a" } });
      exports.secretKey = support.secretKey;
    `);
    expect(await project.up()).toMatchObject({ code: 0 });

    const { database, applications } = JSON.parse(command("applications", "--json").stdout);
    expect(database).toBe(project.backendFile);
    expect(applications).toMatchObject([
      {
        sdkAppId: 1999000001,
        name: "support",
        status: "Normal",
        tags: { team: "a" },
        declaration: expect.any(String),
      },
    ]);
    expect(command("applications").stdout).toContain("shop/dev support");
    expect(command("doctor")).toMatchObject({ code: 0 });

    expect(command("console", "rename", "1999000001", "other")).toMatchObject({ code: 0 });
    expect((await project.preview("--refresh", "--diff")).output).toContain('"other" => "support"');
    expect(await project.up("--refresh")).toMatchObject({ code: 0 });
    expect(command("applications").stdout).toContain("1999000001  support");

    // What a reader of the README types to get at the key.
    const key = await project.must(
      "stack",
      "output",
      "secretKey",
      "--show-secrets",
      "--stack",
      project.stack,
    );
    expect(key.trim()).toMatch(/^[0-9a-f]{64}$/);
    expect(await project.must("stack", "output", "--stack", project.stack)).toContain("[secret]");
  }, 120_000);

  test("doctor compares with the states: what runs have made and none of them has", async () => {
    const doctor = () => tencentrtc(["doctor", "--stacks"], { cwd: project.folder, env: project.env });
    project.program(`
      const support = new rtc.Application("support", { products: ["chat"], region: "singapore", tags: { team: "a" } });
      new rtc.AdminAccount("ops", { application: support.sdkAppId, userId: "ops" });
    `);
    expect(await project.up()).toMatchObject({ code: 0 });
    expect(doctor()).toMatchObject({ code: 0, stdout: expect.stringContaining("stacks: dev\n") });
    // As a run leaves it that was killed before it could write the state, and whose program was edited since.
    const account = (await project.resources()).find(({ type }) => type.endsWith("AdminAccount"));
    await project.must("state", "delete", account?.urn ?? "", "--yes", "--stack", project.stack);
    expect(doctor()).toMatchObject({
      code: 2,
      stdout: expect.stringContaining("unheld  AdminAccount 1999000001/ops: made by a program at "),
    });
  }, 120_000);

  test("lists nothing after destroy", async () => {
    expect(await project.destroy()).toMatchObject({ code: 0 });
    expect(command("applications")).toMatchObject({
      code: 0,
      stdout: `No applications in ${project.backendFile}.\n`,
    });
  }, 120_000);
});
