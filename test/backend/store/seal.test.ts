import { randomBytes } from "node:crypto";
import fc from "fast-check";
import { BackendError, type SealedPlace } from "../../../backend/store";
import { createSealer, keyIdOf, keyLength } from "../../../backend/store/seal";

const key = Buffer.alloc(keyLength, 1);
const sealer = createSealer(key, "/the/backend.db");
const place: SealedPlace = { table: "applications", row: "1999000001", column: "secret_key" };

const refusal = (work: () => unknown): string | undefined => {
  try {
    work();
  } catch (error) {
    if (error instanceof BackendError) return error.kind;
    throw error;
  }
  return undefined;
};

const places = fc.record({ table: fc.string(), row: fc.string(), column: fc.string() });

test("a sealed value opens to what it was", () => {
  fc.assert(
    fc.property(places, fc.string({ unit: "grapheme", maxLength: 5_000 }), (where, clear) => {
      expect(sealer.open(where, sealer.seal(where, clear))).toBe(clear);
    }),
  );
});

test("the same value is never sealed to the same text", () => {
  const sealed = Array.from({ length: 1_000 }, () => sealer.seal(place, "secret"));
  expect(new Set(sealed).size).toBe(sealed.length);
});

test("sealed text shows neither the value nor the key", () => {
  const sealed = sealer.seal(place, "a planted secret");
  expect(sealed).toMatch(/^v1\.[0-9a-f]{16}\.[A-Za-z0-9_-]+$/);
  const bytes = Buffer.from(sealed.split(".")[2] ?? "", "base64url");
  expect(bytes.includes("planted")).toBe(false);
  expect(bytes.includes(key)).toBe(false);
});

test("a value moved to another place doesn't open", () => {
  fc.assert(
    fc.property(places, places, (from, to) => {
      fc.pre(JSON.stringify(from) !== JSON.stringify(to));
      expect(refusal(() => sealer.open(to, sealer.seal(from, "secret")))).toBe("sealed-value");
    }),
  );
});

test("places whose parts join to the same text are different places", () => {
  const sealed = sealer.seal({ table: "a", row: "b,c", column: "d" }, "secret");
  expect(refusal(() => sealer.open({ table: "a,b", row: "c", column: "d" }, sealed))).toBe("sealed-value");
});

test("a value changed in any character doesn't open", () => {
  const sealed = sealer.seal(place, "secret");
  const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.";
  fc.assert(
    fc.property(fc.nat(sealed.length - 1), fc.constantFrom(...alphabet), (at, letter) => {
      fc.pre(sealed[at] !== letter);
      const changed = sealed.slice(0, at) + letter + sealed.slice(at + 1);
      expect(refusal(() => sealer.open(place, changed))).toBe("sealed-value");
    }),
    { numRuns: 500 },
  );
});

test.each([
  ["cut short", (sealed: string) => sealed.slice(0, -4)],
  ["cut to the head", (sealed: string) => sealed.slice(0, 24)],
  ["longer", (sealed: string) => `${sealed}AAAA`],
  ["padded", (sealed: string) => `${sealed}=`],
  ["empty", () => ""],
  ["clear text", () => "secret"],
])("a value that is %s doesn't open", (_name, change) => {
  expect(refusal(() => sealer.open(place, change(sealer.seal(place, "secret"))))).toBe("sealed-value");
});

test("another key doesn't open it, and the message names both keys by their ids", () => {
  const other = createSealer(randomBytes(keyLength), "/the/backend.db");
  const open = () => other.open(place, sealer.seal(place, "secret"));
  expect(open).toThrow(sealer.keyId);
  expect(open).toThrow(other.keyId);
});

test("a refusal names the place and never the value", () => {
  const sealed = sealer.seal(place, "secret");
  expect(() => sealer.open({ ...place, row: "2" }, sealed)).toThrow("applications.secret_key of 2");
  expect(() => sealer.open({ ...place, row: "2" }, sealed)).not.toThrow(sealed);
});

test("a key's id is the same every time and differs between keys", () => {
  expect(keyIdOf(key)).toBe(keyIdOf(Buffer.from(key)));
  expect(keyIdOf(key)).not.toBe(keyIdOf(Buffer.alloc(keyLength, 2)));
});
