import { z } from "zod";
import type { ProviderFunction } from "../functions";
import type { Kind } from "../lifecycle/kind";
import { metaOf } from "../lifecycle/properties/meta";
import { configSchema } from "./config-schema";
import { importSection } from "./import-section";
import { dynamicToken, packageToken, pascal } from "./names";
import { inputType, pulumiType, type Types } from "./package-types";
import { isOptional, propertySchema, type Side } from "./property-schema";
import { languages, publisher } from "./publisher";

/**
 * The package schema of Pulumi: what every language's SDK, `import` and the docs are made from.
 *
 * @param examples gives those of a resource or a function, by its name
 */
export function packageSchema(
  kinds: readonly Kind[],
  functions: readonly ProviderFunction[],
  version: string,
  examples: (name: string) => string,
): object {
  const types: Types = {};
  const shown = ({ name, description }: Pick<ProviderFunction, "name" | "description">): string =>
    `${description}\n\n${examples(name)}`;
  const resources = kinds.map((kind) => [
    packageToken(kind.name),
    {
      ...resource(kind, types),
      description: `${shown(kind)}\n\n## Import\n\n${importSection(kind)}`,
    },
  ]);
  const lookUps = functions.map((one) => [
    packageToken(one.name),
    { ...lookUp(one, types), description: shown(one) },
  ]);
  return {
    name: "tencentrtc",
    version,
    displayName: "Tencent RTC and Chat applications",
    description:
      "Tencent RTC and Chat applications (SDKAppIDs) as code, with disable-before-delete built in.",
    license: "Apache-2.0",
    keywords: ["pulumi", "tencent", "trtc", "chat", "kind/native", "category/cloud"],
    ...publisher,
    language: languages,
    ...configSchema(),
    types,
    resources: Object.fromEntries(resources),
    functions: Object.fromEntries(lookUps),
  };
}

function lookUp(definition: ProviderFunction, types: Types): object {
  for (const [name, schema] of visible(definition.result)) {
    const item = listed(schema);
    const token = `tencentrtc:index:${itemName(definition, name)}`;
    if (item) {
      const description = `One of the \`${name}\` that \`${definition.name}\` finds.`;
      types[token] = { description, type: "object", ...objectType(definition, item, types) };
    }
  }
  return {
    inputs: objectType(definition, definition.args, types),
    outputs: {
      ...objectType(definition, definition.result, types),
      properties: Object.fromEntries(
        visible(definition.result).map(([name, schema]) => [name, result(definition, name, schema, types)]),
      ),
    },
  };
}

const objectType = (definition: ProviderFunction, properties: z.ZodObject, types: Types): object => ({
  properties: Object.fromEntries(
    visible(properties).map(([name, schema]) => [
      name,
      described(schema, "output", `${pascal(definition.name)}${pascal(name)}`, types),
    ]),
  ),
  required: visible(properties)
    .filter(([, schema]) => !isOptional(schema))
    .map(([name]) => name),
});

/** The objects of a list, which have a type of their own. */
export const listed = (schema: z.ZodType): z.ZodObject | undefined =>
  schema instanceof z.ZodArray && schema.element instanceof z.ZodObject ? schema.element : undefined;

/** `getApplications` answers `applications`, a list of `GetApplicationsApplication`. */
export const itemName = (definition: ProviderFunction, property: string): string =>
  `${pascal(definition.name)}${pascal(property.replace(/s$/, ""))}`;

function result(definition: ProviderFunction, name: string, schema: z.ZodType, types: Types): object {
  if (!listed(schema)) return described(schema, "output", `${pascal(definition.name)}${pascal(name)}`, types);
  const items = { $ref: `#/types/tencentrtc:index:${itemName(definition, name)}` };
  return { type: "array", items, description: metaOf(schema).description };
}

function resource(kind: Kind, types: Types): object {
  const inputs = visible(kind.inputs);
  const outputs = visible(kind.outputs);
  const present = inputs.filter(([, schema]) => !metaOf(schema).mayBeAbsent).map(([name]) => name);
  const made = outputs.filter(([, schema]) => !isOptional(schema)).map(([name]) => name);
  return {
    // A program that goes over from the classes to an SDK needs no word about it.
    aliases: [{ type: dynamicToken(kind.name) }],
    properties: Object.fromEntries(
      [...inputs, ...outputs].map(([name, schema]) => [
        name,
        described(schema, "output", prefixOf(kind, name), types),
      ]),
    ),
    required: [...present, ...made].sort(),
    inputProperties: Object.fromEntries(
      visibleInputs(kind).map(([name, schema]) => [name, describedInput(kind, [name, schema], types)]),
    ),
    requiredInputs: visibleInputs(kind)
      .filter(([, schema]) => !isOptional(schema))
      .map(([name]) => name),
  };
}

/** Properties that people see: the adapters' own are left out. */
export const visible = (properties: z.ZodObject): [string, z.ZodType][] =>
  Object.entries(properties.shape).filter(([, schema]) => !metaOf(schema).hidden);

/** Properties that people write, without those that every declaration only expects. */
export const visibleInputs = (kind: Kind): [string, z.ZodType][] =>
  visible(kind.inputs).filter(([, schema]) => !metaOf(schema).expected);

const described = (schema: z.ZodType, side: Side, prefix: string, types: Types): object => ({
  ...pulumiType(schema, side, prefix, types),
  ...told(schema),
});

function told(schema: z.ZodType): object {
  const { description, secret } = metaOf(schema);
  return { description, ...(secret && { secret: true }) };
}

/** How the names of a property's own types begin. */
const prefixOf = (kind: Kind, property: string): string => `${kind.name}${pascal(property)}`;

/**
 * An SDK declares the default of an input that a program leaves out. A declaration that adopts leaves alone what it doesn't
 * declare: there the provider fills in the default, and the description alone says it.
 */
function describedInput(kind: Kind, [name, schema]: [string, z.ZodType], types: Types): object {
  const { default: value } = propertySchema(schema);
  const { description, policy, replaces } = metaOf(schema);
  const hasDefault = ["string", "number", "boolean"].includes(typeof value) && value !== "";
  const isForced = kind.adopts === undefined || policy === true;
  return {
    ...inputType(schema, prefixOf(kind, name), types),
    ...told(schema),
    ...(replaces !== undefined && { replaceOnChanges: true, willReplaceOnChanges: true }),
    ...(hasDefault && isForced && { default: value }),
    ...(hasDefault &&
      !isForced && { description: `${description} Default \`${value}\`, except with \`adopt\`.` }),
  };
}
