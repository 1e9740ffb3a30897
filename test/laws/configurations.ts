import fc from "fast-check";
import type { Declared } from "../provider/engine/declarations";
import type { Grown } from "./part";
import { parts } from "./parts";

/** One application with everything that hangs on it: a piece of each part, in their order. */
export type Estate = readonly Grown[];

/** Names of the applications in the program, and what each is. */
export type Configuration = Readonly<Record<string, Estate>>;

export const names = fc.constantFrom("one", "two", "three");

const estate: fc.Arbitrary<Estate> = fc.tuple(...parts.map(({ grown }) => grown));

export const configuration: fc.Arbitrary<Configuration> = fc.dictionary(names, estate, {
  minKeys: 1,
  noNullPrototype: true,
});

export function declaredBy(owner: string, estate: Estate): Declared[] {
  const declared: Declared[] = [];
  for (const piece of estate) declared.push(...piece.declare(owner, declared));
  return declared;
}

export const programOf = (config: Configuration): Declared[] =>
  Object.entries(config).flatMap(([owner, estate]) => declaredBy(owner, estate));

const mapped = (config: Configuration, change: (owner: string, estate: Estate) => Estate): Configuration =>
  Object.fromEntries(Object.entries(config).map(([owner, estate]) => [owner, change(owner, estate)]));

/** What may come after `before`. */
export const following = (before: Configuration, after: Configuration): Configuration =>
  mapped(after, (owner, estate) =>
    estate.map((piece, index) => {
      const earlier = before[owner]?.[index];
      return earlier ? piece.following(earlier) : piece;
    }),
  );

/** A configuration without what forbids a deletion. */
export const removable = (config: Configuration): Configuration =>
  mapped(config, (_, estate) => estate.map((piece) => piece.removable()));

export const allSame = (config: Configuration): Record<string, string> =>
  Object.fromEntries(programOf(config).map(({ name }) => [name, "same"]));

export const noChange = (config: Configuration): Record<string, string[]> =>
  Object.fromEntries(programOf(config).map(({ name }) => [name, []]));
