import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { functions } from "../../../provider/functions";
import { kinds } from "../../../provider/resources";
import { functionPage } from "../../../provider/schema/function-page";
import { kebab } from "../../../provider/schema/names";
import { foldedExamples } from "../../../provider/schema/program-examples";

const root = resolve(__dirname, "../../..");
const read = (path: string) => readFileSync(join(root, path), "utf8");
const pages = functions.map((one) => ({ one, name: one.name, page: functionPage(one, undefined, "") }));
const pageNamed = (name: string) => pages.find((page) => page.name === name)?.page ?? "";
const rowOf = (page: string, start: string) => page.split("\n").find((line) => line.startsWith(`| ${start}`));

/** The sources of an SDK, in one text. */
const sourcesIn = (folder: string) =>
  readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
    .filter((name) => /\.(ts|py|go)$/.test(name))
    .map((name) => read(join(folder, name)))
    .join("\n");
const sdks = [
  { language: "classes", sources: sourcesIn("sdk/dynamic/functions"), declared: "(function|const)" },
  { language: "TypeScript", sources: sourcesIn("sdk/nodejs"), declared: "function" },
  { language: "Python", sources: sourcesIn("sdk/python/pulumi_tencentrtc"), declared: "def" },
  { language: "Go", sources: sourcesIn("sdk/go/tencentrtc"), declared: "func" },
];

describe.each(pages)("the page of $name", ({ page, one }) => {
  test.each(sdks)("names what the SDK has: $language", ({ language, sources, declared }) => {
    const names = [...(rowOf(page, language) ?? "").matchAll(/`(?:rtc|tencentrtc)\.(\w+)`/g)];
    expect(names).toHaveLength(2);
    for (const [, name] of names) expect(sources).toMatch(new RegExp(`\\b${declared} ${name}\\b`));
  });

  test("has each argument and each property of the result, with its description", () => {
    for (const property of [...Object.keys(one.args.shape), ...Object.keys(one.result.shape)])
      expect([property, rowOf(page, `\`${property}\` | `)]).toEqual([
        property,
        expect.stringMatching(/\. ?[^|]* \|$/),
      ]);
  });

  test("is linked from the page of all functions", () => {
    expect(read("docs/functions.md")).toContain(`(functions/${kebab(one.name)}.md)`);
  });
});

test.each([
  ["getWebhook", "`url`", "| string, secret | "],
  ["getWebhook", "`product`", '| `"call"`, `"conference"`, `"live"` | required | '],
  ["getApplications", "`name`", "| string |  | "],
  ["getApplications", "`applications`", "| list of `GetApplicationsApplication` | "],
  ["getApplication", "Go", "| `tencentrtc.LookupApplication` | "],
  ["getApplications", "Go", "| `tencentrtc.GetApplications` | "],
])("%s: the row of %s has %s", (name, start, part) => {
  expect(rowOf(pageNamed(name), start)).toContain(part);
});

test("what people wrote of a function stays", () => {
  for (const { one, page } of pages) {
    const written = page.replace("## Arguments\n", "## Arguments\n\nWords of ours.\n");
    expect(functionPage(one, written, "programs")).toContain("Words of ours.");
  }
});

test.each([...kinds, ...functions].map(({ name }) => kebab(name)))(
  "%s has an example in each language, which folds up",
  (folder) => {
    const summaries = foldedExamples(folder, read).match(/(?<=<summary>)\w+/g);
    expect(summaries).toEqual(["TypeScript", "Python", "Go", "YAML"]);
  },
);
