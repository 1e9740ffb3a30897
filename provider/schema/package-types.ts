import type { z } from "zod";
import { metaOf } from "../lifecycle/properties/meta";
import { unionOf } from "../lifecycle/properties/variants";
import { pascal } from "./names";
import { isOptional, type PropertySchema, propertySchema, type Side } from "./property-schema";

/** Types of the package by their tokens; filled while properties are described. */
export type Types = Record<string, object>;

/** A property's type. The forms of a union become types of their own under names that begin with `prefix`. */
export function pulumiType(schema: z.ZodType, side: Side, prefix: string, types: Types): object {
  const union = unionOf(schema);
  if (!union) return plainType(propertySchema(schema, side));
  const forms = [...union.variants].map(([value, variant]): [string, string] => {
    const name = `${prefix}${pascal(value)}`;
    const token = `tencentrtc:index:${name}`;
    types[token] = formType(variant, { discriminator: union.discriminator, value, name }, types);
    return [value, `#/types/${token}`];
  });
  return {
    oneOf: forms.map(([, $ref]) => ({ $ref })),
    discriminator: { propertyName: union.discriminator, mapping: Object.fromEntries(forms) },
  };
}

/**
 * An input's type. Values that are known have a type of their own, so that editors and reference pages list them; any text
 * passes beside them, since the provider judges it, and may know more values than the SDK (docs/decisions/023).
 */
export function inputType(schema: z.ZodType, prefix: string, types: Types): object {
  const plain = unionOf(schema) ? undefined : propertySchema(schema);
  if (plain?.enum) return knownValues(plain.enum, prefix, types);
  if (plain?.type === "array" && plain.items?.enum) {
    return { type: "array", items: knownValues(plain.items.enum, prefix.replace(/s$/, ""), types) };
  }
  return pulumiType(schema, "input", prefix, types);
}

const knownOnly = "Values that are known. Any other text passes as well, and the provider judges it.";

function knownValues(values: readonly string[], name: string, types: Types): object {
  const token = `tencentrtc:index:${name}`;
  types[token] = {
    description: knownOnly,
    type: "string",
    enum: values.map((value) => ({ name: memberName(value), value })),
  };
  // The type beside oneOf is that of a default.
  return { type: "string", oneOf: [{ type: "string" }, { $ref: `#/types/${token}` }] };
}

/** `SiliconValley`, `HmacSha256`, `OneToOneCall`: no name of a language begins with a digit. */
const memberName = (value: string): string =>
  pascal(value.toLowerCase().replaceAll(/(?<=^|-)1(?=-|$)/g, "one"));

function formType(
  variant: z.ZodObject,
  { discriminator, value, name }: { discriminator: string; value: string; name: string },
  types: Types,
): object {
  const fields = Object.entries(variant.shape);
  return {
    description: `The form in which \`${discriminator}\` is \`${value}\`.`,
    type: "object",
    properties: Object.fromEntries(
      fields.map(([field, schema]) => {
        const meta = metaOf(schema);
        const plain = () =>
          meta.file ? fileType : pulumiType(schema, "input", `${name}${pascal(field)}`, types);
        return [
          field,
          {
            ...(field === discriminator ? { type: "string", const: value } : plain()),
            description: meta.description,
            ...(meta.writeOnly && { secret: true }),
            ...(meta.replaces !== undefined && { replaceOnChanges: true, willReplaceOnChanges: true }),
          },
        ];
      }),
    ),
    required: fields.filter(([, schema]) => !isOptional(schema)).map(([field]) => field),
  };
}

const fileType = { oneOf: [{ type: "string" }, { $ref: "pulumi.json#/Asset" }] };

function plainType(schema: PropertySchema): object {
  if (schema.anyOf) return { oneOf: schema.anyOf.map(plainType) };
  if (schema.type === "array") return { type: "array", items: plainType(schema.items ?? {}) };
  if (schema.properties) return { type: "object", additionalProperties: commonType(schema.properties) };
  if (schema.type === "object") {
    const values = typeof schema.additionalProperties === "object" ? schema.additionalProperties : {};
    return { type: "object", additionalProperties: plainType(values) };
  }
  return { type: schema.type ?? "string" };
}

/** What every field of an object has, as `timeouts` do; where they differ each SDK takes and gives any value. */
function commonType(properties: Readonly<Record<string, PropertySchema>>): object {
  const [first, ...others] = Object.values(properties).map(plainType);
  const isShared = others.every((other) => JSON.stringify(other) === JSON.stringify(first));
  return first !== undefined && isShared ? first : { $ref: "pulumi.json#/Any" };
}
