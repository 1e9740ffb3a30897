import fc from "fast-check";
import { products, regions } from "../../backend/api";
import { adminAccount, application, type Declared, idOf, tag } from "../provider/engine/declarations";

/** One application with everything that hangs on it. */
export interface Estate {
  readonly name: string;
  readonly description: string;
  readonly applicationType: string | undefined;
  readonly products: readonly string[];
  readonly region: string;
  readonly enabled: boolean;
  readonly deletionProtection: boolean;
  readonly rtcService: true | undefined;
  readonly tags: Readonly<Record<string, string>>;
  readonly accounts: readonly string[];
  /** Tags that are resources of their own. */
  readonly bound: Readonly<Record<string, string>>;
}

/** Names of the applications in the program, and what each is. */
export type Configuration = Readonly<Record<string, Estate>>;

const word = fc.stringMatching(/^[A-Za-z0-9_]{1,15}$/);
const tagValue = fc.stringMatching(/^[a-z0-9+=.:/@]{1,12}$/);
/** Keys that test how maps are read, and plain ones. */
const ownKeys = ["team", "cost centre", "constructor", "toString", "a.b/c:d", "项"];
const boundKeys = ["owner", "hasOwnProperty", "x/y=z", "级别"];

const estate: fc.Arbitrary<Estate> = fc.record({
  name: word,
  description: fc.oneof(fc.constant(""), word),
  applicationType: fc.option(fc.string({ minLength: 1, maxLength: 10, unit: "grapheme-ascii" }), {
    nil: undefined,
  }),
  products: fc.uniqueArray(fc.constantFrom(...products), { minLength: 1, maxLength: 3 }),
  region: fc.constantFrom(...regions),
  enabled: fc.boolean(),
  deletionProtection: fc.boolean(),
  rtcService: fc.constantFrom(true, undefined),
  tags: fc.dictionary(fc.constantFrom(...ownKeys), tagValue, { noNullPrototype: true }),
  accounts: fc.uniqueArray(fc.constantFrom("administrator", "ops", "bot-1", "A"), { maxLength: 3 }),
  bound: fc.dictionary(fc.constantFrom(...boundKeys), tagValue, { noNullPrototype: true }),
});

export const configuration: fc.Arbitrary<Configuration> = fc.dictionary(
  fc.constantFrom("one", "two", "three"),
  estate,
  { minKeys: 1, noNullPrototype: true },
);

export const programOf = (config: Configuration): Declared[] =>
  Object.entries(config).flatMap(([name, { accounts, bound, ...inputs }]) => [
    application(name, inputs),
    ...accounts.map((userId) => adminAccount(`${name}-${userId}`, { application: idOf(name), userId })),
    ...Object.entries(bound).map(([key, value]) =>
      tag(`${name}-tag-${key}`, { application: idOf(name), key, value }),
    ),
  ]);

/** What may come after `before`: products stay for good, and no protection begins with a replacement. */
export const following = (before: Configuration, after: Configuration): Configuration =>
  Object.fromEntries(
    Object.entries(after).map(([name, estate]) => {
      const { products = [], region = estate.region } = before[name] ?? {};
      const deletionProtection = estate.deletionProtection && region === estate.region;
      return [
        name,
        { ...estate, deletionProtection, products: [...new Set([...products, ...estate.products])] },
      ];
    }),
  );

export const withoutProtection = (config: Configuration): Configuration =>
  Object.fromEntries(
    Object.entries(config).map(([name, estate]) => [name, { ...estate, deletionProtection: false }]),
  );

export const allSame = (config: Configuration): Record<string, string> =>
  Object.fromEntries(programOf(config).map(({ name }) => [name, "same"]));

export const noChange = (config: Configuration): Record<string, string[]> =>
  Object.fromEntries(programOf(config).map(({ name }) => [name, []]));
