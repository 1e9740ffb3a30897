import { delimiter, resolve } from "node:path";
import { Console } from "./backend";
import { classes, withPlugin } from "./plugin-project";
import { Project } from "./project";

const folder = resolve(__dirname, "../../plugin");

test.each<[string, string, NodeJS.ProcessEnv]>([
  ["plugins of Pulumi.yaml", `plugins: { providers: [{ name: tencentrtc, path: ${folder} }] }\n`, {}],
  ["packages of Pulumi.yaml", `packages: { tencentrtc: ${folder} }\n`, {}],
  ["PATH", "", { PATH: [folder, process.env.PATH].join(delimiter) }],
])("the engine finds the plugin by %s", async (_, inProject, env) => {
  const project = new Project();
  try {
    Object.assign(project.env, env);
    project.write("Pulumi.yaml", project.read("Pulumi.yaml") + inProject);
    await project.init();
    project.program(`${classes} new Application("app", { products: ["chat"], region: "tokyo" });`);
    expect(await project.preview()).toMatchObject({
      code: 0,
      output: expect.stringContaining("2 to create"),
    });
  } finally {
    project.remove();
  }
});

test("names come from the project's pulumi:autonaming, and stay once they are given", async () => {
  const project = withPlugin();
  const backend = new Console(project.backendFile);
  const names = async () => (await backend.applications()).map(({ Name }) => Name).sort();
  const pattern = (text: string) =>
    project.config({ "pulumi:autonaming": JSON.stringify({ pattern: text }) });
  try {
    await project.init();
    const one = `new Application("one", { products: ["chat"], region: "tokyo" });`;
    const own = `new Application("own", { name: "mine", products: ["chat"], region: "tokyo" });`;
    // biome-ignore lint/suspicious/noTemplateCurlyInString: the engine fills it in
    pattern("rtc_${name}");
    project.program(classes + one + own);
    expect(await project.up()).toMatchObject({ code: 0 });
    expect(await names()).toEqual(["mine", "rtc_one"]);
    // biome-ignore lint/suspicious/noTemplateCurlyInString: the engine fills it in
    pattern("other_${name}");
    project.program(
      `${classes}${one}${own} new Application("two", { products: ["chat"], region: "tokyo" });`,
    );
    expect(await project.up()).toMatchObject({ code: 0, output: expect.stringContaining("1 created") });
    expect(await names()).toEqual(["mine", "other_two", "rtc_one"]);
    expect(await project.destroy()).toMatchObject({ code: 0 });
  } finally {
    project.remove();
  }
});
