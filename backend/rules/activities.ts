import { type ActivityField, ownerInWords } from "../api";

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

const short = (text: string): string => within(longestValue, text);
/** Prints a word of the contract, or a number. */
export const asWord: Printer = (value) => (value === null ? "none" : short(String(value)));
/** What somebody wrote. */
export const asText: Printer = (value) => (value === null ? "none" : short(JSON.stringify(value)));
/** JSON in its column: a list as `chat, call`, an object as `chat pro, call none`. */
export const asListed: Printer = (value) => {
  const read: unknown = typeof value === "string" ? JSON.parse(value) : value;
  if (typeof read !== "object" || read === null) return asWord(read);
  const isList = Array.isArray(read);
  const parts = Object.entries(read).map(([name, one]) => (isList ? String(one) : `${name} ${String(one)}`));
  return parts.length === 0 ? "none" : short(parts.join(", "));
};
/** A declaration, as the command names it. */
export const asOwner: Printer = (value) =>
  typeof value === "string" ? short(ownerInWords(value)) : "nobody";
/** What billing has against an application, in the words of its reason. */
export const asBilling: Printer = (value) =>
  value === null ? "nothing due" : String(value).replaceAll("-", " ");
export const asFlag: Printer = (value) => (value === 1 ? "on" : "off");
export const asTime: Printer = (value) => {
  if (typeof value !== "number") return "never";
  const iso = new Date(value).toISOString();
  return `${iso.slice(0, 10)} ${iso.slice(11, 19)} UTC`;
};

/**
 * The columns of which the log speaks, each by its name, and where two share one by a label of its own; the others are
 * secrets, proofs, or follow from these.
 */
export type Words<Row, Name extends string = string> = {
  readonly [Column in keyof Row]?: readonly [name: Name, print: Printer, label?: string];
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
    const [name, print, label = name] = word;
    return [{ name, text: `${label}: ${print(before[column])} → ${print(after[column])}` }];
  });
}
