import { drawnBytes } from "../../ground/drawn-bytes";
import { remembered } from "../../ground/remembered";

test("a value is made once for each key, nothing included, and anew when there were too many", () => {
  const made: number[] = [];
  const half = remembered((key: number) => {
    made.push(key);
    return key % 2 === 0 ? key / 2 : undefined;
  }, 2);
  expect([4, 3, 4, 3].map(half)).toEqual([2, undefined, 2, undefined]);
  expect(made).toEqual([4, 3]);
  expect([6, 4].map(half)).toEqual([3, 2]);
  expect(made).toEqual([4, 3, 6, 4]);
});

test("what can't be made is tried again", () => {
  let tries = 0;
  const fails = remembered(() => {
    tries += 1;
    throw new Error("planted");
  });
  for (const key of [1, 1]) expect(() => fails(key)).toThrow("planted");
  expect(tries).toBe(2);
});

test("bytes are drawn once: none repeats, none changes later, and more than the supply are still drawn", () => {
  const draws = Array.from({ length: 2_000 }, () => drawnBytes(16));
  const texts = draws.map((bytes) => bytes.toString("hex"));
  expect(new Set(texts).size).toBe(texts.length);
  drawnBytes(4_096);
  expect(draws.map((bytes) => bytes.toString("hex"))).toEqual(texts);
  // A byte that is always the same would be seen in one of two thousand.
  for (let place = 0; place < 16; place += 1) {
    expect(new Set(draws.map((bytes) => bytes[place])).size).toBeGreaterThan(100);
  }
});

test("more bytes than the supply holds are refused", () => {
  expect(() => drawnBytes(4_097)).toThrow(RangeError);
});
