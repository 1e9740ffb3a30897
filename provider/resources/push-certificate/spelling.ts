import { z } from "zod";
import type { Bag } from "../../../ground/bag";

/* The management service writes `AppId`, programs write `appId`: one form in two spellings. */

const camel = (name: string): string => name.charAt(0).toLowerCase() + name.slice(1);
const pascal = (name: string): string => name.charAt(0).toUpperCase() + name.slice(1);

function respelled(value: unknown, spell: (name: string) => string): unknown {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [spell(name), respelled(inner, spell)]),
  );
}

/** A form as programs write it. */
export const toProgram = (form: Bag): Bag => Object(respelled(form, camel));
/** A form as the service writes it. */
export const toService = (form: Bag): Bag => Object(respelled(form, pascal));
/** A path into a form as programs write it. */
export const pathInProgram = (path: readonly PropertyKey[]): string[] =>
  path.map((key) => camel(String(key)));

/**
 * The rule of a program's form from that of the service: the same fields under their other names. Rules that span
 * several fields are left to the service's form.
 *
 * @param describe attaches to a field what its docs say.
 */
export function inProgram(
  schema: z.ZodType,
  describe: (name: string, field: z.ZodType) => z.ZodType,
): z.ZodType {
  const inner = (one: unknown) => (one instanceof z.ZodType ? inProgram(one, describe) : z.never());
  if (schema instanceof z.ZodOptional) return inner(schema.unwrap()).optional();
  if (schema instanceof z.ZodDefault)
    return inner(schema.unwrap()).default(respelled(schema.def.defaultValue, camel));
  if (schema instanceof z.ZodObject) return z.strictObject(fieldsInProgram(schema.shape, describe));
  if (schema instanceof z.ZodDiscriminatedUnion) {
    const options = schema.options.flatMap((option) =>
      option instanceof z.ZodObject ? [z.strictObject(fieldsInProgram(option.shape, describe))] : [],
    );
    return choice(camel(schema.def.discriminator), options);
  }
  return schema;
}

/** Forms told apart by one field. `otherwise` says why a value of that field is none, where there is more to say. */
export function choice(
  discriminator: string,
  [first, ...others]: readonly z.ZodObject[],
  otherwise: (value: unknown) => string | undefined = () => undefined,
): z.ZodType {
  if (!first) throw new Error("a choice of nothing");
  const values = [first, ...others].map(({ shape }) => {
    const tag = shape[discriminator];
    return tag instanceof z.ZodLiteral ? String(tag.value) : "";
  });
  const listed = values.map((value) => `"${value}"`).join(", ");
  return z.discriminatedUnion(discriminator, [first, ...others], {
    error: ({ code, input }) => {
      if (code !== "invalid_union") return `must be an object with "${discriminator}", one of ${listed}`;
      const value: unknown = Object(input)[discriminator];
      return otherwise(value) ?? `must be one of ${listed}, for example "${values[0]}"`;
    },
  });
}

export const fieldsInProgram = (
  shape: Readonly<Record<string, z.ZodType>>,
  describe: (name: string, field: z.ZodType) => z.ZodType,
): Record<string, z.ZodType> =>
  Object.fromEntries(
    Object.entries(shape).map(([name, field]) => [
      camel(name),
      describe(camel(name), inProgram(field, describe)),
    ]),
  );
