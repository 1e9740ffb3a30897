import { StoreBug } from "./errors";

/** What every database takes and gives back unchanged. */
export type BoundValue = string | number | bigint | Uint8Array | null;

/**
 * A statement's parameter, checked before it is bound: the libraries turn a Date or a missing value into NULL or
 * text, and cut text at NUL, without a word.
 */
export function boundValue(value: unknown, index: number): BoundValue {
  if (value === null || typeof value === "bigint" || value instanceof Uint8Array) return value;
  if (typeof value === "number" && Number.isFinite(value)) return value;
  if (typeof value === "string" && !value.includes("\0")) return value;
  throw new StoreBug(`parameter ${index + 1} of a statement is ${described(value)}, which can't be stored`);
}

/** Names a value without showing it: it may be a secret. */
function described(value: unknown): string {
  if (typeof value === "string") return "text with a NUL character";
  if (typeof value === "number") return String(value);
  return value instanceof Date ? "a Date" : `of type ${typeof value}`;
}
