import { isDeepStrictEqual } from "node:util";
import type { Bag } from "../../../ground/bag";

/**
 * A property bag as it comes out at the other end of the engine's protocol: plain JSON values in fresh objects.
 * What the protocol can't carry fails here as it fails there.
 */
export function overTheWire(bag: Bag): Bag {
  return Object.fromEntries(Object.entries(bag).map(([key, value]) => [key, carried(value, key)]));
}

function carried(value: unknown, path: string): unknown {
  if (value === null || typeof value === "string" || typeof value === "boolean") return value;
  if (typeof value === "number" && Number.isFinite(value)) return value;
  if (Array.isArray(value)) return value.map((inner, index) => carried(inner, `${path}.${index}`));
  if (typeof value === "object" && value !== undefined) {
    return Object.fromEntries(
      Object.entries(value).map(([key, inner]) => [key, carried(inner, `${path}.${key}`)]),
    );
  }
  throw new Error(`Unexpected struct type: ${path} is ${String(value)}`);
}

/** The names of the properties that differ, hidden ones left out, in alphabetical order. */
export function changedNames(before: Bag, after: Bag): string[] {
  return [...new Set([...Object.keys(before), ...Object.keys(after)])]
    .filter((name) => !name.startsWith("__") && !isDeepStrictEqual(before[name], after[name]))
    .sort();
}
