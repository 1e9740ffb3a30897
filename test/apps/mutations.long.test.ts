import fc from "fast-check";
import { parse } from "yaml";
import { ApplicationSource } from "../../apps/load/application-source";
import { type Mistake, printMistake } from "../../apps/load/mistake";
import { printApplicationFile } from "../../apps/load/print";
import { inputs } from "../depth";
import { underlined } from "./editor";
import { shop, support } from "./sound-files";

/** What breaks YAML, and what a person's slip or a bad merge leaves. */
const pieces = fc.oneof(
  fc.constantFrom(
    ..."[]{}:,&*!|>'\"%@`#-? \t\n\r\0~<=",
    "<<: *common\n",
    "<<<<<<< HEAD\n",
    "---\n",
    "...\n",
    "!!binary ",
    "!!js/function ",
    "? ",
    "null",
    "0x",
    ".inf",
    "__proto__: ",
    "constructor: ",
    "\u{feff}",
    "\u2028",
    "\ud800",
    "项目",
    "[".repeat(200),
    "&a [*a, *a]",
  ),
  fc.string({ maxLength: 6 }),
);

const mutationOf = (sound: string) =>
  fc.record({
    at: fc.nat(sound.length),
    removed: fc.oneof(fc.constant(0), fc.nat(3), fc.nat(40)),
    added: pieces,
  });

const mutate = (text: string, changes: readonly { at: number; removed: number; added: string }[]): string =>
  changes.reduce((now, { at, removed, added }) => {
    const from = Math.min(at, now.length);
    return now.slice(0, from) + added + now.slice(from + removed);
  }, text);

describe.each([
  { name: "support", sound: support, files: inputs(7_000) },
  { name: "shop", sound: shop, files: inputs(3_000) },
])("$name", ({ sound, files }) => {
  test("the file that the others are made from is sound", () => {
    expect(new ApplicationSource("app.yaml", sound).faults).toEqual([]);
  });

  test(`${files} files with mistakes: each is read to its end, and every mistake has its place`, () => {
    let faulty = 0;
    const mutation = mutationOf(sound);
    fc.assert(
      fc.property(fc.array(mutation, { minLength: 1, maxLength: 5 }), (changes) => {
        const text = mutate(sound, changes);
        const { faults, layers } = new ApplicationSource("support.yaml", text);
        if (faults.length === 0) return mustBeSound(text, layers);
        faulty += 1;
        const lines = text.split("\n");
        // The end of the text is a place too: just after the last character of the last line.
        const isPlaced = ({ line, column, message }: Mistake) =>
          message !== "" &&
          line >= 1 &&
          line <= lines.length &&
          column >= 1 &&
          column <= (lines[line - 1]?.length ?? 0) + 1;
        // One assertion for all of them: ten thousand files have many more faults than that.
        expect(faults.filter((fault) => !isPlaced(fault))).toEqual([]);
      }),
      { numRuns: files },
    );
    expect(faulty).toBeGreaterThan(files / 2);
  });
});

/** Where nothing is wrong the file says something, an editor takes it, and it says that again when it is printed. */
function mustBeSound(text: string, layers: ApplicationSource["layers"]): void {
  expect(layers?.application).toMatch(/^[A-Za-z][A-Za-z0-9_-]{0,39}$/);
  const again = new ApplicationSource("support.yaml", printApplicationFile(parse(text, { merge: true })));
  expect(again).toMatchObject({ faults: [], layers });
  expect(underlined(text)).toEqual([]);
}

/** Slips whose places and messages are known: what stands in the sound file, what stands there instead. */
const slips = [
  {
    was: "application: support",
    is: "application: 4711",
    at: "4711",
    says: "application must be 1-40 letters",
  },
  { was: "[chat, call]", is: "[chat, fax]", at: "fax", says: "products.1 must be one of" },
  { was: "region: singapore", is: "region: moon", at: "moon", says: "region must be one of" },
  {
    was: "description:",
    is: "descripton:",
    at: "descripton",
    says: "descripton isn't known here; did you mean",
  },
  { was: "  - ops_admin", is: "  - ops admin", at: "ops admin", says: "admins.0.userId must be" },
  { was: "delete: 1h30m", is: "delete: soon", at: "soon", says: "timeouts.delete must be" },
  {
    was: "name: support_dev",
    is: "name: support-dev",
    at: "support-dev",
    says: "environments.dev.name must be",
  },
  {
    was: "enabled: true",
    is: "enabled: maybe",
    at: "maybe",
    says: "environments.prod.enabled must be true or false",
  },
  {
    was: "bot, adopt: false",
    is: "bot, adopt: no",
    at: "no",
    says: "environments.prod.admins.0.adopt must be",
  },
];

test("any of these slips, wherever they have moved to: each is told once, at its place, and nothing else is", () => {
  const comments = fc.array(fc.record({ before: fc.nat(support.split("\n").length - 1), text: fc.string() }));
  fc.assert(
    fc.property(fc.subarray(slips, { minLength: 1 }), comments, (made, added) => {
      const lines = support.split("\n").flatMap((line, index) => {
        const before = added.filter((one) => one.before === index);
        return [...before.map(({ text }) => `# ${text.replace(/[^ -~]/g, "")}`), line];
      });
      const text = made.reduce((now, { was, is }) => now.replace(was, is), lines.join("\n"));
      const expected = made.map(({ is, at, says }) => {
        const before = text.slice(0, text.indexOf(is) + is.lastIndexOf(at)).split("\n");
        return `support.yaml:${before.length}:${(before.at(-1)?.length ?? 0) + 1}: ${says}`;
      });
      const told = new ApplicationSource("support.yaml", text).faults.map(printMistake);
      expect(told.map((one, index) => one.slice(0, expected[index]?.length))).toEqual(expected);
    }),
    { numRuns: inputs(300) },
  );
});

test.each([
  ["a million brackets", "[".repeat(1_000_000)],
  ["a file of more than a mebibyte", `application: ${"a".repeat(1 << 20)}`],
  [
    "aliases that grow without end",
    `a: &a [x,x,x,x,x,x,x,x,x]\n${"bcdefghij"
      .split("")
      .map((name, index) => `${name}: &${name} [${Array(9).fill(`*${"abcdefghij"[index]}`).join(",")}]`)
      .join("\n")}\n`,
  ],
  ["an alias inside of what it names", "application: support\ntags: &a\n  team: *a\n"],
  ["aliases that name each other", "application: support\ntags: &a\n  - &b [*a]\n  - *b\n"],
])("%s: refused at a place", (_, text) => {
  const { faults } = new ApplicationSource("support.yaml", text);
  expect(faults.length).toBeGreaterThan(0);
  expect(faults[0]).toMatchObject({ line: expect.any(Number), column: expect.any(Number) });
});
