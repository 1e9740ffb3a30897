import type { z } from "zod";
import type { Kind } from "../lifecycle/kind";
import { metaAt, metaOf, type PropertyMeta } from "../lifecycle/properties/meta";
import { unionOf } from "../lifecycle/properties/variants";
import { importSection } from "./import-section";
import { visible, visibleInputs } from "./package-schema";
import { code, type Parts, pageOf, table } from "./page";
import { outputRow, typeShown, withExample } from "./page-cells";
import { isOptional, propertySchema } from "./property-schema";

/**
 * The reference page of a kind: what people wrote of it, with its generated parts between their markers. A kind without
 * a page gets one to begin with.
 *
 * @param page as it is now
 * @param example the program in `examples` that shows the kind
 * @param languages a program for the plugin in every language, as Markdown
 * @param more parts that no other kind's page has
 * @throws Error where the page lacks the markers of a part.
 */
export const resourcePage = (
  kind: Kind,
  page: string | undefined,
  { example, languages, more = {} }: Programs & { readonly more?: Parts },
): string => pageOf(kind, { ...partsOf(kind, example, languages), ...more }, page);

interface Programs {
  readonly example: string;
  readonly languages: string;
}

const partsOf = (kind: Kind, example: string, languages: string): Parts => ({
  example: `\`\`\`ts\n${example}\`\`\``,
  languages,
  arguments: [
    changes,
    table(["argument", ...columns], visibleInputs(kind).map(inputRow)),
    ...visibleInputs(kind).flatMap(([name, schema]) => formTables(name, schema)),
    `Default timeouts: ${timeoutsOf(kind)}.`,
  ].join("\n\n"),
  outputs: [
    "Every argument is an output, too.",
    ...(outputsOf(kind).length > 0
      ? [table(["output", "type", "description"], outputsOf(kind).map(outputRow))]
      : []),
  ].join("\n\n"),
  import: importSection(kind),
});

const columns = ["type", "default", "change", "description"];
const changes =
  "`change` is what another value does: an update in place, a replacement, or a change in the state only.";

const outputsOf = (kind: Kind): [string, z.ZodType][] => visible(kind.outputs);

function inputRow([name, schema]: [string, z.ZodType]): string[] {
  const meta = metaOf(schema);
  const { default: value } = propertySchema(schema);
  const fallback = isOptional(schema) ? "" : "required";
  return [
    code(name),
    meta.refersTo ? `${meta.refersTo}, or its id` : typeShown(schema, "input", meta),
    value === undefined ? fallback : code(JSON.stringify(value)),
    changeShown(meta),
    withExample(meta),
  ];
}

function changeShown(meta: PropertyMeta): string {
  if (meta.replaces) return "replaces";
  return meta.policy ? "state only" : "in place";
}

/** One table for each form of a property that takes several. */
function formTables(property: string, schema: z.ZodType): string[] {
  const union = unionOf(schema);
  if (!union) return [];
  return [...union.variants].map(([value, variant]) => {
    const fields = Object.keys(variant.shape).filter((name) => name !== union.discriminator);
    const rows = fields.flatMap((name) => {
      const field = variant.shape[name];
      const meta = metaAt(variant, name);
      return field && meta ? [formRow(name, field, meta)] : [];
    });
    const title = `### \`${property}\` with \`${union.discriminator}: ${JSON.stringify(value)}\``;
    return `${title}\n\n${table(["field", ...columns], rows)}`;
  });
}

function formRow(name: string, field: z.ZodType, meta: PropertyMeta): string[] {
  const [, type = "", fallback = "", change = ""] = inputRow([name, field]);
  return [code(name), meta.writeOnly ? `${type}, secret` : type, fallback, change, withExample(meta)];
}

const timeoutsOf = ({ timeouts }: Kind): string =>
  Object.entries(timeouts)
    .map(([verb, seconds]) => `${verb} ${seconds / 60} minutes`)
    .join(", ");
