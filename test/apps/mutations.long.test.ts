import fc from "fast-check";
import { ApplicationSource } from "../../apps/load/application-source";

const sound = `# yaml-language-server: $schema=../node_modules/pulumi-tencentrtc/apps.schema.json
application: support
products: [chat, call]
region: singapore
description: customer_support
tags: &common
  team: support
  "cost centre": '4711'
admins:
  - ops_admin
  - userId: bot
    adopt: true
timeouts: { delete: 1h30m }
environments:
  dev:
    name: support_dev
    tags: *common
  prod:
    enabled: true
    admins:
      - { userId: bot, adopt: false }
`;

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

const mutation = fc.record({
  at: fc.nat(sound.length),
  removed: fc.oneof(fc.constant(0), fc.nat(3), fc.nat(40)),
  added: pieces,
});

const mutate = (text: string, changes: readonly { at: number; removed: number; added: string }[]): string =>
  changes.reduce((now, { at, removed, added }) => {
    const from = Math.min(at, now.length);
    return now.slice(0, from) + added + now.slice(from + removed);
  }, text);

test("the file that the others are made from is sound", () => {
  expect(new ApplicationSource("support.yaml", sound).faults).toEqual([]);
});

test("10,000 files with mistakes: each is read to its end, and every mistake has its place", () => {
  fc.assert(
    fc.property(fc.array(mutation, { minLength: 1, maxLength: 5 }), (changes) => {
      const text = mutate(sound, changes);
      const lines = text.split("\n").length;
      for (const { line, column, message } of new ApplicationSource("support.yaml", text).faults) {
        expect(message).not.toBe("");
        expect(Number.isInteger(line) && line >= 1 && line <= lines + 1).toBe(true);
        expect(Number.isInteger(column) && column >= 1).toBe(true);
      }
    }),
    { numRuns: 10_000 },
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
