import { join } from "node:path";
import { functions } from "../../provider/functions";
import { kinds } from "../../provider/resources";
import { packageToken } from "../../provider/schema/names";
import { languages, publisher } from "../../provider/schema/publisher";
import { Project } from "./project";
import { read, root, runCommand, testWithGo } from "./sdks";

const texts = () =>
  runCommand("git", ["ls-files", "-co", "--exclude-standard", "sdk/nodejs", "sdk/python", "sdk/go"])
    .trim()
    .split("\n")
    .map(read);

test("schema.json is right for the engine, which warns of nothing", async () => {
  const project = new Project();
  try {
    const checked = await project.pulumi("schema", "check", join(root, "schema.json"));
    expect(checked).toEqual({ code: 0, output: "" });
  } finally {
    project.remove();
  }
});

testWithGo("the committed SDKs are what the engine's generators make of schema.json", () => {
  runCommand(process.execPath, [join(root, "tools/sdks.mjs"), "--check"]);
});

test("the committed SDKs have the names of this package, and nobody else's", () => {
  const { name, version } = JSON.parse(read("package.json"));
  const { repository } = publisher;
  expect(JSON.parse(read("sdk/nodejs/package.json"))).toMatchObject({
    name: languages.nodejs.packageName,
    version,
    repository,
    pulumi: { resource: true, name: "tencentrtc", version },
  });
  expect(languages.nodejs.packageName).not.toBe(name);
  const project = read("sdk/python/pyproject.toml");
  expect(project).toContain(`name = "${languages.python.packageName}"`);
  expect(project).toContain(`version = "${version}"`);
  expect(project).toContain(repository);
  expect(read("sdk/python/README.md")).toContain(repository);
  expect(read("sdk/go/tencentrtc/init.go")).toContain(`"${languages.go.importBasePath}/internal"`);
  const module = languages.go.importBasePath.replace(/\/go\/tencentrtc$/, "");
  expect(read("sdk/go.mod")).toMatch(new RegExp(`^module ${module}$`, "m"));
  expect(texts().join("\n")).not.toMatch(
    /@pulumi\/tencentrtc|example\.com\/pulumi|pulumi-tencentrtc\/sdk\/v\d/,
  );
});

test("schema.json has an example in four languages for each resource and each function, and how to import the former", () => {
  const schema: Record<"resources" | "functions", Record<string, { description: string }>> = JSON.parse(
    read("schema.json"),
  );
  const shown = [...kinds, ...functions].map(({ name }) => {
    const { description = "" } = { ...schema.resources, ...schema.functions }[packageToken(name)] ?? {};
    return [name, [...description.matchAll(/^```(\w+)$/gm)].map(([, language]) => language)];
  });
  const languages = ["typescript", "python", "go", "yaml"];
  expect(shown).toEqual([
    ...kinds.map(({ name }) => [name, [...languages, "sh"]]),
    ...functions.map(({ name }) => [name, languages]),
  ]);
});
