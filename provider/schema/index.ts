import { kinds } from "../resources";
import { argumentTypes } from "./argument-types";
import { packageSchema } from "./package-schema";

/** Every generated file, by its path in the repository: made from the kinds and nothing else. */
export function generatedFiles(version: string): Record<string, string> {
  return {
    "schema.json": `${JSON.stringify(packageSchema(kinds, version), null, 2)}\n`,
    ...Object.fromEntries(
      kinds.map((kind) => [`sdk/dynamic/types/${fileName(kind.name)}.generated.ts`, argumentTypes(kind)]),
    ),
  };
}

const fileName = (name: string): string =>
  name.replace(/(?<=[a-z])[A-Z]/g, (letter) => `-${letter}`).toLowerCase();
