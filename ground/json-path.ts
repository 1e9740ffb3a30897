import type { Bag } from "./bag";

/** The keys of a printed path: `admins.0.userId`, `tags["a.b"]`. */
export function parsePath(text: string): (string | number)[] {
  const [first = ""] = /^[^.[]*/.exec(text) ?? [];
  const rest = [...text.slice(first.length).matchAll(/\.([A-Za-z0-9_-]+)|\[("(?:[^"\\]|\\.)*")\]/g)];
  return [
    first,
    ...rest.map(([, plain, quoted]) => (quoted === undefined ? index(plain ?? "") : unquoted(quoted))),
  ];
}

const index = (text: string): string | number => (/^\d+$/.test(text) ? Number(text) : text);

function unquoted(text: string): string {
  const value: unknown = JSON.parse(text);
  return String(value);
}

/** What a value holds at a path. */
export const valueAt = (value: unknown, path: readonly PropertyKey[]): unknown =>
  path.reduce<unknown>(
    (inner, key) =>
      typeof inner === "object" && inner !== null && Object.hasOwn(inner, key)
        ? Reflect.get(inner, key)
        : undefined,
    value,
  );

/** A map with another value at a path. */
export function withValue(map: Bag, [first, ...rest]: readonly PropertyKey[], value: unknown): Bag {
  if (first === undefined) return map;
  const inner = map[String(first)];
  if (rest.length === 0) return { ...map, [first]: value };
  const within = withValue(Object(inner), rest, value);
  return { ...map, [first]: Array.isArray(inner) ? Object.assign([...inner], within) : within };
}
