import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { brokenLinks, linksOf } from "../packaging/documents";

const root = resolve(__dirname, "../..");
const paths = execFileSync("git", ["ls-files", "-co", "--exclude-standard"], { cwd: root, encoding: "utf8" })
  .split("\n")
  .filter((path) => path !== "" && existsSync(join(root, path)));
const read = (path: string) => readFileSync(join(root, path), "utf8");
const documents = paths.filter((path) => path.endsWith(".md"));

test("every relative link of every document leads to something in the repository", () => {
  expect(linksOf(read("README.md"))).toContain("docs/ARCHITECTURE.md");
  expect(brokenLinks({ paths, read })).toEqual([]);
});

test.each([
  ["a file that isn't there", "[a](nowhere.md)", ["docs/a.md → nowhere.md"]],
  ["a heading that isn't there", "[a](b.md#second-part)", ["docs/a.md → b.md#second-part"]],
  [
    "a file, a heading, a folder, a file above, a site",
    "[a](b.md) [b](b.md#first-part-1) [c](../docs) [d](../README.md) [e](https://x.example/y)",
    [],
  ],
  ["code that looks like a link", "`[a](nowhere.md)`\n\n```\n[a](nowhere.md)\n```\n", []],
])("a link to %s", (_name, text, broken) => {
  const texts: Record<string, string> = {
    "docs/a.md": text,
    "docs/b.md": "# First part, 1\n",
    "README.md": "",
  };
  expect(brokenLinks({ paths: Object.keys(texts), read: (path) => texts[path] ?? "" })).toEqual(broken);
});

test("every script that a document names is in package.json", () => {
  const scripts = Object.keys(JSON.parse(read("package.json")).scripts);
  const named = documents.flatMap((path) =>
    [...read(path).matchAll(/npm run (?:-s )?([a-z:]+)/g)].map(([, script]) => `${path}: ${script}`),
  );
  expect(named.length).toBeGreaterThan(10);
  expect(named.filter((name) => !scripts.includes(name.split(": ")[1] ?? ""))).toEqual([]);
});

test("shipped code cites no document that isn't there", () => {
  const sources = paths.filter((path) => /^(backend|provider|sdk|cli)\/.*\.ts$/.test(path));
  const cited = sources.flatMap((path) =>
    [...read(path).matchAll(/[\w./-]+\.md\b/g)].map(([document]) => `${path}: ${document}`),
  );
  expect(cited.length).toBeGreaterThan(10);
  expect(cited.filter((name) => !paths.includes(name.split(": ")[1] ?? ""))).toEqual([]);
});

test("every citation of the rules names a section that there is", () => {
  const sections = [...read("docs/rules.md").matchAll(/^##+ (\d(?:\.\d)?)\b/gm)].map(
    ([, section]) => section ?? "",
  );
  const cited = paths
    .filter((path) => /\.(ts|mjs)$/.test(path))
    .flatMap((path) =>
      [...read(path).matchAll(/rules\.md, sections? (\d(?:\.\d)?)(?: and (\d(?:\.\d)?))?/g)].flatMap(
        ([, ...numbers]) => numbers.flatMap((number) => (number === undefined ? [] : [`${path}: ${number}`])),
      ),
    );
  expect(cited.length).toBeGreaterThan(10);
  expect(cited.filter((name) => !sections.includes(name.split(": ")[1] ?? ""))).toEqual([]);
});
