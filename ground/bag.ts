/** Properties by name, as the engine carries them. */
export type Bag = Readonly<Record<string, unknown>>;

/** A bag with a value for each of the names. */
export function bagOf<Name extends string, T>(
  names: readonly Name[],
  of: (name: Name) => T,
): Record<Name, T> {
  const bag: Partial<Record<Name, T>> = {};
  for (const name of names) bag[name] = of(name);
  if (hasAll(bag, names)) return bag;
  throw new Error("a name got lost");
}

const hasAll = <Name extends string, T>(
  bag: Partial<Record<Name, T>>,
  names: readonly Name[],
): bag is Record<Name, T> => names.every((name) => Object.hasOwn(bag, name));

export const isBag = (value: unknown): value is Bag =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** One failed rule of one property. */
export interface Failure {
  /** Path of the property: `tags.team`, `products.0`. */
  readonly path: string;
  /** The rule, and an example that passes. */
  readonly reason: string;
}
