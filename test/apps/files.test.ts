import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { filesOf, isNamed } from "../../apps/load/files";
import { loadFleet } from "../../apps/load/fleet";
import { printMistake } from "../../apps/load/mistake";

const folder = mkdtempSync(join(tmpdir(), "tencentrtc-files-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
beforeAll(() => {
  for (const file of [
    "apps/shop.yaml",
    "apps/news.yml",
    "apps/travel.json",
    "apps/README.md",
    "apps/.#shop.yaml",
    "apps/.kept/old.yaml",
    "apps/games/chess.yaml",
    "apps/games/.chess.yaml",
    "node_modules/apps/x.yaml",
    "Pulumi.yaml",
    "apps/Pulumi.prod.yaml",
    `long/${"a".repeat(200)}b.yaml`,
  ]) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), "");
  }
});

const fromFolder = ["apps/news.yml", "apps/shop.yaml", "apps/travel.json"];

test.each([
  { patterns: ["apps/*.yaml"], files: ["apps/shop.yaml"] },
  { patterns: ["apps/*.{yaml,yml,json}"], files: fromFolder },
  { patterns: ["apps"], files: fromFolder },
  { patterns: ["apps/"], files: fromFolder },
  { patterns: ["./apps"], files: fromFolder },
  { patterns: ["apps/**/*.yaml"], files: ["apps/games/chess.yaml", "apps/shop.yaml"] },
  {
    patterns: ["**/*.yaml"],
    files: ["apps/games/chess.yaml", "apps/shop.yaml", `long/${"a".repeat(200)}b.yaml`],
  },
  { patterns: ["apps/games/**"], files: ["apps/games/chess.yaml"] },
  { patterns: ["apps/????.yaml", "apps/s*"], files: ["apps/shop.yaml"] },
  { patterns: ["apps/.#shop.yaml"], files: ["apps/.#shop.yaml"] },
  { patterns: ["apps/.*.yaml"], files: ["apps/.#shop.yaml"] },
  { patterns: ["apps/none.yaml"], files: ["apps/none.yaml"] },
  { patterns: ["apps/{shop,news}.{yaml,yml}"], files: ["apps/news.yml", "apps/shop.yaml"] },
  { patterns: ["apps/Pulumi.prod.yaml"], files: ["apps/Pulumi.prod.yaml"] },
  // An expression that tries every way to share the name out would take years.
  { patterns: [`long/${"*a".repeat(60)}*b.yaml`], files: [`long/${"a".repeat(200)}b.yaml`] },
])("$patterns", ({ patterns, files }) => {
  expect(filesOf(patterns, folder)).toEqual({ files, unmatched: [], leadingOut: [] });
  for (const file of files) expect(isNamed(join(folder, file), patterns, folder)).toBe(true);
});

test.each([
  `long/${"*a".repeat(60)}*c.yaml`,
  `long/${"**/".repeat(60)}c.yaml`,
  "[a]pps/*.yaml",
  "apps/*.txt",
  "nope/*.yaml",
  "nope/**/*.yaml",
  "apps/shop.yaml/*.yaml",
])("%s names nothing, and is told so", (pattern) => {
  expect(filesOf([pattern, "apps/*.yaml"], folder)).toEqual({
    files: ["apps/shop.yaml"],
    unmatched: [pattern],
    leadingOut: [],
  });
  expect(loadFleet([pattern], folder, []).unmatched.map(printMistake)).toEqual([
    `${pattern}:1:1: names no file: a file of one application ends in .yaml, .yml or .json, for example apps/support.yaml`,
  ]);
});

test.each([
  { what: "no file", make: () => {}, says: "isn't there" },
  {
    what: "a pipe that nobody writes to",
    make: (path: string) => void execFileSync("mkfifo", [path]),
    says: "is no regular file",
  },
  {
    what: "a link to an endless device",
    make: (path: string) => symlinkSync("/dev/zero", path),
    says: "is no regular file",
  },
  {
    what: "a link to itself",
    make: (path: string) => symlinkSync(path, path),
    says: "can't be read (ELOOP)",
  },
  {
    what: "gigabytes",
    make: (path: string) => {
      writeFileSync(path, "");
      truncateSync(path, 3e9);
    },
    says: "is longer than 256 KiB: one file holds one application",
  },
  {
    what: "UTF-16",
    make: (path: string) => writeFileSync(path, Buffer.from("\ufeffapplication: shop\n", "utf16le")),
    says: "isn't UTF-8, which files are written in",
  },
])("$what in the place of a file says so, and hangs nothing", ({ make, says }) => {
  const path = join(folder, "odd.yaml");
  make(path);
  const { faults } = loadFleet(["odd.yaml"], folder, []);
  expect(faults.map(({ message }) => message)).toEqual([says]);
  rmSync(path, { recursive: true, force: true });
});

test("whether patterns name a file that isn't there yet", () => {
  const patterns = ["apps/*.yaml", "more/{a,b}.json"];
  const named = (file: string) => isNamed(join(folder, file), patterns, folder);
  expect(["apps/new.yaml", "more/b.json"].map(named)).toEqual([true, true]);
  expect(["apps/new.yml", "apps/games/new.yaml", "new.yaml", "../apps/new.yaml"].map(named)).toEqual([
    false,
    false,
    false,
    false,
  ]);
});

describe("links", () => {
  let root: string;
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), "tencentrtc-links-"));
    for (const file of [
      "repository/.git/config",
      "repository/apps/shop.yaml",
      "repository/more/deep/news.yaml",
    ]) {
      mkdirSync(dirname(join(root, file)), { recursive: true });
      writeFileSync(join(root, file), "[secret]\n");
    }
    mkdirSync(join(root, "outside"));
    writeFileSync(join(root, "outside/secret.yaml"), "secret: hunter2\nroot-password: hunter2\n");
  });
  afterEach(() => rmSync(root, { recursive: true, force: true }));

  const link = (to: string, path: string) => symlinkSync(to, join(root, "repository", path));
  const found = (...patterns: string[]) =>
    filesOf(patterns, join(root, "repository"), join(root, "repository"));

  test("a linked folder is followed, once, wherever it is linked from", () => {
    link("../more", "apps/more");
    link("../more/deep", "apps/deep");
    link("..", "apps/around");
    link("self", "apps/self");
    expect(found("apps/**/*.yaml")).toEqual({
      files: ["apps/deep/news.yaml", "apps/shop.yaml"].map((file) =>
        expect.stringContaining(file.split("/")[1] ?? ""),
      ),
      unmatched: [],
      leadingOut: [],
    });
  });

  test("folders with two links each, into each other, are walked through at once", () => {
    for (let depth = 0; depth < 40; depth += 1) {
      mkdirSync(join(root, `repository/apps/d${depth}`));
      for (const name of ["a", "b"]) link(`../d${depth + 1}`, `apps/d${depth}/${name}`);
    }
    expect(found("apps/**/*.yaml").files).toEqual(["apps/shop.yaml"]);
  });

  test.each([
    { what: "a folder", to: "../../outside", path: "apps/out" },
    { what: "a folder that isn't there", to: "../../nowhere", path: "apps/out" },
    { what: "a folder by its full name", to: "/etc", path: "apps/out" },
    { what: "a folder by way of another link", to: "step/outside", path: "apps/out" },
  ])("$what outside is not followed, and told alike", ({ to, path }) => {
    link("../..", "apps/step");
    link(to, path);
    const { faults } = loadFleet(["apps/**/*.yaml"], join(root, "repository"), [], join(root, "repository"));
    expect(faults.map(({ file, message }) => `${file.split("/").slice(-2).join("/")} ${message}`)).toContain(
      "apps/out leads out of the repository, in which files of applications stay",
    );
  });

  test.each([
    { what: "a file outside", patterns: ["../outside/secret.yaml"] },
    { what: "a file outside that isn't there", patterns: ["../outside/none.yaml"] },
    { what: "a linked file", patterns: ["apps/linked.yaml"] },
    { what: "a linked file that isn't there", patterns: ["apps/lost.yaml"] },
    { what: "files outside by a pattern", patterns: ["../outside/*.yaml"] },
    { what: "a folder outside", patterns: ["../outside"] },
    { what: "a folder outside that isn't there", patterns: ["../nowhere"] },
  ])("$what: nothing of it is told, not even whether it is there", ({ patterns }) => {
    link("../../outside/secret.yaml", "apps/linked.yaml");
    link("../../outside/none.yaml", "apps/lost.yaml");
    const { faults } = loadFleet(patterns, join(root, "repository"), [], join(root, "repository"));
    expect(faults.map(({ message }) => message)).toEqual([
      "leads out of the repository, in which files of applications stay",
    ]);
    expect(JSON.stringify(faults)).not.toContain("hunter2");
  });

  test("what is no file of an application isn't read", () => {
    const { faults } = loadFleet([".git/config"], join(root, "repository"), [], join(root, "repository"));
    expect(faults.map(({ message }) => message)).toEqual([
      "isn't read: a file of one application ends in .yaml, .yml or .json",
    ]);
  });
});
