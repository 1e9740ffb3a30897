import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import Ajv, { type AnySchemaObject } from "ajv/dist/2020";
import { parse } from "yaml";

const schema: AnySchemaObject = JSON.parse(
  readFileSync(resolve(__dirname, "../../apps.schema.json"), "utf8"),
);
// Strict about keywords that mean nothing; types may stand beside the rules that they are for.
const validate = new Ajv({
  allErrors: true,
  strict: true,
  strictTypes: false,
  strictRequired: false,
}).compile(schema);

/** What an editor underlines in a file, by the JSON Schema that the package brings. */
export function underlined(text: string): string[] {
  validate(parse(text, { merge: true }));
  return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
}
