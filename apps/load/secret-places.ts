import { resolve } from "node:path";
import type { Line } from "../../ground/one-line";
import { parseReference } from "../format/secret-reference";
import type { SecretField } from "../format/secrets";
import { secretInFile, secretInVariable } from "./secret-values";
import { whyUnreadable } from "./unreadable";

/** Where a secret of a file is. `isText` where what is there is a line of text, and not a file's contents. */
export type SecretPlace = { readonly isText: boolean } & (
  | { readonly from: "env"; readonly name: string }
  | { readonly from: "config"; readonly key: string }
  | { readonly from: "file"; readonly path: string }
);

/** @param folder where the file stands that names it */
export function placeOf({ value, isFile }: SecretField, folder: string): SecretPlace {
  const text = String(value);
  const reference = parseReference(text);
  const isText = !isFile;
  if (reference?.from === "env" || reference?.from === "config") return { ...reference, isText };
  const path = reference?.path ?? text;
  return { from: "file", path: resolve(folder, path), isText };
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
      return missingVariable(place.name, place.isText, variables);
    case "config":
      return hasConfig(place.key)
        ? undefined
        : `names a secret that the stack doesn't have: \`pulumi config set --secret ${place.key}\``;
    case "file": {
      const why = place.isText ? faultOf(secretInFile(place.path)) : whyUnreadable(place.path);
      return why && `names a file that ${why}`;
    }
  }
}

function missingVariable(name: string, isText: boolean, variables: NodeJS.ProcessEnv): string | undefined {
  // The contents of a file have as many lines as they like.
  const isThere = !isText && variables[name] !== undefined && variables[name] !== "";
  const why = isThere ? undefined : faultOf(secretInVariable(name, variables));
  return why && `names ${name}, which ${why}`;
}

const faultOf = (line: Line): string | undefined => ("fault" in line ? line.fault : undefined);
