import type { z } from "zod";
import { metaOf, type PropertyMeta } from "../lifecycle/properties/meta";
import { unionOf } from "../lifecycle/properties/variants";
import { code } from "./page";
import { isOptional, type PropertySchema, propertySchema, type Side } from "./property-schema";

/** What a property is, with an example of what to write. */
export const withExample = ({ description, example }: PropertyMeta): string =>
  example === undefined ? description : `${description} Example: ${code(JSON.stringify(example))}`;

/** The row of what is given back: name, type and description. */
export function outputRow([name, schema]: [string, z.ZodType]): string[] {
  const meta = metaOf(schema);
  const type = typeShown(schema, "output", meta);
  return [code(name), meta.secret ? `${type}, secret` : type, meta.description + absence(schema, meta)];
}

/** Says that an output may be undefined, where its description doesn't say when. */
const absence = (schema: z.ZodType, { description }: PropertyMeta): string =>
  isOptional(schema) && !/undefined|missing/i.test(description) ? " May be undefined." : "";

/** A type as a reader of a table wants it: choices as they are written, forms by the fields that they have. */
export function typeShown(schema: z.ZodType, side: Side, meta: PropertyMeta): string {
  if (meta.file) return "file";
  const union = unionOf(schema);
  if (union && [...union.variants.values()].some(({ shape }) => Object.keys(shape).length > 3)) {
    return `by \`${union.discriminator}\`, see below`;
  }
  if (union) {
    const forms = [...union.variants].map(([value, { shape }]) => {
      const others = Object.entries(shape).filter(([name]) => name !== union.discriminator);
      const fields = others.map(([name, field]) => `, ${name}${isOptional(field) ? "?" : ""}`);
      return code(`{ ${union.discriminator}: ${JSON.stringify(value)}${fields.join("")} }`);
    });
    return forms.join(" or ");
  }
  return jsonTypeShown(propertySchema(schema, side));
}

function jsonTypeShown(schema: PropertySchema): string {
  if (schema.anyOf) return schema.anyOf.map(jsonTypeShown).join(" or ");
  if (schema.enum) return schema.enum.map((value) => code(JSON.stringify(value))).join(", ");
  if (schema.type === "array") return `list of ${jsonTypeShown(schema.items ?? {})}`;
  if (schema.properties) {
    const fields = Object.keys(schema.properties).map((name) => {
      return `${name}${schema.required?.includes(name) ? "" : "?"}`;
    });
    return code(`{ ${fields.join(", ")} }`);
  }
  if (schema.type === "object") {
    const values = typeof schema.additionalProperties === "object" ? schema.additionalProperties : {};
    return `map of ${jsonTypeShown(values)}`;
  }
  return schema.type ?? "string";
}
