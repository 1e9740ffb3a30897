import { readFileSync, statSync } from "node:fs";
import { type Line, secretLine, textOf } from "../../ground/one-line";
import { whyUnreadable } from "./unreadable";

/** Bytes of the longest file that is taken for a secret of one line. */
const limit = 64 * 1024;

/** The secret that a file holds, of one line unless it is read otherwise, or why it holds none: what follows the file's name. */
export function secretInFile(path: string, read: (text: string) => Line = secretLine): Line {
  const why = whyUnreadable(path);
  if (why !== undefined) return { fault: why };
  if (statSync(path).size > limit) return { fault: "is too long for one line" };
  const text = textOf(readFileSync(path));
  return text === undefined ? { fault: "is no text in UTF-8 or UTF-16" } : read(text);
}

/** The secret that an environment variable holds, of one line unless it is read otherwise, or why it holds none. */
export const secretInVariable = (
  name: string,
  variables: NodeJS.ProcessEnv,
  read: (text: string) => Line = secretLine,
): Line => {
  const value = variables[name];
  return value === undefined ? { fault: "isn't set" } : read(value);
};
