// @ts-check
// The least that a verb must do with properties: make them its own.

/** @param {unknown} value @returns {unknown} */
export function copy(value) {
  if (Array.isArray(value)) return value.map(copy);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, copy(inner)]));
}
