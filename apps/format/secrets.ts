import { z } from "zod";
import { type Bag, isBag } from "../../ground/bag";
import { printPath } from "../../ground/issue";
import type { Kind } from "../../provider/lifecycle/kind";
import { metaOf, type PropertyMeta } from "../../provider/lifecycle/properties/meta";
import {
  fieldsOfAny,
  fieldsWith,
  isOptional,
  unionOf,
  variantOf,
} from "../../provider/lifecycle/properties/variants";
import { application } from "../../provider/resources";
import { secretPlaces, secretReference } from "./secret-reference";
import { sections } from "./sections";

/** A secret of a declared resource. */
export interface SecretField {
  /** `["platform", "password"]`. */
  readonly path: readonly string[];
  readonly value: unknown;
  /** Whether it is a file, which may be named by its path. */
  readonly isFile: boolean;
  /** What may stand in its place. */
  readonly text: z.ZodType;
}

const filePlaces =
  "the path of the file from this file's folder, or where its contents are: `env:NAME` or `config:key` of the stack";
const pathRule = `must be ${filePlaces}; never the contents`;
/** Path of a file: one line that isn't the content of such a file (PEM, JSON, or base64 as long as a key). */
const filePath = z
  .string(pathRule)
  .regex(/^(?!\s*[{"]|data:|.*-----BEGIN|[A-Za-z0-9+/=]{64,}$)[^\r\n]{1,1000}$/, pathRule);

/** What stands in a file in the place of a secret. */
const secretText = (isFile: boolean): z.ZodType => (isFile ? filePath : secretReference);

/** Whether resources of a kind have secrets. */
const isSecretive = ({ inputs }: Kind): boolean =>
  Object.values(inputs.shape).some(
    (schema) => metaOf(schema).secret === true || fieldsOfAny(schema, "writeOnly").length > 0,
  );

const secretSections = Object.entries(sections).flatMap(([name, { kind }]) =>
  isSecretive(kind) ? [name] : [],
);

/** Whether a layer may name secrets: most name none, and needn't be merged to see that. */
export const mayNameSecrets = (layer: Bag): boolean =>
  isSecretive(application) || secretSections.some((name) => layer[name] !== undefined);

/** What may stand in the place of a secret of which some values hold nothing secret. */
const referenceOr = (plain: z.ZodType | undefined): z.ZodType =>
  plain
    ? z.union(
        [plain, secretReference],
        `must be one without anything secret in it, or say where the secret is: ${secretPlaces}`,
      )
    : secretReference;

/** The secrets that a resource declares, wherever they stand in it. */
export function secretsIn(kind: Kind, inputs: Bag): SecretField[] {
  return Object.entries(kind.inputs.shape).flatMap(([name, schema]) => {
    const value = inputs[name];
    if (value === undefined) return [];
    const { secret, plain } = metaOf(schema);
    if (secret) {
      const isPlain = plain?.safeParse(value).success === true;
      return isPlain ? [] : [{ path: [name], value, isFile: false, text: referenceOr(plain) }];
    }
    const variant = variantOf(schema, value);
    if (!variant || !isBag(value)) return [];
    const files = fieldsWith(variant, "file");
    return fieldsWith(variant, "writeOnly")
      .filter((field) => value[field] !== undefined)
      .map((field) => {
        const isFile = files.includes(field);
        return { path: [name, field], value: value[field], isFile, text: secretText(isFile) };
      });
  });
}

/** Whether a secret stands at a path of a resource, whatever is written there. */
export const isSecretAt = (
  { kind, inputs }: { readonly kind: Kind; readonly inputs: Bag },
  path: string,
): boolean => secretsIn(kind, inputs).some((secret) => printPath(secret.path) === path);

/** The inputs with something else in the place of each secret. */
export const withSecrets = (kind: Kind, inputs: Bag, replace: (secret: SecretField) => unknown): Bag =>
  secretsIn(kind, inputs).reduce((now, secret) => put(now, secret.path, replace(secret)), inputs);

function put(bag: Bag, [first, ...rest]: readonly string[], value: unknown): Bag {
  if (first === undefined) return bag;
  const inner = bag[first];
  return { ...bag, [first]: rest.length === 0 ? value : put(isBag(inner) ? inner : {}, rest, value) };
}

/** What a hover says where a secret is wanted. */
const secretDescription = ({ description, inFile = description }: PropertyMeta, isFile: boolean): string =>
  `${inFile} The value is ${isFile ? filePlaces : `a reference: ${secretPlaces}`}.`;

/**
 * A property's rules as they hold in a file, where secrets are named and not given.
 *
 * @param isWhole false where a part is enough, since the rest may stand in another layer
 */
export function asWritten(schema: z.ZodType, isWhole: boolean): z.ZodType {
  const { secret, plain } = metaOf(schema);
  if (secret) return referenceOr(plain);
  const union = unionOf(schema);
  if (!union) return schema;
  const forms = z.union([...union.variants.values()].map((variant) => formAsWritten(variant, isWhole)));
  return isOptional(schema) ? forms.optional() : forms;
}

/** The schema of one form of a property, with references in the place of secrets. */
export function formAsWritten(variant: z.ZodObject, isWhole: boolean): z.ZodObject {
  const secrets = fieldsWith(variant, "writeOnly");
  const files = fieldsWith(variant, "file");
  const fields = Object.entries(variant.shape).map(([name, field]) => {
    const meta = metaOf(field);
    if (!secrets.includes(name)) {
      return [name, asWritten(field, isWhole).meta({ description: meta.description })];
    }
    const isFile = files.includes(name);
    const text = secretText(isFile).meta({ description: secretDescription(meta, isFile) });
    return [name, isOptional(field) ? text.optional() : text];
  });
  const form = variant.extend(Object.fromEntries(fields));
  return isWhole ? form : form.partial();
}
