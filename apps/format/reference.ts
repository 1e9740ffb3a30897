import { z } from "zod";

/** What may stand in the place of a secret. */
export const secretPlaces = "`env:NAME`, `file:path` from this file's folder, or `config:key` of the stack";
const rule = `must say where the secret is and not be it: ${secretPlaces}`;

/** Where a secret is. A secret itself never stands in a file. */
export const secretReference = z.string(rule).regex(/^(env:[A-Za-z_][A-Za-z0-9_]*|file:.+|config:.+)$/, rule);

export type Reference =
  | { readonly from: "env"; readonly name: string }
  | { readonly from: "file"; readonly path: string }
  | { readonly from: "config"; readonly key: string };

/** @returns undefined where the text is no reference. */
export function parseReference(text: string): Reference | undefined {
  if (!secretReference.safeParse(text).success) return undefined;
  const rest = text.slice(text.indexOf(":") + 1);
  if (text.startsWith("env:")) return { from: "env", name: rest };
  return text.startsWith("file:") ? { from: "file", path: rest } : { from: "config", key: rest };
}
