import fc from "fast-check";
import { everyEntry } from "../../../backend/api";

/** Reads `list` in pages of `size`; `before` each page something may happen to the list. */
const reader =
  (list: number[], size: number, before: (offset: number) => unknown = () => {}) =>
  async (offset: number) => {
    before(offset);
    return { count: list.length, entries: list.slice(offset, offset + size) };
  };

test("every entry is read once, in order, whatever the size of a page", () =>
  fc.assert(
    fc.asyncProperty(
      fc.array(fc.integer(), { maxLength: 50 }),
      fc.integer({ min: 1, max: 60 }),
      async (list, size) => {
        expect(await everyEntry(reader(list, size))).toEqual(list);
      },
    ),
  ));

test.each([
  ["one of an early page goes", [1, 2, 3, 4, 5], (list: number[]) => list.shift(), [2, 3, 4, 5]],
  ["one comes before them", [1, 2, 3, 4, 5], (list: number[]) => list.unshift(0), [0, 1, 2, 3, 4, 5]],
  ["all go", [1, 2, 3, 4, 5], (list: number[]) => list.splice(0), []],
])("none is hidden where %s between two pages", async (_, list, change, expected) => {
  let left = 1;
  const read = reader(list, 2, (offset) => offset > 0 && left-- > 0 && change(list));
  expect(await everyEntry(read)).toEqual(expected);
});

test("it ends where the count never keeps still", async () => {
  const list = [1, 2, 3];
  expect(await everyEntry(reader(list, 2, () => list.push(list.length + 1)))).toBeUndefined();
});
