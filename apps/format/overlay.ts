import { type Bag, isBag } from "../../ground/bag";
import { sectionOf } from "./sections";

/**
 * Lays one layer over another. Maps are merged key by key; lists of entries (admins by `userId`) by the entries' keys,
 * those from below first; everything else, lists without keys included, is replaced. Associative.
 */
export function overlay(below: Bag, above: Bag): Bag {
  return merge(below, above, (name, low, high) => {
    const section = sectionOf(name);
    return section && Array.isArray(low) && Array.isArray(high)
      ? mergeEntries(low, high, section.key)
      : mergeValues(low, high);
  });
}

function merge(below: Bag, above: Bag, both: (name: string, low: unknown, high: unknown) => unknown): Bag {
  const added = Object.keys(above).filter((name) => !Object.hasOwn(below, name));
  return Object.fromEntries([
    ...Object.entries(below).map(([name, low]) => [
      name,
      Object.hasOwn(above, name) ? both(name, low, above[name]) : low,
    ]),
    ...added.map((name) => [name, above[name]]),
  ]);
}

const mergeValues = (low: unknown, high: unknown): unknown =>
  isBag(low) && isBag(high) ? merge(low, high, (_, a, b) => mergeValues(a, b)) : high;

function mergeEntries(low: readonly unknown[], high: readonly unknown[], key: string): unknown[] {
  const keyOf = (entry: unknown) => (isBag(entry) ? entry[key] : undefined);
  const above = new Map(high.map((entry) => [keyOf(entry), entry]));
  const known = new Set(low.map(keyOf));
  return [
    ...low.map((entry) => (above.has(keyOf(entry)) ? mergeValues(entry, above.get(keyOf(entry))) : entry)),
    ...high.filter((entry) => !known.has(keyOf(entry))),
  ];
}
