import { DeleteAdminAccount, DisableApplication, ModifyApplication, TagResources } from "../../backend/api";
import { parseXml } from "../apps/xml";
import { share, testAtNight } from "../depth";
import { AppsProject } from "./apps-project";
import { Console } from "./backend";

const support = `
application: support
products: [chat]
region: singapore
tags: { team: support }
admins: [ops, bot]
environments:
  dev: { name: support_dev, deletionProtection: false }
  prod: { admins: [night] }
`;
const shop = "application: shop\nproducts: [call]\nregion: tokyo\n";

describe("files of applications, from nothing to nothing", () => {
  const project = new AppsProject();
  const backend = new Console(project.backendFile);
  const dev = (...args: string[]) => project.command(...args, "--environment", "dev");
  const id = "199900000[12]";
  const ending = (done: string) =>
    expect.stringMatching(`^dev: ${done}\n  shop: SDKAppID ${id}\n  support: SDKAppID ${id}\n$`);
  beforeAll(() => {
    project.write("apps/support.yaml", support);
    project.write("apps/shop.yaml", shop);
  });
  afterAll(() => project.remove());

  testAtNight("there is no drift before the first up", () => {
    expect(dev("drift")).toMatchObject({
      code: 0,
      stdout: "dev: nothing has been declared by an `up` yet\n",
    });
    expect(project.has(".tencentrtc/backend.db")).toBe(false);
  });

  test("preview shows what up makes, and changes nothing", () => {
    expect(dev("preview")).toMatchObject({
      code: 2,
      stdout:
        "dev: 4 to create\n  + Application shop\n  + Application support\n  + AdminAccount support/bot\n  + AdminAccount support/ops\n",
    });
    expect(project.has(".tencentrtc/backend.db")).toBe(false);
  });

  test("what is refused has its reasons in JSON where JSON is asked for", () => {
    const refused: [string[], string][] = [
      [["up"], "nobody is there to confirm it: add --yes. Nothing was changed"],
      [["up", "--yes", "--state", "https://127.0.0.1:1"], "listing the stacks in https://127.0.0.1:1"],
      [["preview", "--state", `file://${project.folder}/no/state`], "listing the stacks in file://"],
    ];
    for (const [args, message] of share(refused, 3)) {
      const { code, stdout, stderr } = dev(...args, "--json");
      expect(code).toBe(1);
      expect(JSON.parse(stdout)).toEqual({ errors: [expect.stringContaining(message)] });
      expect(stderr).toContain(`error: ${message}`);
    }
    expect(project.has(".tencentrtc/backend.db")).toBe(false);
  });

  test("up makes it, and a second one finds nothing to do", () => {
    expect(dev("up", "--yes")).toMatchObject({ code: 0, stdout: ending("4 of 4 resources changed") });
    expect(dev("up", "--yes")).toMatchObject({ code: 0, stdout: ending("nothing to change in 4 resources") });
  });

  testAtNight("what up has made shows no drift", () => {
    expect(dev("drift")).toMatchObject({ code: 0, stdout: "dev: no drift in 4 resources\n" });
  });

  test("drift lists exactly what was changed behind the files' back, and up mends it", async () => {
    const [first, second] = await backend.applications();
    const [one, other] = first?.Name === "shop" ? [first, second] : [second, first];
    if (!one || !other) throw new Error("two applications were made");
    await backend.call(ModifyApplication, { SdkAppId: one.SdkAppId, Description: "by_hand" });
    await backend.call(DisableApplication, { SdkAppId: one.SdkAppId });
    await backend.call(DeleteAdminAccount, { SdkAppId: other.SdkAppId, UserId: "bot" });
    await backend.call(TagResources, {
      ResourceList: [`qcs::im::uin/100000000001:sdkappid/${other.SdkAppId}`],
      Tags: [{ TagKey: "team", TagValue: "sales" }],
    });
    await backend.settled(one.SdkAppId);

    const json = dev("drift", "--json", "--output", "drift.md", "--output", "drift.xml");
    expect(json.code).toBe(2);
    expect(JSON.parse(json.stdout).stacks).toMatchObject([
      {
        stack: "dev",
        errors: [],
        drift: [
          { application: "shop", what: "description", declared: "", actual: "by_hand" },
          {
            application: "shop",
            what: "enabled",
            declared: true,
            actual: false,
            since: expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
          },
          { application: "support", what: "tags.team", declared: "support", actual: "sales" },
          { application: "support", name: "support/bot", what: "", actual: "gone" },
        ],
      },
    ]);
    expect(project.read("drift.md")).toContain(
      `| shop | ${one.SdkAppId} | Application enabled | true | false |`,
    );
    const junit = parseXml(project.read("drift.xml"));
    expect(junit.children).toMatchObject([
      { name: "testsuite", attributes: { name: "dev", tests: "4", failures: "4", errors: "0" } },
    ]);
    expect(junit.children[0]?.children.map(({ attributes }) => attributes.name)).toEqual([
      `Application shop (${one.SdkAppId}) description`,
      `Application shop (${one.SdkAppId}) enabled`,
      `Application support (${other.SdkAppId}) tags.team`,
      `AdminAccount support/bot (${other.SdkAppId})`,
    ]);

    expect(dev("up", "--yes")).toMatchObject({ code: 0, stdout: ending("3 of 4 resources changed") });
    expect(await backend.application(one.SdkAppId)).toMatchObject({ Status: "Normal", Description: "" });
    expect(await backend.tags(other.SdkAppId)).toMatchObject({ team: "support" });
    const { AdminAccounts } = await backend.application(other.SdkAppId);
    expect(AdminAccounts.map(({ UserId }) => UserId)).toContain("bot");
  });

  testAtNight("what can't be read is no drift and never clean", () => {
    project.move(".tencentrtc/backend.db", ".tencentrtc/elsewhere.db");
    const run = dev("drift");
    expect(run).toMatchObject({ code: 1, stdout: expect.stringContaining("could not be read") });
    project.move(".tencentrtc/elsewhere.db", ".tencentrtc/backend.db");
  });

  test("a file that is gone destroys nothing", async () => {
    project.move("apps/support.yaml", "support.yaml");
    for (const verb of share([["preview"], ["up", "--yes"]], 2)) {
      const { code, stdout } = project.command(...verb, "--environment", "dev");
      expect(stdout).toContain('no file declares the application "support"');
      expect(code).toBe(1);
    }
    expect(await backend.applications()).toHaveLength(2);
    project.move("support.yaml", "apps/support.yaml");
  });

  testAtNight("a file that is back changes nothing", () => {
    expect(dev("preview")).toMatchObject({ code: 0, stdout: "dev: no changes\n" });
  });

  test("a protected application can't be destroyed, and nothing is disabled for trying", async () => {
    expect(dev("destroy", "--yes")).toMatchObject({
      code: 1,
      stderr: expect.stringContaining("protected against deletion: shop."),
    });
    expect((await backend.applications()).map(({ Status }) => Status)).toEqual(["Normal", "Normal"]);
  });

  test("without its protection it may go", () => {
    project.write("apps/shop.yaml", `${shop}deletionProtection: false\n`);
    expect(dev("up", "--yes")).toMatchObject({ code: 0 });
  });

  testAtNight("destroy says what disabling does to people before it is confirmed", () => {
    const asked = dev("destroy");
    expect(asked).toMatchObject({
      code: 1,
      stderr: expect.stringContaining("nobody is there to confirm it"),
    });
    expect(asked.stderr).toContain(
      "stops Call, Conference, RTC Engine, Live and Chat together. It takes a second at most",
    );
  });

  test("destroy leaves nothing behind", async () => {
    expect(dev("destroy", "--yes")).toMatchObject({ code: 0, stdout: "dev: 4 resources destroyed\n" });
    expect(await backend.applications()).toEqual([]);
  });

  testAtNight("a stack with nothing in it has neither drift nor outputs", () => {
    expect(dev("drift")).toMatchObject({ code: 0, stdout: "dev: nothing is declared in this stack\n" });
    expect(dev("outputs")).toMatchObject({
      code: 0,
      stdout: "Nothing has been declared by an `up` yet.\n",
    });
  });
});

testAtNight("without a passphrase nothing is made up", () => {
  const project = new AppsProject();
  delete project.env.PULUMI_CONFIG_PASSPHRASE;
  project.write("apps/shop.yaml", shop);
  const run = project.command("up", "--yes");
  expect(run).toMatchObject({ code: 1, stderr: expect.stringContaining("PULUMI_CONFIG_PASSPHRASE") });
  expect(project.has("Pulumi.main.yaml")).toBe(false);
  project.remove();
});
