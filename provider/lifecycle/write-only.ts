import type { z } from "zod";
import { type Bag, type Failure, isBag } from "../../ground/bag";
import type { Kind } from "./kind";
import { isUnknown, unknownValue } from "./properties/unknown";
import { fieldsOfAny, fieldsWith, variantOf } from "./properties/variants";
import { printedFingerprint, type Vault } from "./run/vault";

/*
 * Secrets that a program gives and nobody gets back. The engine keeps whatever a check answers, so the check answers
 * a fingerprint in the place of each; the secrets themselves wait in the memory of the run for the operation that
 * sends them. Every operation follows a check of the same run.
 */

const printedForm = /^sha256:[0-9a-f]{64}$/;

/** Whether a value is what a state holds in the place of a secret. */
export const isFingerprint = (value: unknown): boolean =>
  typeof value === "string" && printedForm.test(value);

interface Concealing {
  readonly vault: Vault;
  /** What a state of before holds of the same secret stays, so that it is no change. */
  readonly olds?: Bag | undefined;
  /** Key of the account for fingerprints. */
  readonly key?: string | undefined;
}

/** Inputs with fingerprints in the place of write-only fields; what can't be told yet is unknown. */
export function conceal(kind: Kind, inputs: Bag, { vault, olds, key }: Concealing): Bag {
  const concealed = Object.entries(inputs).map(([name, value]) => {
    const names = writeOnlyNames(kind, name, value);
    if (names.length === 0 || !isBag(value)) return [name, value];
    if (names.every((field) => value[field] === undefined || isFingerprint(value[field])))
      return [name, value];
    const isKnown = names.every((field) => !isUnknown(value[field]));
    const plain = isKnown ? kind.fingerprint?.(name, value) : undefined;
    const isOfBefore = plain !== undefined && holds(olds?.[name], printedFingerprint(plain));
    const fingerprint = isOfBefore ? plain : plain && kind.fingerprint?.(name, value, key);
    if (fingerprint !== undefined && plain !== undefined) vault.keep(fingerprint, plain, pick(value, names));
    return [
      name,
      replaced(value, names, fingerprint === undefined ? unknownValue : printedFingerprint(fingerprint)),
    ];
  });
  return Object.fromEntries(concealed);
}

const holds = (held: unknown, printed: string): boolean =>
  isBag(held) && Object.values(held).includes(printed);

/** A form as a state holds it, `fingerprint` being what the backend tells of its secrets. */
export function withFingerprint(schema: z.ZodType, form: Bag, fingerprint: string): Bag {
  const variant = variantOf(schema, form);
  const names = variant ? fieldsWith(variant, "writeOnly") : [];
  return { ...form, ...Object.fromEntries(names.map((name) => [name, printedFingerprint(fingerprint)])) };
}

/** Where changes are ignored the engine passes what the state holds; anywhere else a fingerprint is no secret. */
export function judgeHeldSecrets(kind: Kind, inputs: Bag, olds: Bag | undefined): Failure[] {
  return Object.entries(inputs).flatMap(([property, value]) => {
    const held = olds?.[property];
    return concealedNames(kind, property, value)
      .filter((name) => !isBag(held) || !isBag(value) || held[name] !== value[name])
      .map((name) => ({
        path: `${property}.${name}`,
        reason: "is what a state holds in the place of a secret: give the secret itself",
      }));
  });
}

/** The write-only fields of a property that hold what a state holds: no rule for a secret is about that. */
export const concealedNames = (kind: Kind, property: string, value: unknown): string[] =>
  writeOnlyNames(kind, property, value).filter((name) => isBag(value) && isFingerprint(value[name]));

/** Whether a property has write-only fields, so that its value must not be printed. */
export const holdsSecrets = (kind: Kind, property: string): boolean => {
  const schema = Object.hasOwn(kind.inputs.shape, property) ? kind.inputs.shape[property] : undefined;
  return schema !== undefined && fieldsOfAny(schema, "writeOnly").length > 0;
};

/** Names of the write-only fields; of a form that isn't known, of every field that is a secret in any form. */
function writeOnlyNames(kind: Kind, property: string, value: unknown): string[] {
  const schema = Object.hasOwn(kind.inputs.shape, property) ? kind.inputs.shape[property] : undefined;
  if (!schema || !isBag(value)) return [];
  const variant = variantOf(schema, value);
  return variant ? fieldsWith(variant, "writeOnly") : fieldsOfAny(schema, "writeOnly");
}

const pick = (bag: Bag, names: readonly string[]): Bag =>
  Object.fromEntries(names.map((name) => [name, bag[name]]));

const replaced = (bag: Bag, names: readonly string[], by: string): Bag => ({
  ...bag,
  ...Object.fromEntries(names.filter((name) => bag[name] !== undefined).map((name) => [name, by])),
});
