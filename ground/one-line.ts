import { homedir } from "node:os";

/** A text of one line as it is meant, or why it is none: what follows the name of where it stands. */
export type Line = { readonly text: string } | { readonly fault: string };

/** The mark that editors put before a text; no part of it. */
const mark = /^\uFEFF/;
const control = /\p{Cc}/u;

const empty: Line = { fault: "is empty" };

/**
 * A secret of one line, such as a password. What ends the line goes, as files and CI variables bring it along; blanks
 * stay, since a password may end in one.
 */
export function secretLine(given: string): Line {
  const text = given.replace(mark, "").replace(/[\r\n]+$/, "");
  if (text === "") return empty;
  return /[\r\n\0]/.test(text) ? { fault: "holds several lines, and a secret is one" } : { text };
}

/** A part of a key pair, which goes into headers: visible ASCII characters alone. */
export function credential(given: string): Line {
  const text = given.replace(mark, "").trim();
  if (text === "") return empty;
  return /^[\x21-\x7e]+$/.test(text)
    ? { text }
    : { fault: "holds a blank, a line's end or another character that no key pair has" };
}

/** Where a backend is: a `file:` endpoint, whose `~/` is the user's folder, or a URL. A fault repeats nothing of it. */
export function location(given: string): Line {
  const text = given.replace(mark, "").trim();
  if (text === "") return empty;
  if (control.test(text)) return { fault: "holds a control character, such as a line's end or a tab" };
  if (!text.startsWith("file:")) return { text };
  if (/[?#]/.test(text)) return { fault: 'holds "?" or "#": a file has no query, and its path neither sign' };
  return text.startsWith("file:~") ? inHome(text) : { text };
}

function inHome(text: string): Line {
  const [, rest] = /^file:~\/(.*)$/.exec(text) ?? [];
  if (rest === undefined)
    return { fault: "begins with ~, which stands for this user's folder alone: file:~/…" };
  try {
    return { text: `file:${homedir()}/${rest}` };
  } catch {
    return { fault: "begins with ~, and this user has no folder: HOME isn't set" };
  }
}

/** The text of a file: UTF-8, or UTF-16 where its mark says so. Undefined where it is neither. */
export function textOf(bytes: Uint8Array): string | undefined {
  const [first, second] = bytes;
  const encoding =
    first === 0xff && second === 0xfe ? "utf-16le" : first === 0xfe && second === 0xff ? "utf-16be" : "utf-8";
  try {
    const text = new TextDecoder(encoding, { fatal: true }).decode(bytes);
    return text.includes("\0") ? undefined : text;
  } catch {
    return undefined;
  }
}
