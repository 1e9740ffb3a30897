import { closest, distance } from "fastest-levenshtein";

/** What may have been meant by a name that isn't known: the nearest of those `offered`, or else all of them. */
export function suggestion(name: string, offered: readonly string[]): string {
  const nearest = closest(name, [...offered]);
  const near = distance(name.toLowerCase(), nearest.toLowerCase()) <= Math.max(2, name.length / 3);
  return near ? `did you mean "${nearest}"?` : `there is ${offered.join(", ")}`;
}
