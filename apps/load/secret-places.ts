import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { parseReference } from "../format/reference";
import type { SecretField } from "../format/secrets";

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

/**
 * Why a secret can't be had here and now.
 *
 * @param environment the variables that are set
 */
export function missingAt(place: SecretPlace, environment: NodeJS.ProcessEnv): string | undefined {
  if (place.from === "env" && !environment[place.name]) return `names ${place.name}, which isn't set`;
  if (place.from === "file" && !existsSync(place.path)) return "names a file that isn't there";
  return undefined;
}
