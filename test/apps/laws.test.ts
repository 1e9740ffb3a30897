import fc from "fast-check";
import { overlay } from "../../apps/format/overlay";
import { ApplicationSource } from "../../apps/load/application-source";
import { parsePath } from "../../apps/load/path";
import { printApplicationFile } from "../../apps/load/print";
import { products, regions } from "../../backend/api";
import { printPath } from "../../provider/lifecycle/issue";

const word = fc.stringMatching(/^[a-z][a-z0-9_]{0,11}$/);
/** Text that YAML might take for something else. */
const tagValue = fc.oneof(
  word,
  fc.constantFrom("true", "null", "1.10", "0x1f", "2026-01-01", "a: b", "-", "~", "yes"),
);

const layer = fc.record(
  {
    name: word,
    description: word,
    region: fc.constantFrom(...regions),
    products: fc.uniqueArray(fc.constantFrom(...products), { minLength: 1 }),
    enabled: fc.boolean(),
    tags: fc.dictionary(word, tagValue, { maxKeys: 4 }),
    timeouts: fc.record(
      { delete: fc.constantFrom("1h", "90s"), create: fc.constant("5m") },
      { requiredKeys: [] },
    ),
    admins: fc.uniqueArray(fc.record({ userId: word, adopt: fc.boolean() }, { requiredKeys: ["userId"] }), {
      selector: ({ userId }) => userId,
      maxLength: 4,
    }),
  },
  { requiredKeys: [] },
);

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
      layer,
      fc.dictionary(word, layer, { maxKeys: 3 }),
      (application, base, environments) => {
        const printed = printApplicationFile({ application, ...base, environments });
        const { layers } = new ApplicationSource("app.yaml", printed);
        expect(layers).toEqual({ application, account: undefined, base, environments });
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
