import { DescribeSubscriptions } from "../../backend/api";
import { Console } from "./backend";
import { Project } from "./project";

describe("money", () => {
  const project = new Project();
  const backend = new Console(project.backendFile);
  const program = (inputs: string, name = "plan") =>
    project.program(`
      const app = new rtc.Application("app", { products: ["chat", "call"], region: "singapore" });
      new rtc.Subscription("${name}", { application: app, product: "call", ${inputs} });
      exports.editions = app.editions;
    `);
  const record = async () => {
    const Subscriptions = [{ SdkAppId: 1999000001, Product: "call" } as const];
    const [entry] = (await backend.call(DescribeSubscriptions, { Subscriptions })).Entries;
    if (entry?.Outcome !== "Found") throw new Error("there is no package");
    return entry.Subscription;
  };
  afterAll(() => project.remove());

  test("without allowPurchases the very first preview says exactly what would be bought", async () => {
    await project.init();
    program('edition: "1-to-1-call", months: 2');
    const preview = await project.preview();
    expect(preview.code).not.toBe(0);
    expect(preview.output.replace(/\s+/g, " ")).toContain(
      'would buy Call "1-to-1-call" for the application that this run makes: 2 months, auto-renewal off.',
    );
    expect(preview.output).toContain("OperationDenied.PurchaseNotAllowed");
    expect(preview.output).not.toMatch(/\n\s+at /);
  });

  test("with it the preview says so too, and the run buys it once", async () => {
    project.config({ "tencentrtc:allowPurchases": "true" });
    const preview = await project.preview();
    expect(preview).toMatchObject({ code: 0, output: expect.stringContaining("3 to create") });
    expect(preview.output.replace(/\s+/g, " ")).toContain('this will buy Call "1-to-1-call"');
    expect(await project.up()).toMatchObject({ code: 0 });
    expect(await record()).toMatchObject({ Edition: "1-to-1-call", Months: 2, AutoRenewal: false });
    expect(await project.outputs()).toEqual({ editions: { chat: "free-trial", call: "1-to-1-call" } });
    expect(await project.up("--expect-no-changes")).toMatchObject({ code: 0 });
  });

  test("a higher edition fails at the preview with what to write to support", async () => {
    const { PackageId } = await record();
    program('edition: "group-call", months: 2, autoRenewal: true');
    const preview = await project.preview();
    expect(preview.code).not.toBe(0);
    expect(preview.output.replace(/\s+/g, " ")).toContain(
      `write: SDKAppID 1999000001, monthly package ${PackageId} of Call: please switch it from "1-to-1 Call" to "Group Call"`,
    );
  });

  test("where the account upgrades by itself a higher edition and auto-renewal change it in place", async () => {
    await backend.settings({ PaidUpgradeCall: "self-service" });
    const { PackageId } = await record();
    const up = await project.up();
    expect(up).toMatchObject({ code: 0, output: expect.stringContaining("1 updated") });
    expect(await record()).toMatchObject({ PackageId, Edition: "group-call", AutoRenewal: true });
    expect(await project.preview("--refresh", "--expect-no-changes")).toMatchObject({ code: 0 });
  });

  test("a renamed declaration neither buys again nor turns auto-renewal off", async () => {
    const before = await record();
    program('edition: "group-call", months: 2, autoRenewal: true', "renamed");
    expect(await project.up()).toMatchObject({ code: 0 });
    const { PackageId, Months, AutoRenewal, Owner } = await record();
    expect({ PackageId, Months, AutoRenewal }).toEqual({
      PackageId: before.PackageId,
      Months: 2,
      AutoRenewal: true,
    });
    expect(Owner).toContain("::renamed");
    expect(await project.preview("--refresh", "--expect-no-changes")).toMatchObject({ code: 0 });
  });

  test("a downgrade fails at the preview", async () => {
    program('edition: "1-to-1-call", months: 2, autoRenewal: true', "renamed");
    const preview = await project.preview();
    expect(preview.code).not.toBe(0);
    expect(preview.output).toContain("OperationDenied.Downgrade");
  });

  test("destroying turns auto-renewal off, and the package goes with its application", async () => {
    const destroy = await project.destroy("--target", "**renamed**");
    expect(destroy).toMatchObject({ code: 0 });
    expect(await record()).toMatchObject({
      Status: "InUse",
      AutoRenewal: false,
      LeavingSince: expect.any(String),
    });
    expect(await project.destroy()).toMatchObject({ code: 0 });
    expect(await backend.applications()).toEqual([]);
  });
});
