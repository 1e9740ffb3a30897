import { z } from "zod";

/** The part of JSON Schema that properties use. */
export interface PropertySchema {
  readonly type?: string;
  readonly enum?: readonly string[];
  readonly default?: unknown;
  readonly items?: PropertySchema;
  readonly additionalProperties?: PropertySchema | boolean;
  readonly properties?: Readonly<Record<string, PropertySchema>>;
  readonly required?: readonly string[];
}

/** What a property takes, as JSON Schema. Rules that JSON Schema can't say are in the description. */
export const propertySchema = (schema: z.ZodType): PropertySchema =>
  z.toJSONSchema(schema, { io: "input", unrepresentable: "any" }) as PropertySchema;

/** Whether the property may be left out of a program. */
export const isOptional = (schema: z.ZodType): boolean => schema.safeParse(undefined).success;
