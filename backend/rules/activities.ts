import type { ActivityField } from "../api";

/** What an action did to one application, or to the account: an entry of the activity log, but for who and when. */
export interface Deed {
  readonly sdkAppId: number | null;
  /** The declaration that manages what was changed. */
  readonly owner: string | null;
  readonly fields: readonly ActivityField[];
  /** For people, on one line; never a secret. */
  readonly summary: string;
}

/** Characters of one value, and of a whole summary, at most. */
const longestValue = 60;
const longestSummary = 1_000;

/** On one line, cut between whole characters. */
function within(longest: number, text: string): string {
  const characters = [...text.replace(/[\p{Cc}\p{Zl}\p{Zp}]/gu, " ")];
  return characters.length <= longest ? characters.join("") : `${characters.slice(0, longest - 1).join("")}…`;
}

export const summaryOf = (parts: readonly string[]): string => within(longestSummary, parts.join("; "));

/** How the value of a column is printed. */
type Printer = (value: unknown) => string;

/** What is JSON in its column stands in a summary as it is. */
export const asStored: Printer = (value) => within(longestValue, String(value));
export const asText: Printer = (value) => (value === null ? "none" : asStored(JSON.stringify(value)));
/** What billing has against an application, in the words of its reason. */
export const asBilling: Printer = (value) =>
  value === null ? "nothing due" : String(value).replaceAll("-", " ");
export const asFlag: Printer = (value) => (value === 1 ? "true" : "false");
export const asTime: Printer = (value) =>
  typeof value === "number" ? new Date(value).toISOString() : "never";

/** The columns of which the log speaks, each by its name; the others are secrets, proofs, or follow from these. */
export type Words<Row, Name extends string = string> = {
  readonly [Column in keyof Row]?: readonly [name: Name, print: Printer];
};

/** `name` of a thing with what became of it: `Name: "a" → "b"`. */
export interface Difference<Name extends string = string> {
  readonly name: Name;
  readonly text: string;
}

/** In what a row differs from before, as far as there are words for it. */
export function differences<Row extends object, Name extends string>(
  before: Row,
  change: Partial<Row>,
  words: Words<Row, Name>,
): Difference<Name>[] {
  const after = { ...before, ...change };
  const columns: (keyof Row)[] = Object.keys(change).filter(
    (key): key is keyof Row & string => key in before,
  );
  return columns.flatMap((column) => {
    const word = words[column];
    if (!word || before[column] === after[column]) return [];
    const [name, print] = word;
    return [{ name, text: `${name}: ${print(before[column])} → ${print(after[column])}` }];
  });
}
