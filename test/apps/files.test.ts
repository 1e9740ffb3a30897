import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { printFault } from "../../apps/load/fault";
import { filesOf, isNamed } from "../../apps/load/files";
import { loadFleet } from "../../apps/load/fleet";

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
  { patterns: ["**/*.yaml"], files: ["apps/games/chess.yaml", "apps/shop.yaml"] },
  { patterns: ["apps/games/**"], files: ["apps/games/chess.yaml"] },
  { patterns: ["apps/????.yaml", "apps/s*"], files: ["apps/shop.yaml"] },
  { patterns: ["apps/.#shop.yaml"], files: ["apps/.#shop.yaml"] },
  { patterns: ["apps/.*.yaml"], files: ["apps/.#shop.yaml"] },
  { patterns: ["apps/none.yaml"], files: ["apps/none.yaml"] },
])("$patterns", ({ patterns, files }) => {
  expect(filesOf(patterns, folder)).toEqual({ files, unmatched: [] });
  for (const file of files) expect(isNamed(join(folder, file), patterns, folder)).toBe(true);
});

test.each(["apps/*.txt", "nope/*.yaml", "nope/**/*.yaml", "apps/shop.yaml/*.yaml"])(
  "%s names nothing, and is told so",
  (pattern) => {
    expect(filesOf([pattern, "apps/*.yaml"], folder)).toEqual({
      files: ["apps/shop.yaml"],
      unmatched: [pattern],
    });
    expect(loadFleet([pattern], folder, []).unmatched.map(printFault)).toEqual([
      `${pattern}:1:1: names no file: a file of one application ends in .yaml, .yml or .json, for example apps/support.yaml`,
    ]);
  },
);

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
    says: "is longer than 1 MiB: one file holds one application",
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
