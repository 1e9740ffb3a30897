import { z } from "zod";
import { isBag } from "../../../ground/bag";
import { metaAt } from "./meta";

/** A property that takes one of several forms, told apart by the value of one field. */
export interface Union {
  readonly discriminator: string;
  /** Forms by the value of the discriminator. */
  readonly variants: ReadonlyMap<string, z.ZodObject>;
}

/** A schema without what makes it optional or gives it a default. */
export function bare(schema: z.ZodType): z.ZodType {
  const isWrapped = schema instanceof z.ZodOptional || schema instanceof z.ZodDefault;
  const inner = isWrapped ? schema.unwrap() : undefined;
  return inner instanceof z.ZodType ? bare(inner) : schema;
}

/** Whether the property may be left out of a program. */
export const isOptional = (schema: z.ZodType): boolean => schema.safeParse(undefined).success;

const unions = new WeakMap<z.ZodType, Union | null>();

/** The forms of a discriminated union; undefined for any other schema. */
export function unionOf(schema: z.ZodType): Union | undefined {
  const known = unions.get(schema);
  if (known !== undefined) return known ?? undefined;
  const found = readUnion(bare(schema));
  unions.set(schema, found ?? null);
  return found;
}

function readUnion(schema: z.ZodType): Union | undefined {
  if (!(schema instanceof z.ZodDiscriminatedUnion)) return undefined;
  const { discriminator } = schema.def;
  const variants = schema.options.flatMap((option): [string, z.ZodObject][] => {
    if (!(option instanceof z.ZodObject)) return [];
    const tag = option.shape[discriminator];
    return tag instanceof z.ZodLiteral ? [[String(tag.value), option]] : [];
  });
  return { discriminator, variants: new Map(variants) };
}

/** The form that a value takes; undefined where it isn't known, or isn't one. */
export function variantOf(schema: z.ZodType, value: unknown): z.ZodObject | undefined {
  const union = unionOf(schema);
  if (!union || !isBag(value)) return undefined;
  return union.variants.get(String(value[union.discriminator]));
}

/** The names of the fields of a form whose meta says so. */
export const fieldsWith = (variant: z.ZodObject, mark: "writeOnly" | "replaces" | "file"): string[] =>
  Object.keys(variant.shape).filter((name) => metaAt(variant, name)?.[mark] !== undefined);

/** The names of the fields of every form of a property whose meta says so; none for a property that isn't a union. */
export const fieldsOfAny = (schema: z.ZodType, mark: "writeOnly" | "file"): string[] => [
  ...new Set([...(unionOf(schema)?.variants.values() ?? [])].flatMap((variant) => fieldsWith(variant, mark))),
];
