import { type CST, Lexer, Parser } from "yaml";

/** Bytes, or characters: larger than any file that a person writes of one application. */
const longestFile = 256 * 1024;
/** Words, signs, line ends and escapes: each costs time, and may be a mistake of its own. */
const mostWords = 30_000;
/** Maps and lists in each other. The parser calls itself for each, and the runtime ends where that goes too deep. */
export const deepest = 64;

/** @param length in bytes or characters */
export const whyTooLong = (length: number): string | undefined =>
  length > longestFile ? "is longer than 256 KiB: one file holds one application" : undefined;

/** What no file of one application holds, since reading it would take more than a moment. */
export class BeyondMeasure extends Error {
  constructor(
    readonly offset: number,
    message: string,
  ) {
    super(message);
  }
}

/**
 * The tokens of a YAML text, as many as can be read in a moment.
 *
 * @throws BeyondMeasure
 */
export function* tokensOf(text: string): Generator<CST.Token, void> {
  const parser = new Parser();
  let words = 0;
  for (const word of new Lexer().lex(text)) {
    words += word.split("\\").length;
    if (words > mostWords) {
      throw new BeyondMeasure(
        parser.offset,
        "is more than can be read: a file holds one application, in at most 30,000 words and signs",
      );
    }
    yield* parser.next(word);
    if (parser.stack.length > deepest) throw new BeyondMeasure(parser.offset, "is nested too deeply");
  }
  yield* parser.end();
}
