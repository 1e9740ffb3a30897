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

const accountRule =
  "must say where the secret is and not be it: `env:NAME`, or `file:path` from the folder of Pulumi.yaml; it is needed before any stack is opened, so `config:` comes too late";

/** Where a secret is by which an account is reached. */
export const accountSecret = z.string(accountRule).transform((text, context): AccountReference => {
  const reference = parseReference(text);
  if (reference && reference.from !== "config") return reference;
  context.addIssue({ code: "custom", message: accountRule });
  return z.NEVER;
});

export type AccountReference = Exclude<Reference, { readonly from: "config" }>;

/** @returns undefined where the text is no reference. */
export function parseReference(text: string): Reference | undefined {
  if (!secretReference.safeParse(text).success) return undefined;
  const rest = text.slice(text.indexOf(":") + 1);
  if (text.startsWith("env:")) return { from: "env", name: rest };
  return text.startsWith("file:") ? { from: "file", path: rest } : { from: "config", key: rest };
}
