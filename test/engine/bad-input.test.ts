import { existsSync } from "node:fs";
import { CreateApplication } from "../../backend/api";
import { Console } from "./backend";
import { Project } from "./project";

/** What a person sees at a preview of a wrong program. Every rule by itself is in the provider's own tables. */
describe("a preview of a wrong program", () => {
  const project = new Project();
  const backend = new Console(project.backendFile);
  beforeAll(() => project.init());
  afterAll(() => project.remove());

  /** The errors as they stand at the end, after the progress of each step. */
  const diagnosticsOf = (output: string) => output.slice(output.indexOf("Diagnostics:"));

  test("names every fault of every resource once, with path, rule and an example, and makes nothing", async () => {
    project.program(`
      const support = new rtc.Application("my-app", {
        products: ["chatt"], region: "singapur", tags: { "project-x": "1" }, enabeld: false,
      });
      new rtc.AdminAccount("bot", { application: support, userId: "not allowed" });
      new rtc.Tag("cost", { application: "abc", key: "cost", value: "" });
      new rtc.Application("second", { name: "second app", products: ["chat"], region: "tokyo" });
    `);
    const { code, output } = await project.preview();
    expect(code).not.toBe(0);
    for (const text of [
      "Application \"my-app\": name is required, since the resource's own name can't serve",
      'Application "my-app": products.0 must be one of "chat"',
      'Application "my-app": region must be one of "china"',
      'Application "my-app": tags.project-x must not begin with "qcs:"',
      'Application "my-app": enabeld is not a property of Application; did you mean "enabled"?',
      'AdminAccount "bot": userId must be 1-32 letters',
      'Tag "cost": application must be a SDKAppID, at most ten digits and nothing else, for example "1400000001"',
      'Tag "cost": value must not be empty',
      'Application "second": name must be 1-15 letters',
    ]) {
      expect(diagnosticsOf(output).split(text.slice(text.indexOf(": ")))).toHaveLength(2);
    }
    expect(output).not.toMatch(/\n\s+at /);
    expect(existsSync(project.backendFile)).toBe(false);
  });

  test("refuses a misspelt setting, instead of ignoring it", async () => {
    project.config({ "tencentrtc:allowPurchase": "true" });
    for (const body of [
      "rtc.getApplications();",
      'new rtc.Application("first", { products: ["chat"], region: "singapore" });',
    ]) {
      project.program(body);
      const { code, output } = await project.preview();
      expect(code).not.toBe(0);
      expect(diagnosticsOf(output).split('did you mean "tencentrtc:allowPurchases"?')).toHaveLength(2);
      expect(output).not.toMatch(/\n\s+at /);
    }
    project.config({ "tencentrtc:defaultTags": '{"year": 2026}' });
    expect(await project.preview("--diff")).toMatchObject({
      code: 0,
      output: expect.stringContaining('year: "2026"'),
    });
    project.config({});
  });

  test("says that there is nothing to adopt before there is a backend", async () => {
    project.program(`new rtc.Application("first", { adopt: 1400000001 });`);
    const { code, output } = await project.preview();
    expect(code).not.toBe(0);
    expect(diagnosticsOf(output).split("so there is nothing to adopt")).toHaveLength(2);
  });

  test("refuses children of an application that isn't there", async () => {
    project.program(`new rtc.Application("first", { products: ["chat"], region: "singapore" });`);
    expect(await project.up()).toMatchObject({ code: 0 });
    project.program(`
      new rtc.Application("first", { products: ["chat"], region: "singapore" });
      new rtc.AdminAccount("bot", { application: "1400009999", userId: "bot" });
    `);
    const { code, output } = await project.preview();
    expect(code).not.toBe(0);
    expect(output).toContain("names no application of this account");
    expect(output).toContain("ResourceNotFound.Application");
  });

  test("foresees a quota that no order of events could fit", async () => {
    await backend.call(CreateApplication, { Name: "by_hand", Region: "tokyo", Products: ["chat"] });
    await backend.settings({ ApplicationsPerAccount: 3 });
    const apps = (count: number) =>
      project.program(
        `for (const name of ["second", "third", "fourth"].slice(0, ${count}))
           new rtc.Application(name, { products: ["chat"], region: "singapore" });`,
      );
    apps(2); // "first" goes away: 2 live - 1 + 2 = 3
    expect(await project.preview()).toMatchObject({ code: 0 });
    apps(3);
    const { code, output } = await project.preview();
    expect(code).not.toBe(0);
    expect(output).toContain("the account holds 2 of at most 3");
    expect((await backend.applications()).length).toBe(2);
  });
});
