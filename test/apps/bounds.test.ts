import { ApplicationSource } from "../../apps/load/application-source";
import { brokenRules } from "../../apps/load/judge";
import { printMistakes, UnusableFiles } from "../../apps/load/mistake";

jest.mock("../../apps/load/judge", () => {
  const judge = jest.requireActual("../../apps/load/judge");
  return { ...judge, brokenRules: jest.fn(judge.brokenRules) };
});

const head = "application: support\nproducts: [chat]\nregion: china\n";
const repeated = (length: number, part: (index: number) => string): string => {
  let text = "";
  for (let index = 0; text.length < length; index += 1) text += part(index);
  return text;
};
const faultsOf = (text: string) => new ApplicationSource("app.yaml", text).faults;

const kib = 1024;
const words = "is more than can be read: a file holds one application, in at most 30,000 words and signs";
const deep = "is nested too deeply";
const values = "grows to more values than a file of one application holds";

test.each([
  {
    what: "a mebibyte",
    text: "#".repeat(1024 * kib),
    says: "is longer than 256 KiB: one file holds one application",
  },
  { what: "unknown keys", text: head + repeated(200 * kib, (index) => `k${index}: 1\n`), says: words },
  { what: "aliases", text: `${head}description: &a x\ntags: [${"*a,".repeat(50_000)}]\n`, says: words },
  {
    what: "fewer aliases",
    text: `${head}description: &a x\ntags: [${"*a,".repeat(9_000)}]\n`,
    says: "is one alias too many: a file has at most 1,000",
  },
  { what: "escapes", text: `application: "${"\\q".repeat(50_000)}"\n`, says: words },
  { what: "line ends", text: "\n".repeat(200 * kib), says: words },
  {
    what: "documents",
    text: "---\n".repeat(50_000),
    says: "holds more than one document: one file holds one application",
  },
  { what: "lists in lists", text: "[".repeat(20_000), says: deep },
  // The runtime gave up on this one, and nothing could catch that.
  { what: "maps in maps", text: "{".repeat(20_000), says: deep },
  { what: "keys of keys", text: "? ".repeat(20_000), says: deep },
  { what: "entries of entries", text: "- ".repeat(20_000), says: deep },
  {
    what: "aliases of aliases",
    text: `${head}x0: &a0 [x]\n${repeated(20 * kib, (index) => `x${index + 1}: &a${index + 1} [*a${index}]\n`)}`,
    says: deep,
  },
  {
    what: "an alias of much",
    text: `${head}x: &a [${"x,".repeat(1_000)}]\ny: [${"*a,".repeat(50)}]\n`,
    says: values,
  },
  {
    what: "maps that take over each other",
    text: `${head}x0: &a0 {k: v}\n${repeated(20 * kib, (index) => `x${index + 1}: &a${index + 1} {<<: *a${index}, k${index}: v}\n`)}`,
    says: deep,
  },
])("$what: no more is read than a file of one application holds", ({ text, says }) => {
  expect(faultsOf(text).map(({ message }) => message)).toContain(says);
  expect(faultsOf(text)).toHaveLength(1);
});

test("600 environments times 600 admins are refused as one mistake", () => {
  const admins = Array.from({ length: 600 }, (_, index) => `a${index}`).join();
  const environments = Array.from({ length: 600 }, (_, index) => `e${index}: {}`).join();
  const faults = faultsOf(`${head}admins: [${admins}]\nenvironments: {${environments}}\n`);
  expect(faults.map(({ message }) => message)).toEqual([
    "are too many for what stands beside them: in all of them together a file has at most 100,000 values",
  ]);
});

test("what no environment changes is judged once", () => {
  const admins = Array.from({ length: 300 }, (_, index) => `a${index}`).join();
  const environments = Array.from(
    { length: 100 },
    (_, index) => `e${index}: { admins: [own${index}] }`,
  ).join();
  jest.mocked(brokenRules).mockClear();
  expect(faultsOf(`${head}admins: [${admins}]\nenvironments: {${environments}}\n`)).toEqual([]);
  // The application in each environment, each admin of all of them, and each environment's own.
  expect(brokenRules).toHaveBeenCalledTimes(100 + 300 + 100);
});

test("of thousands of mistakes a hundred are told, and the rest is counted", () => {
  const faults = faultsOf(head + repeated(20 * kib, (index) => `k${index}: 1\n`));
  expect(faults.length).toBeGreaterThan(2_000);
  const lines = printMistakes(faults).split("\n");
  expect(lines).toHaveLength(101);
  expect(lines.at(-1)).toBe(`… and ${faults.length - 100} more mistakes, told once these are mended`);
  expect(new UnusableFiles("the files", faults).faults).toHaveLength(100);
  expect(printMistakes(faults.slice(0, 100)).split("\n")).toHaveLength(100);
});

test.each([
  { key: '"ssh-rsa AAAAB3Nza"', told: false },
  { key: "root:x:0:0:root", told: false },
  { key: "regoin", told: true },
])("an unknown key is repeated only where it is a name: $key", ({ key, told }) => {
  const printed = printMistakes(faultsOf(`${head}${key}: 1\n`));
  expect(printed.includes(key.replaceAll('"', ""))).toBe(told);
  expect(printed).toContain("app.yaml:4:1:");
});
