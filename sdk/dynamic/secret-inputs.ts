import * as pulumi from "@pulumi/pulumi";
import { type Bag, isBag } from "../../ground/bag";
import type { Kind } from "../../provider/lifecycle/kind";
import { metaOf } from "../../provider/lifecycle/properties/meta";
import { fieldsOfAny } from "../../provider/lifecycle/properties/variants";
import { fileInput } from "./file-input";

/**
 * Arguments on their way to the engine: files as text, and everything secret as a secret.
 *
 * @param refusal of the resource that has these arguments
 */
export function secretInputs(kind: Kind, name: string, args: Bag, refusal: FormFields["refusal"]): Bag {
  return Object.fromEntries(
    Object.entries(args).map(([key, value]) => {
      const schema = Object.hasOwn(kind.inputs.shape, key) ? kind.inputs.shape[key] : undefined;
      if (!schema || value === undefined) return [key, value];
      if (metaOf(schema).secret) return [key, pulumi.secret(value)];
      const writeOnly = fieldsOfAny(schema, "writeOnly");
      if (writeOnly.length === 0) return [key, value];
      const fields: FormFields = {
        about: `${kind.name} "${name}": ${key}`,
        writeOnly,
        files: fieldsOfAny(schema, "file"),
        refusal,
      };
      return [key, secretForm(value, fields)];
    }),
  );
}

interface FormFields {
  /** What messages call the form. */
  readonly about: string;
  readonly writeOnly: readonly string[];
  readonly files: readonly string[];
  readonly refusal: Promise<string | undefined>;
}

/** A form with its secrets marked secret and its other fields visible; a form that isn't known yet is wholly secret. */
function secretForm(form: unknown, fields: FormFields): unknown {
  if (pulumi.Output.isInstance(form) || form instanceof Promise) {
    return pulumi.secret(pulumi.output(form).apply((inner) => pulumi.output(withFiles(inner, fields))));
  }
  const text = withFiles(form, fields);
  if (!isBag(text)) return text;
  const secrets = fields.writeOnly.filter((field) => text[field] !== undefined);
  return { ...text, ...Object.fromEntries(secrets.map((field) => [field, pulumi.secret(text[field])])) };
}

function withFiles(form: unknown, { about, files, refusal }: FormFields): unknown {
  if (!isBag(form)) return form;
  const given = files.filter((field) => form[field] !== undefined);
  return {
    ...form,
    ...Object.fromEntries(
      given.map((field) => [field, fileInput(form[field], `${about}.${field}`, refusal)]),
    ),
  };
}
