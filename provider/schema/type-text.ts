import type { z } from "zod";
import type { PropertyMeta } from "../lifecycle/properties/meta";
import { unionOf } from "../lifecycle/properties/variants";
import { isOptional, type PropertySchema, propertySchema, type Side } from "./property-schema";

/** The first line of what is generated from the kinds. */
export const generatedLine = `// Generated from provider/resources by "npm run generate". Do not edit.`;

/** A file may be given as what programs have at hand; what comes back is text. */
const fileText = "string | Uint8Array | pulumi.asset.FileAsset | pulumi.asset.StringAsset";

/** The type of a value, outputs allowed anywhere in what a program gives. */
export function typeText(schema: z.ZodType, side: Side, meta?: PropertyMeta): string {
  if (meta?.file && side === "input") return fileText;
  const union = unionOf(schema);
  if (!union) {
    const plain = propertySchema(schema, side);
    return jsonTypeText(plain.anyOf?.[0] ?? plain, side);
  }
  const forms = [...union.variants].map(([value, { shape }]) => {
    const fields = Object.entries(shape).map(([name, field]) => {
      // The field that tells forms apart must be plain, or the compiler couldn't.
      if (name === union.discriminator) return `${name}: ${JSON.stringify(value)}`;
      return `${name}${isOptional(field) ? "?" : ""}: ${given(typeText(field, side), side)}`;
    });
    return `{ ${fields.join("; ")} }`;
  });
  return forms.join(" | ");
}

/**
 * The types of a value's further alternatives. They are for constants: the `sdkAppId` of an application isn't known
 * while its update is planned, so only the first, its id, should be passed on as an output.
 */
export const constantTypes = (schema: z.ZodType): string[] =>
  (propertySchema(schema).anyOf ?? []).slice(1).map((one) => jsonTypeText(one, "input"));

/** A type that a program may give as an output. */
export const given = (text: string, side: Side): string =>
  side === "input" ? `pulumi.Input<${text}>` : text;

function jsonTypeText(schema: PropertySchema, side: Side): string {
  const inner = (one: PropertySchema) => given(jsonTypeText(one, side), side);
  if (schema.enum) return schema.enum.map((value) => JSON.stringify(value)).join(" | ");
  if (schema.type === "array") {
    const item = inner(schema.items ?? {});
    return side === "output" && item.includes(" | ") ? `(${item})[]` : `${item}[]`;
  }
  if (schema.properties) {
    const fields = Object.entries(schema.properties).map(([name, one]) => {
      return `${name}${schema.required?.includes(name) ? "" : "?"}: ${inner(one)}`;
    });
    return `{ ${fields.join("; ")} }`;
  }
  if (schema.type === "object") {
    const values = typeof schema.additionalProperties === "object" ? schema.additionalProperties : {};
    return `Record<string, ${inner(values)}>`;
  }
  return schema.type === "integer" ? "number" : (schema.type ?? "string");
}

export const doc = (indent: string, lines: readonly string[]): string =>
  [`${indent}/**`, ...lines.map((line) => `${indent} * ${line}`), `${indent} */`].join("\n");

/** What a hover over an argument says. */
export function inputDoc(meta: PropertyMeta, schema: z.ZodType): string[] {
  const { default: value } = propertySchema(schema);
  return [
    meta.description,
    ...(value === undefined ? [] : [`@default ${JSON.stringify(value)}`]),
    ...(meta.example === undefined ? [] : [`@example ${JSON.stringify(meta.example)}`]),
  ];
}
