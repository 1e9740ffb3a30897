import type { z } from "zod";
import type { Kind } from "../lifecycle/kind";
import { metaOf, type PropertyMeta } from "../lifecycle/meta";
import { visible } from "./package-schema";
import { isOptional, type PropertySchema, propertySchema } from "./property-schema";

/** The TypeScript source of a kind's argument and output types, with their docs for hovers. */
export function argumentTypes(kind: Kind): string {
  const inputs = visible(kind.inputs);
  const outputs = visible(kind.outputs);
  const refers = inputs.some(([, schema]) => metaOf(schema).refersTo);
  return [
    `// Generated from provider/resources by "npm run generate". Do not edit.`,
    `import type * as pulumi from "@pulumi/pulumi";`,
    ...(refers ? [`import type { Application } from "../application";`] : []),
    "",
    doc("", [`What ${nameWithArticle(kind)} is made from.`]),
    `export interface ${kind.name}Args {`,
    ...inputs.map(([name, schema]) => inputLine(name, schema)),
    "}",
    "",
    doc("", [
      `What ${nameWithArticle(kind)} gives back: everything declared, as the backend holds it, and what it made.`,
    ]),
    `export interface ${kind.name}Outputs {`,
    ...inputs.map(([name, schema]) => outputLine(name, schema, metaOf(schema).mayBeAbsent === true)),
    ...outputs.map(([name, schema]) => outputLine(name, schema, isOptional(schema))),
    "}",
    "",
  ].join("\n");
}

const nameWithArticle = (kind: Kind): string => `${/^[AEIOU]/.test(kind.name) ? "an" : "a"} ${kind.name}`;

function inputLine(name: string, schema: z.ZodType): string {
  const meta = metaOf(schema);
  const own = inputText(propertySchema(schema));
  const type = meta.refersTo ? `${meta.refersTo} | ${own}` : own;
  return `${doc("  ", inputDoc(meta, propertySchema(schema)))}\n  ${name}${isOptional(schema) ? "?" : ""}: ${type};`;
}

/**
 * Of alternatives the first may be an output, the others are for constants: the `sdkAppId` of an application isn't
 * known while its update is planned, so only its id should be passed on.
 */
function inputText(schema: PropertySchema): string {
  const [first = schema, ...constants] = schema.anyOf ?? [];
  return [`pulumi.Input<${typeText(first, true)}>`, ...constants.map((one) => typeText(one, true))].join(
    " | ",
  );
}

function outputLine(name: string, schema: z.ZodType, mayBeAbsent: boolean): string {
  const type = typeText(propertySchema(schema, "output"), false);
  const meta = metaOf(schema);
  const secret = meta.secret ? ["A secret."] : [];
  return `${doc("  ", [meta.description, ...secret])}\n  readonly ${name}: pulumi.Output<${type}${mayBeAbsent ? " | undefined" : ""}>;`;
}

/** What a hover says of an argument. */
export function inputDoc(meta: PropertyMeta, schema: PropertySchema): string[] {
  return [
    meta.description,
    ...(schema.default === undefined ? [] : [`@default ${JSON.stringify(schema.default)}`]),
    ...(meta.example === undefined ? [] : [`@example ${JSON.stringify(meta.example)}`]),
  ];
}

/** Lines as a doc comment. */
export const doc = (indent: string, lines: readonly string[]): string =>
  [`${indent}/**`, ...lines.map((line) => `${indent} * ${line}`), `${indent} */`].join("\n");

/** A property as a TypeScript type; as an input every part of it may be an output. */
export function typeText(schema: PropertySchema, input: boolean): string {
  const inner = (one: PropertySchema) => {
    const text = typeText(one, input);
    return input ? `pulumi.Input<${text}>` : text;
  };
  if (schema.enum) return schema.enum.map((value) => JSON.stringify(value)).join(" | ");
  if (schema.type === "array") {
    const item = inner(schema.items ?? {});
    return !input && item.includes(" | ") ? `(${item})[]` : `${item}[]`;
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
