import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { minimatch } from "minimatch";

const testFolder = resolve(__dirname, "..");
const {
  oneDoorOnly,
  throughPlugin,
}: {
  oneDoorOnly: Readonly<Record<string, string>>;
  throughPlugin(inDepth: boolean): string[];
} = require("../doors.cjs");

const tables = ["provider", "laws"].flatMap((folder) =>
  readdirSync(join(testFolder, folder), { recursive: true, encoding: "utf8" })
    .map((name) => `${folder}/${name.replaceAll("\\", "/")}`)
    .filter((name) => name.endsWith(".test.ts")),
);
const startsRuns = (name: string) => readFileSync(join(testFolder, name), "utf8").includes(".engine(");
const listed = (name: string) => Object.keys(oneDoorOnly).some((pattern) => minimatch(name, pattern));

/** As jest reads them: what one of them names, and none takes away. */
const isThroughPlugin = (name: string, inDepth: boolean) => {
  const patterns = throughPlugin(inDepth).map((pattern) => pattern.replace("<rootDir>/test/", ""));
  const [taken, given] = [
    patterns.filter((one) => one.startsWith("!")),
    patterns.filter((one) => !one.startsWith("!")),
  ];
  return (
    given.some((pattern) => minimatch(name, pattern)) &&
    !taken.some((pattern) => minimatch(name, pattern.slice(1)))
  );
};

test("every table runs through both doors at night, or is listed with the reason", () => {
  expect(tables.length).toBeGreaterThan(40);
  expect(tables.filter((name) => isThroughPlugin(name, true) === listed(name))).toEqual([]);
  for (const reason of Object.values(oneDoorOnly)) expect(reason.length).toBeGreaterThan(20);
});

test("no table that starts a run of the engine is listed", () => {
  expect(tables.filter((name) => startsRuns(name)).length).toBeGreaterThan(30);
  expect(tables.filter((name) => listed(name) && startsRuns(name))).toEqual([]);
});

test.each(Object.keys(oneDoorOnly))("%s names files that there are", (pattern) => {
  expect(tables.some((name) => minimatch(name, pattern))).toBe(true);
});

test("every npm test says the lifecycle through both doors", () => {
  const eachTime = tables.filter((name) => isThroughPlugin(name, false));
  expect(eachTime).toEqual(
    expect.arrayContaining(
      ["cancel", "drift", "replace", "remove"].map((name) => `provider/${name}.test.ts`),
    ),
  );
  expect(eachTime.filter((name) => !isThroughPlugin(name, true))).toEqual([]);
});
