import { Project } from "./project";

const id = 1999000001;

/** What a preview says of a change that hits people, and that an `up` with its preview says it once. */
describe("what an up will do", () => {
  const project = new Project();
  afterAll(() => project.remove());
  const program = (args: string) =>
    project.program(`new rtc.Application("support", { products: ["chat"], ${args} });`);
  const count = (text: string, part: string) => text.split(part).length - 1;

  test("is warned of at a preview, and by the up itself no second time", async () => {
    await project.init();
    program('region: "singapore"');
    expect(await project.up()).toMatchObject({ code: 0 });

    program('region: "tokyo"');
    const moved = await project.preview("--json");
    expect(moved.output).toContain(`region changes: Application ${id} is disabled and deleted`);

    program('region: "singapore", enabled: false');
    const disabled = await project.preview();
    const diagnostics = disabled.output.slice(disabled.output.indexOf("Diagnostics:"));
    expect(count(diagnostics, `enabled: false disables Application ${id}`)).toBe(1);

    const up = await project.pulumi("up", "--yes", "--stack", project.stack);
    expect(up).toMatchObject({ code: 0 });
    const [before, after] = up.output.split("\nUpdating");
    expect(before).toContain(`enabled: false disables Application ${id}`);
    expect(after).not.toContain("enabled: false disables");
    expect(after).toContain(`disabling Application ${id}`);
  });
});
