import { UserError } from "../../ground/errors";

const introducer = "\x1b";
const colours = { bold: 1, dim: 2, red: 31, green: 32, yellow: 33 } as const;
export type Colour = keyof typeof colours;

export interface Cell {
  readonly text: string;
  readonly colour?: Colour | undefined;
}

let isPrinted = false;

/** Whether standard output has a result. */
export const hasPrinted = (): boolean => isPrinted;

let isLost = false;

/** Whether an output failed whose failure is told already. */
export const isOutputLost = (): boolean => isLost;

/**
 * Writes a result that its reader can't do without, and answers when that has it.
 *
 * @throws UserError where it can't be written: nobody reads any more, or the disk is full.
 */
export function handOver(text: string): Promise<void> {
  isPrinted = true;
  return new Promise((resolve, reject) => {
    process.stdout.write(`${process.stdout.isTTY ? forTerminal(text) : text}\n`, (error) => {
      if (!error) return resolve();
      isLost = true;
      reject(new UserError(outputFailure(error)));
    });
  });
}

export const outputFailure = (error: NodeJS.ErrnoException): string =>
  `standard output can't be written (${error.code ?? error.message})`;

/** A result for people: standard output carries nothing else. Whoever's text is in it does nothing to a terminal. */
export function print(text: string): void {
  isPrinted = true;
  process.stdout.write(`${forTerminal(text)}\n`);
}

/** A result for programs, to the letter where no terminal shows it. */
export function printData(text: string): void {
  isPrinted = true;
  process.stdout.write(`${process.stdout.isTTY ? forTerminal(text) : text}\n`);
}

/** JSON has a spelling for what must not reach a terminal, and means the same with it. */
export const printJson = (value: unknown): void =>
  printData(JSON.stringify(value, null, 2).replace(unseen, escapedInJson));

/** What a person should know meanwhile. */
export function note(text: string): void {
  process.stderr.write(`${forTerminal(text)}\n`);
}

const escapedInJson = (character: string): string =>
  Array.from({ length: character.length }, (_, unit) => character.charCodeAt(unit))
    .map((unit) => `\\u${unit.toString(16).padStart(4, "0")}`)
    .join("");

export function paint({ text, colour }: Cell): string {
  if (colour === undefined || !process.stdout.isTTY || !process.stdout.hasColors()) return text;
  return `${introducer}[${colours[colour]}m${harmless(text)}${introducer}[0m`;
}

/** `1 file`, `2 files`. */
export const counted = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? "" : "s"}`;

/** Lines of columns under their headings, without blanks at the end. */
export function table(headings: readonly string[], rows: readonly (readonly Cell[])[]): string {
  const lines = [headings.map((text): Cell => ({ text, colour: "dim" })), ...rows.map(inOneLine)];
  const widths = headings.map((_, column) =>
    Math.max(...lines.map((line) => width(line[column]?.text ?? ""))),
  );
  return lines
    .map((line) =>
      line
        .map((cell, column) => `${paint(cell)}${" ".repeat((widths[column] ?? 0) - width(cell.text))}`)
        .join("  ")
        .trimEnd(),
    )
    .join("\n");
}

/** Characters that would move a terminal's cursor or turn the reading direction; lines stay lines. */
const unseen = /(?!\n)[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;

/** Text of others, where it doesn't go through `print` or `note`, or must be told from our own colours. */
export const harmless = (text: string): string => text.replace(unseen, "\u{fffd}");

/** What `paint` writes. */
const ownColours = new RegExp(`(${introducer}\\[(?:0|${Object.values(colours).join("|")})m)`, "u");

/** A whole text without unseen characters, with our own colours kept and tabs as spaces. */
const forTerminal = (text: string): string =>
  text
    .split(ownColours)
    .map((part, index) => (index % 2 === 1 ? part : harmless(part.replace(/\t/g, "  "))))
    .join("");

const inOneLine = (row: readonly Cell[]): Cell[] =>
  row.map((cell) => ({ ...cell, text: harmless(cell.text).replace(/\n/g, "\u{fffd}") }));

/** Characters that take two places on a terminal. */
const wide = /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]/;

/** Places that a text takes on a terminal. */
function width(text: string): number {
  let places = 0;
  for (const character of text) places += wide.test(character) ? 2 : /\p{M}/u.test(character) ? 0 : 1;
  return places;
}
