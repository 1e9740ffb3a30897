import fc from "fast-check";
import { Struct } from "google-protobuf/google/protobuf/struct_pb";
import { type Bag, isBag } from "../../../ground/bag";
import { marksOfNames, mergedMarks } from "../../../provider/adapters/plugin/which-are-secret";
import { calls } from "../../../provider/adapters/plugin/wire/calls";
import { withMarks } from "../../../provider/adapters/plugin/wire/properties";
import { unknownValue } from "../../../provider/lifecycle/properties/unknown";
import { decoded, encoded } from "./structs";

const key = "4dabf18193072939515e22adb298388d";
const secret = (value: unknown) => ({ [key]: "1b47061264138c4ac30d75fd1eb44270", value });
const output = (fields: object) => ({ [key]: "d0e6a833031e9bbcd3f4e8bde6ca49a4", ...fields });

test.each<[string, Bag, Bag, readonly string[]]>([
  [
    "plain values",
    { a: "x", b: 1, c: [true, null], d: { e: "y" } },
    { a: "x", b: 1, c: [true, null], d: { e: "y" } },
    [],
  ],
  ["a secret", { a: secret("x"), b: "y" }, { a: "x", b: "y" }, ["a"]],
  ["a secret in a map", { tags: { a: secret("x"), b: "y" } }, { tags: { a: "x", b: "y" } }, ["tags"]],
  ["a secret in a list", { a: ["x", secret("y")] }, { a: ["x", "y"] }, ["a"]],
  ["a secret that isn't known yet", { a: secret(unknownValue) }, { a: unknownValue }, ["a"]],
  ["a number that isn't known yet", { a: "3eeb2bf0-c639-47a8-9e75-3b44932eb421" }, { a: unknownValue }, []],
  ["an unknown in a list in a map", { a: { b: ["x", unknownValue] } }, { a: { b: ["x", unknownValue] } }, []],
  ["an output that isn't known yet", { a: output({}) }, { a: unknownValue }, []],
  ["a secret output", { a: output({ value: "x", secret: true }) }, { a: "x" }, ["a"]],
  [
    "an output of which a part is secret",
    { a: output({ value: { b: secret("x"), c: "y" } }) },
    { a: { b: "x", c: "y" } },
    ["a"],
  ],
  [
    "a secret in a secret output in a list",
    { a: [output({ value: secret("x"), dependencies: ["u"] })] },
    { a: ["x"] },
    ["a"],
  ],
  [
    "a resource whose id is secret",
    { a: { [key]: "5cf8f73096256a8f31e491e813e4eb8e", id: secret("1") } },
    { a: "1" },
    ["a"],
  ],
  ["a resource", { a: { [key]: "5cf8f73096256a8f31e491e813e4eb8e", urn: "u", id: "1" } }, { a: "1" }, []],
])("%s is read in plain, and what is secret told beside it", (_, sent, bag, secrets) => {
  const read = decoded(encoded(sent));
  expect(read.bag).toEqual(bag);
  expect([...read.secrets.keys()]).toEqual(secrets);
});

const name = fc.stringMatching(/^[a-z]{1,4}$/);
const text = fc.string({ unit: "binary", maxLength: 100 });
const leaf = fc.oneof(
  text,
  fc.boolean(),
  fc.constant(null),
  fc.integer(),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
);
const value = fc.letrec((tie) => ({
  any: fc.oneof({ maxDepth: 3 }, leaf, fc.dictionary(name, tie("any")), fc.array(leaf, { maxLength: 3 })),
})).any;

test("what is written with the marks that were read comes back as it was, every secret still sealed", () => {
  fc.assert(
    fc.property(fc.dictionary(name, value), name, (bag, hidden) => {
      const sealed = encoded({ ...bag, [hidden]: "planted" }, marksOfNames([hidden]));
      const read = decoded(sealed);
      expect(encoded(read.bag, read.secrets).toJavaScript()).toEqual(sealed.toJavaScript());
      expect(isBag(sealed.toJavaScript()[hidden])).toBe(true);
    }),
  );
});

test("properties are on the wire as google.protobuf.Struct has them, both ways", () => {
  // The library itself loses a property of this name.
  const names = fc.oneof(name, text).filter((one) => one !== "__proto__");
  fc.assert(
    fc.property(fc.dictionary(names, value), (bag) => {
      expect(encoded(bag).toJavaScript()).toEqual(bag);
      expect(decoded(Struct.fromJavaScript(bag))).toEqual({ bag, secrets: new Map() });
    }),
  );
});

/** What the plugin reads of what it has written: an answer's properties stand where those of a request do. */
const again = (bag: Bag): Bag =>
  calls.create.requestDeserialize(calls.create.responseSerialize({ id: "1", properties: withMarks(bag) }))
    .properties.bag;

test("the order in which names come says nothing: the engine's is another one each time", () => {
  fc.assert(
    fc.property(fc.dictionary(name, fc.dictionary(name, leaf)), (bag) => {
      const reversed = (one: Bag): Bag => Object.fromEntries(Object.entries(one).reverse());
      const other = reversed(
        Object.fromEntries(Object.entries(bag).map(([key, one]) => [key, reversed(one)])),
      );
      expect(JSON.stringify(again(other))).toBe(JSON.stringify(again(bag)));
    }),
  );
});

test.each([
  ["before another letter", "\ud83dx", "\ufffdx"],
  ["at the end of a long text", `${"x".repeat(60)}\ud83d`, `${"x".repeat(60)}\ufffd`],
])("half of a surrogate pair %s is replaced, since the engine takes UTF-8 alone", (_, sent, read) => {
  expect(again({ [sent]: sent })).toEqual({ [read]: read });
});

test("a property may have the name of an object's own", () => {
  const bag: Bag = JSON.parse('{ "__proto__": { "a": "x" }, "b": { "__proto__": [1] }, "constructor": "y" }');
  const read = again(bag);
  expect(JSON.stringify(read)).toBe(JSON.stringify(bag));
  expect(Object.getPrototypeOf(read)).toBe(Object.prototype);
});

test("whatever bytes come, they are read or refused", () => {
  const whole = calls.create.responseSerialize({
    id: "1",
    properties: withMarks({ a: ["x", { b: 1.5 }], c: null, d: true }, marksOfNames(["a"])),
  });
  const damaged = fc.tuple(fc.nat(whole.length - 1), fc.integer({ min: 1, max: 255 })).map(([at, by]) => {
    const bytes = Buffer.from(whole);
    bytes.writeUInt8((bytes.readUInt8(at) + by) % 256, at);
    return bytes;
  });
  const cut = fc.nat(whole.length).map((length) => whole.subarray(0, length));
  const any = fc.uint8Array({ maxLength: 64 }).map((bytes) => Buffer.from(bytes));
  fc.assert(
    fc.property(fc.oneof(damaged, cut, any), (bytes) => {
      for (const { requestDeserialize } of [calls.create, calls.check, calls.read]) {
        try {
          expect(requestDeserialize(bytes)).toMatchObject({ urn: expect.any(String) });
        } catch (error) {
          expect(error).toBeInstanceOf(Error);
        }
      }
    }),
  );
});

test("a mark of the whole wins over marks of parts, whichever comes first", () => {
  const parts = new Map([["platform", marksOfNames(["appSecret"])]]);
  const whole = marksOfNames(["platform"]);
  for (const both of [
    [parts, whole],
    [whole, parts],
  ])
    expect(mergedMarks(both).get("platform")).toBe(true);
  expect(decoded(encoded({ platform: { appSecret: "s", appId: "1" } }, parts)).secrets).toEqual(parts);
});

test("what the protocol can't carry is said", () => {
  expect(() => encoded({ a: () => 1 })).toThrow("can't carry a function");
});
