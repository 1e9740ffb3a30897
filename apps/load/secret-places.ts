import { resolve } from "node:path";
import { parseReference } from "../format/reference";
import type { SecretField } from "../format/secrets";
import { whyUnreadable } from "./unreadable";

/** Where a secret of a file is. */
export type SecretPlace =
  | { readonly from: "env"; readonly name: string }
  | { readonly from: "config"; readonly key: string }
  /** `isText` where the file holds a line of text, which is the secret. */
  | { readonly from: "file"; readonly path: string; readonly isText: boolean };

/** @param folder where the file stands that names it */
export function placeOf({ value, isFile }: SecretField, folder: string): SecretPlace {
  const text = String(value);
  const reference = parseReference(text);
  if (reference?.from === "env" || reference?.from === "config") return reference;
  const path = reference?.path ?? text;
  return { from: "file", path: resolve(folder, path), isText: !isFile };
}

/** What there is here and now. */
export interface Surroundings {
  readonly variables: NodeJS.ProcessEnv;
  /** Whether the stack's config has a key; missing where no stack is open yet. */
  hasConfig?(key: string): boolean;
}

/** Why a secret can't be had here and now. */
export function missingAt(
  place: SecretPlace,
  { variables, hasConfig = () => true }: Surroundings,
): string | undefined {
  switch (place.from) {
    case "env":
      return variables[place.name] ? undefined : `names ${place.name}, which isn't set`;
    case "config":
      return hasConfig(place.key)
        ? undefined
        : `names a secret that the stack doesn't have: \`pulumi config set --secret ${place.key}\``;
    case "file": {
      const why = whyUnreadable(place.path);
      return why && `names a file that ${why}`;
    }
  }
}
