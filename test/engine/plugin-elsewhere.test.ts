import { join } from "node:path";
import { Console } from "./backend";
import { classes, withPlugin } from "./plugin-project";

const words =
  /WrongBackend: this resource lives in the management backend .*; nothing was changed\. Set tencentrtc:endpoint, or `endpoint` of the program's own provider,/;

/** An endpoint that leads to another backend under an unchanged program, by default and by a provider of the program's. */
describe("settings that lead to another backend", () => {
  const project = withPlugin();
  const files = ["a", "b"].map((name) => join(project.folder, `${name}.db`));
  const [inA, inB] = files.map((file) => new Console(file));
  afterAll(() => project.remove());

  const program = (own: string) =>
    project.program(`${classes}
      const args = { products: ["chat"], region: "tokyo" };
      const plain = new Application("plain", args);
      new AdminAccount("bot", { application: plain.id, userId: "bot" });
      const provider = new Provider("own", { endpoint: "file:${own}.db" });
      new Application("owned", args, { provider });
    `);
  const byDefault = (name: string) => project.config({ "tencentrtc:endpoint": `file:${name}.db` });
  /** What the state holds, but for secrets, which each run seals anew. */
  const held = async () =>
    (await project.resources())
      .filter(({ type }) => type.startsWith("tencentrtc:index:"))
      .map(({ urn, id, inputs, outputs: { secretKey: _, ...outputs } }) => ({ urn, id, inputs, outputs }))
      .sort((one, other) => one.urn.localeCompare(other.urn));
  const everywhere = () => Promise.all([inA, inB].map((backend) => backend?.applications()));

  beforeAll(async () => {
    await project.init();
    // Both backends are there already, so that either may be reached.
    byDefault("b");
    project.program(`${classes} new Application("first", { products: ["chat"], region: "tokyo" });`);
    expect(await project.up()).toMatchObject({ code: 0 });
    expect(await project.destroy()).toMatchObject({ code: 0 });
    byDefault("a");
    program("a");
    expect(await project.up()).toMatchObject({ code: 0, output: expect.stringContaining("5 created") });
  });

  test.each([
    ["the default provider", "Application (plain)", () => byDefault("b"), () => byDefault("a")],
    ["a provider of the program", "Application (owned)", () => program("b"), () => program("a")],
  ] as const)("%s: fails with what to set, and replaces nothing", async (_, about, leadAway, back) => {
    const before = await held();
    const there = await everywhere();
    leadAway();
    for (const run of [await project.preview(), await project.up()]) {
      expect(run.code).not.toBe(0);
      expect(run.output).toContain(about);
      expect(run.output).toMatch(words);
      expect(run.output).not.toMatch(/replace|to create|created|deleted|\n\s+at /);
    }
    // The up has given the provider its new endpoint, which a refresh takes from the state.
    const refreshed = await project.refresh();
    expect(refreshed.code).not.toBe(0);
    expect(refreshed.output).toMatch(words);
    expect(await held()).toEqual(before);
    expect(await everywhere()).toEqual(there);
    back();
    expect(await project.up()).toMatchObject({ code: 0 });
    expect(await project.preview("--expect-no-changes")).toMatchObject({ code: 0 });
    expect(await held()).toEqual(before);
  });
});
