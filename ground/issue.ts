import type { z } from "zod";
import type { Failure } from "./bag";

/** The rules that an issue of a schema stands for, of what is called `name`. */
export function failuresOf(name: string, issue: z.core.$ZodIssue): Failure[] {
  const path = printPath([name, ...issue.path]);
  switch (issue.code) {
    case "invalid_key":
      // A map's key is judged by its own rules; which of them it breaks lies one level deeper.
      return issue.issues.map(({ message }) => ({ path, reason: message }));
    case "unrecognized_keys":
      return issue.keys.map((key) => ({
        path: printPath([name, ...issue.path, key]),
        reason: `isn't known there: ${path} ${issue.message}`,
      }));
    default:
      return [{ path, reason: issue.message }];
  }
}

/** `tags.team`, `products.0`, `tags["a.b"]`. */
export const printPath = (path: readonly PropertyKey[]): string =>
  path
    .map((key, index) => {
      if (index === 0) return String(key);
      return /^[A-Za-z0-9_-]+$/.test(String(key)) ? `.${String(key)}` : `[${JSON.stringify(String(key))}]`;
    })
    .join("");
