import { z } from "zod";
import type { ProviderFunction } from "../functions";
import type { Kind } from "../lifecycle/kind";
import { metaOf } from "../lifecycle/meta";
import { isOptional, type PropertySchema, propertySchema } from "./property-schema";

/** The package schema of Pulumi: what every language's SDK, `import` and the docs are made from. */
export function packageSchema(
  kinds: readonly Kind[],
  functions: readonly ProviderFunction[],
  version: string,
): object {
  return {
    name: "tencentrtc",
    version,
    displayName: "Tencent RTC and Chat applications",
    description:
      "Tencent RTC and Chat applications (SDKAppIDs) as code, with disable-before-delete built in.",
    license: "Apache-2.0",
    keywords: ["pulumi", "tencent", "trtc", "chat", "kind/native", "category/cloud"],
    types: Object.fromEntries(functions.flatMap(nestedTypes)),
    resources: Object.fromEntries(kinds.map((kind) => [`tencentrtc:index:${kind.name}`, resource(kind)])),
    functions: Object.fromEntries(functions.map((one) => [`tencentrtc:index:${one.name}`, lookUp(one)])),
  };
}

function lookUp(definition: ProviderFunction): object {
  return {
    description: definition.description,
    inputs: objectType(definition.args),
    outputs: {
      ...objectType(definition.result),
      properties: Object.fromEntries(
        visible(definition.result).map(([name, schema]) => [name, result(definition, name, schema)]),
      ),
    },
  };
}

const objectType = (properties: z.ZodObject): object => ({
  properties: Object.fromEntries(visible(properties).map(([name, schema]) => [name, described(schema)])),
  required: visible(properties)
    .filter(([, schema]) => !isOptional(schema))
    .map(([name]) => name),
});

/** The objects of a list, which have a type of their own. */
export const listed = (schema: z.ZodType): z.ZodObject | undefined =>
  schema instanceof z.ZodArray && schema.element instanceof z.ZodObject ? schema.element : undefined;

/** `getApplications` answers `applications`, a list of `GetApplicationsApplication`. */
export const itemName = (definition: ProviderFunction, property: string): string =>
  `${capital(definition.name)}${capital(property.replace(/s$/, ""))}`;

/** A name as types write it. */
export const capital = (name: string): string => name.charAt(0).toUpperCase() + name.slice(1);

const nestedTypes = (definition: ProviderFunction): [string, object][] =>
  visible(definition.result).flatMap(([name, schema]) => {
    const item = listed(schema);
    return item
      ? [[`tencentrtc:index:${itemName(definition, name)}`, { type: "object", ...objectType(item) }]]
      : [];
  });

function result(definition: ProviderFunction, name: string, schema: z.ZodType): object {
  if (!listed(schema)) return described(schema);
  const items = { $ref: `#/types/tencentrtc:index:${itemName(definition, name)}` };
  return { type: "array", items, description: metaOf(schema).description };
}

function resource(kind: Kind): object {
  const inputs = visible(kind.inputs);
  const outputs = visible(kind.outputs);
  const present = inputs.filter(([, schema]) => !metaOf(schema).mayBeAbsent).map(([name]) => name);
  const made = outputs.filter(([, schema]) => !isOptional(schema)).map(([name]) => name);
  return {
    description: kind.description,
    properties: Object.fromEntries(
      [...inputs, ...outputs].map(([name, schema]) => [name, described(schema)]),
    ),
    required: [...present, ...made].sort(),
    inputProperties: Object.fromEntries(inputs.map(([name, schema]) => [name, describedInput(schema)])),
    requiredInputs: inputs.filter(([, schema]) => !isOptional(schema)).map(([name]) => name),
  };
}

/** Properties that people see: the adapters' own are left out. */
export const visible = (properties: z.ZodObject): [string, z.ZodType][] =>
  Object.entries(properties.shape).filter(([, schema]) => !metaOf(schema).hidden);

function described(schema: z.ZodType, io: "input" | "output" = "output"): object {
  const meta = metaOf(schema);
  return {
    ...pulumiType(propertySchema(schema, io)),
    description: meta.description,
    ...(meta.secret && { secret: true }),
  };
}

function describedInput(schema: z.ZodType): object {
  const { default: value } = propertySchema(schema);
  const isScalar = ["string", "number", "boolean"].includes(typeof value);
  return {
    ...described(schema, "input"),
    ...(metaOf(schema).replaces && { replaceOnChanges: true, willReplaceOnChanges: true }),
    ...(isScalar && value !== "" && { default: value }),
  };
}

function pulumiType(schema: PropertySchema): object {
  if (schema.anyOf) return { oneOf: schema.anyOf.map(pulumiType) };
  if (schema.type === "array") return { type: "array", items: pulumiType(schema.items ?? {}) };
  if (schema.type === "object") {
    const values = typeof schema.additionalProperties === "object" ? schema.additionalProperties : {};
    return { type: "object", additionalProperties: pulumiType(values) };
  }
  return { type: schema.type ?? "string" };
}
