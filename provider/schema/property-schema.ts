import { z } from "zod";

/** What a program gives, and what it gets back. */
export type Side = "input" | "output";

/** The part of JSON Schema that properties use. */
export interface PropertySchema {
  readonly type?: string;
  readonly anyOf?: readonly PropertySchema[];
  readonly enum?: readonly string[];
  readonly default?: unknown;
  readonly items?: PropertySchema;
  readonly additionalProperties?: PropertySchema | boolean;
  readonly properties?: Readonly<Record<string, PropertySchema>>;
  readonly required?: readonly string[];
}

const PropertySchema: z.ZodType<PropertySchema> = z.lazy(() =>
  z.object({
    type: z.string().optional(),
    anyOf: z.array(PropertySchema).optional(),
    enum: z.array(z.string()).optional(),
    default: z.unknown().optional(),
    items: PropertySchema.optional(),
    additionalProperties: z.union([PropertySchema, z.boolean()]).optional(),
    properties: z.record(z.string(), PropertySchema).optional(),
    required: z.array(z.string()).optional(),
  }),
);

/**
 * What a property takes, or what it gives back, as JSON Schema. Rules that JSON Schema can't say are in the
 * description.
 *
 * @throws ZodError when a property uses more of JSON Schema than the generated files can say.
 */
export const propertySchema = (schema: z.ZodType, io: Side = "input"): PropertySchema =>
  PropertySchema.parse(z.toJSONSchema(schema, { io, unrepresentable: "any" }));

export { isOptional } from "../lifecycle/properties/variants";
