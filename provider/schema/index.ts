import { openApi } from "../../backend/api/openapi";
import { functions } from "../functions";
import { kinds } from "../resources";
import { argumentTypes } from "./argument-types";
import { functionTypes } from "./function-types";
import { packageSchema } from "./package-schema";

/** Every generated file, by its path in the repository: made from the kinds and functions, and from the contract, and nothing else. */
export function generatedFiles(version: string): Record<string, string> {
  return {
    "schema.json": `${JSON.stringify(packageSchema(kinds, functions, version), null, 2)}\n`,
    "openapi.json": `${JSON.stringify(openApi(version), null, 2)}\n`,
    ...Object.fromEntries(
      [
        ...kinds.map((kind) => [`resources/${fileName(kind.name)}`, argumentTypes(kind)] as const),
        ...functions.map((one) => [`functions/${fileName(one.name)}`, functionTypes(one)] as const),
      ].map(([file, types]) => [`sdk/dynamic/${file}.generated.ts`, types]),
    ),
  };
}

const fileName = (name: string): string =>
  name.replace(/(?<=[a-z])[A-Z]/g, (letter) => `-${letter}`).toLowerCase();
