import { openApi } from "../../backend/api/openapi";
import { functions } from "../functions";
import { kinds } from "../resources";
import { argumentTypes } from "./argument-types";
import { formFiles } from "./form-types";
import { functionPage } from "./function-page";
import { functionTypes } from "./function-types";
import { kebab } from "./names";
import { packageSchema } from "./package-schema";
import type { Parts } from "./page";
import { foldedExamples, programExamples } from "./program-examples";
import { resourcePage } from "./resource-page";
import { webhookEvents } from "./webhook-events";

/**
 * Every generated file, by its path in the repository: made from the kinds, the functions and the contract.
 *
 * @param read gives a file of the repository: pages have parts that people write, and show the examples
 */
export function generatedFiles(
  version: string,
  read: (path: string) => string | undefined,
): Record<string, string> {
  const schema = packageSchema(kinds, functions, version, (name) => programExamples(kebab(name), read));
  return {
    "schema.json": `${JSON.stringify(schema, null, 2)}\n`,
    "openapi.json": `${JSON.stringify(openApi(version), null, 2)}\n`,
    ...Object.fromEntries(
      kinds.map((kind) => {
        const name = kebab(kind.name);
        const path = `docs/resources/${name}.md`;
        const programs = { example: exampleOf(name, read), languages: foldedExamples(name, read) };
        return [path, resourcePage(kind, read(path), { ...programs, more: moreOf[kind.name] ?? {} })];
      }),
    ),
    ...Object.fromEntries(
      functions.map((one) => {
        const name = kebab(one.name);
        const path = `docs/functions/${name}.md`;
        return [path, functionPage(one, read(path), foldedExamples(name, read))];
      }),
    ),
    ...Object.fromEntries(
      [
        ...kinds.map((kind) => [`resources/${kebab(kind.name)}`, argumentTypes(kind)] as const),
        ...kinds.flatMap((kind) =>
          Object.entries(formFiles(kind)).map(([path, types]) => [`resources/${path}`, types] as const),
        ),
        ...functions.map((one) => [`functions/${kebab(one.name)}`, functionTypes(one)] as const),
      ].map(([file, types]) => [`sdk/dynamic/${file}.generated.ts`, types]),
    ),
  };
}

/** Parts that the page of one kind alone has. */
const moreOf: Readonly<Record<string, Parts>> = { Webhook: { events: webhookEvents() } };

/** @throws Error where the kind has no example: every page shows one that the tests run. */
function exampleOf(name: string, read: (path: string) => string | undefined): string {
  const path = `examples/${name}/index.ts`;
  const example = read(path);
  if (example === undefined) throw new Error(`${path} is missing: the page of a kind shows it`);
  return example;
}
