import { Project } from "./project";

/** Of two that are made at once. */
const ids = [1999000001, 1999000002];

/** What a preview says of a change that hits people, and that an `up` with its preview says it once. */
describe("what an up will do", () => {
  const project = new Project();
  afterAll(() => project.remove());
  const program = (args: string, shop = "singapore") =>
    project.program(`
      new rtc.Application("support", { products: ["chat"], ${args} });
      new rtc.Application("shop", { products: ["chat"], region: "${shop}" });
    `);
  const count = (text: string, part: string) => text.split(part).length - 1;

  test("is warned of at a preview, and by the up itself no second time", async () => {
    await project.init();
    program('region: "singapore"');
    expect(await project.up()).toMatchObject({ code: 0 });

    program('region: "tokyo"', "tokyo");
    const moved = await project.preview();
    const warnings = moved.output.slice(moved.output.indexOf("Diagnostics:"));
    for (const one of ids)
      expect(count(warnings, `region changes: Application ${one} is disabled and deleted`)).toBe(1);
    // What holds for all of them is said once, whatever their number.
    expect(count(warnings, "None of the data and services of a deleted application")).toBe(1);
    expect(count(warnings, "Disabling an application stops")).toBe(1);
    expect(warnings).not.toContain("3-5 minutes");

    program('region: "singapore", enabled: false');
    const disabled = await project.preview();
    const diagnostics = disabled.output.slice(disabled.output.indexOf("Diagnostics:"));
    const [, id] = /enabled: false disables Application (\d+)/.exec(diagnostics) ?? [];
    expect(count(diagnostics, `enabled: false disables Application ${id}`)).toBe(1);

    const up = await project.pulumi("up", "--yes", "--stack", project.stack);
    expect(up).toMatchObject({ code: 0 });
    const [before, after] = up.output.split("\nUpdating");
    expect(before).toContain(`enabled: false disables Application ${id}`);
    expect(after).not.toContain("enabled: false disables");
    expect(after).toContain(`disabling Application ${id}`);
  });

  test("to several applications at once is said in one warning of the run, with their list", async () => {
    program('region: "tokyo"', "tokyo");
    expect(await project.up()).toMatchObject({ code: 0, output: expect.stringContaining("2 replaced") });
    const { code, output } = await project.destroy();
    expect([code, output]).toEqual([0, expect.stringContaining("3 deleted")]);
    const warnings = output.slice(output.indexOf("Diagnostics:"));
    expect(count(warnings, "warning:")).toBe(1);
    expect(warnings).toMatch(
      /Stack \(shop-dev\):\n\s+warning: service-stops: disabling 2 Applications: shop \(\d+\), support/,
    );
    // Nobody reads of a wait that lasts a second.
    expect(output).not.toContain(" until about ");
  });
});
