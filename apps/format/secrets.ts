import { z } from "zod";
import type { Bag } from "../../provider/lifecycle/bag";
import type { Kind } from "../../provider/lifecycle/kind";
import { metaOf } from "../../provider/lifecycle/meta";
import { fieldsWith, unionOf, variantOf } from "../../provider/lifecycle/variants";
import { isMap } from "./overlay";
import { secretReference } from "./reference";

/** A secret of a declared resource. */
export interface SecretField {
  /** `["platform", "password"]`. */
  readonly path: readonly string[];
  readonly value: unknown;
  /** Whether it is a file, which may be named by its path. */
  readonly isFile: boolean;
}

const pathRule =
  "must be the path of the file from this file's folder, or where its contents are: `env:NAME` or `config:key` of the stack; never the contents";
/** One line that isn't what such a file holds: PEM, JSON, or base64 of anything as long as a key. */
const filePath = z
  .string(pathRule)
  .regex(/^(?!\s*[{"]|data:|.*-----BEGIN|[A-Za-z0-9+/=]{64,}$)[^\r\n]{1,1000}$/, pathRule);

/** What stands in a file in the place of a secret. */
export const secretText = (isFile: boolean): z.ZodType => (isFile ? filePath : secretReference);

/** The secrets that a resource declares, wherever they stand in it. */
export function secretsIn(kind: Kind, inputs: Bag): SecretField[] {
  return Object.entries(kind.inputs.shape).flatMap(([name, schema]) => {
    const value = inputs[name];
    if (value === undefined) return [];
    if (metaOf(schema).secret) return [{ path: [name], value, isFile: false }];
    const variant = variantOf(schema, value);
    if (!variant || !isMap(value)) return [];
    const files = fieldsWith(variant, "file");
    return fieldsWith(variant, "writeOnly")
      .filter((field) => value[field] !== undefined)
      .map((field) => ({ path: [name, field], value: value[field], isFile: files.includes(field) }));
  });
}

/** The inputs with something else in the place of each secret. */
export const withSecrets = (kind: Kind, inputs: Bag, replace: (secret: SecretField) => unknown): Bag =>
  secretsIn(kind, inputs).reduce((now, secret) => put(now, secret.path, replace(secret)), inputs);

function put(bag: Bag, [first, ...rest]: readonly string[], value: unknown): Bag {
  if (first === undefined) return bag;
  const inner = bag[first];
  return { ...bag, [first]: rest.length === 0 ? value : put(isMap(inner) ? inner : {}, rest, value) };
}

/** A property's rules as they hold in a file, where secrets are named and not given. */
export function asWritten(schema: z.ZodType): z.ZodType {
  if (metaOf(schema).secret) return secretReference;
  const union = unionOf(schema);
  if (!union) return schema;
  return z.union([...union.variants.values()].map(variantAsWritten));
}

function variantAsWritten(variant: z.ZodObject): z.ZodObject {
  const secrets = fieldsWith(variant, "writeOnly");
  const files = fieldsWith(variant, "file");
  return z.strictObject(
    Object.fromEntries(
      Object.entries(variant.shape).map(([name, field]) => {
        const isOptional = field.safeParse(undefined).success;
        const text = secretText(files.includes(name)).meta({ description: metaOf(field).description });
        if (!secrets.includes(name)) return [name, field.meta({ description: metaOf(field).description })];
        return [name, isOptional ? text.optional() : text];
      }),
    ),
  );
}
