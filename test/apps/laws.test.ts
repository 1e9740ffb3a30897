import fc from "fast-check";
import { overlay } from "../../apps/format/overlay";
import { writtenOut } from "../../apps/format/structure";
import { ApplicationSource } from "../../apps/load/application-source";
import { printApplicationFile } from "../../apps/load/print";
import { products, regions, subscriptionProducts } from "../../backend/api";
import type { Bag } from "../../ground/bag";
import { isBag } from "../../ground/bag";
import { printPath } from "../../ground/issue";
import { parsePath } from "../../ground/json-path";

const word = fc.stringMatching(/^[a-z][a-z0-9_]{0,11}$/);
/** Text that YAML might take for something else: a number, a switch, nothing, a mark of its own. */
const lookalike = fc.constantFrom(
  ...[
    "true",
    "False",
    "yes",
    "off",
    "null",
    "~",
    "",
    "1.10",
    "-0",
    "+1",
    ".5",
    "1e3",
    "0x1f",
    "0o17",
    "1_000",
  ],
  ...["1:30", "2026-01-01", ".inf", ".NaN", "<<", "=", "__proto__", "---", "...", "a: b", "a:", "a #b", "#"],
  ...["-", "- a", "?", "? a", "[a]", "{a: b}", "*a", "&a", "!a", "%a", "@a", "`a`", "|", ">-", "a, b", "\\"],
  ..."'\"\t\n\r\0\u0085\u2028\ufeff",
);
/** Any text: in any script, with quotes and colons, and with blanks and line ends before and after it. */
const text = fc.oneof(
  word,
  lookalike,
  fc.string({ unit: "grapheme" }),
  fc.constantFrom("客服", "Größe", "прод", "日本語: テスト", "👩‍💻"),
  fc
    .tuple(fc.stringMatching(/^[ \t\n]{0,3}$/), lookalike, fc.stringMatching(/^[ \t\n]{0,3}$/))
    .map((parts) => parts.join("")),
);

/** Entries of a list, told apart by a key. */
const entries = <T>(entry: fc.Arbitrary<T>, selector: (one: T) => string) =>
  fc.option(fc.uniqueArray(entry, { selector, maxLength: 4 }));

const written = fc.record(
  {
    name: text,
    description: text,
    region: fc.constantFrom(...regions),
    products: fc.uniqueArray(fc.constantFrom(...products), { minLength: 1 }),
    enabled: fc.boolean(),
    tags: fc.option(fc.dictionary(text, text, { maxKeys: 4 })),
    timeouts: fc.option(
      fc.record({ delete: fc.constantFrom("1h", "90s"), create: fc.constant("5m") }, { requiredKeys: [] }),
    ),
    admins: entries(
      fc.record({ userId: text, adopt: fc.boolean() }, { requiredKeys: ["userId"] }),
      ({ userId }) => userId,
    ),
    certificates: entries(
      fc.record(
        {
          name: word,
          adopt: fc.nat(),
          platform: fc.record(
            {
              vendor: fc.constantFrom("huawei", "honor"),
              appId: text,
              appSecret: fc.constant("env:SECRET"),
            },
            { requiredKeys: [] },
          ),
        },
        { requiredKeys: ["name"] },
      ),
      ({ name }) => name,
    ),
    subscriptions: entries(
      fc.record(
        {
          product: fc.constantFrom(...subscriptionProducts),
          edition: text,
          configuration: fc.dictionary(word, fc.nat(), { maxKeys: 3 }),
        },
        { requiredKeys: ["product"] },
      ),
      ({ product }) => product,
    ),
  },
  { requiredKeys: [] },
);

const asMap = (value: unknown): Bag => (isBag(value) ? value : {});
/** A layer as a file's is: maps and lists that were left empty are empty ones. */
const layer = written.map((one) => asMap(writtenOut(one)));

test("overlay is associative", () => {
  fc.assert(
    fc.property(layer, layer, layer, (a, b, c) => {
      expect(overlay(overlay(a, b), c)).toEqual(overlay(a, overlay(b, c)));
    }),
  );
});

test("an empty layer changes nothing, on either side", () => {
  fc.assert(
    fc.property(layer, (a) => {
      expect(overlay(a, {})).toEqual(a);
      expect(overlay({}, a)).toEqual(a);
    }),
  );
});

test("a layer laid over itself is itself", () => {
  fc.assert(fc.property(layer, (a) => expect(overlay(a, a)).toEqual(a)));
});

test("reading what was printed gives the same again", () => {
  fc.assert(
    fc.property(
      word,
      written,
      fc.dictionary(word, fc.option(written), { minKeys: 1, maxKeys: 3 }),
      (application, base, environments) => {
        const printed = printApplicationFile({ application, ...base, environments });
        const { layers } = new ApplicationSource("app.yaml", printed);
        const overlays = Object.entries(environments).map(([name, one]) => [name, asMap(writtenOut(one))]);
        expect(layers).toEqual({
          application,
          account: undefined,
          base: asMap(writtenOut(base)),
          environments: Object.fromEntries(overlays),
        });
      },
    ),
  );
});

test("a path is what it was before it was printed", () => {
  const key = fc.oneof(word, fc.string({ minLength: 1 }), fc.nat(20));
  fc.assert(
    fc.property(word, fc.array(key), (first, rest) => {
      const normal = rest.map((one) => (typeof one === "string" && /^\d+$/.test(one) ? Number(one) : one));
      expect(parsePath(printPath([first, ...normal]))).toEqual([first, ...normal]);
    }),
  );
});
