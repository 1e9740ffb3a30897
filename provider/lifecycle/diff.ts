import { isDeepStrictEqual } from "node:util";
import type { z } from "zod";
import { type Bag, isBag } from "../../ground/bag";
import type { Kind } from "./kind";
import { metaOf } from "./properties/meta";
import { containsUnknown } from "./properties/unknown";
import { fieldsWith, variantOf } from "./properties/variants";
import { isImported } from "./state";

/**
 * A state as the declaration sees it that is compared with it. An import declares nothing, so that until something is
 * changed the program alone says what of the resource is managed. Pure.
 */
export function asDeclared(kind: Kind, state: Bag, inputs: Bag): Bag {
  if (!isImported(state)) return state;
  const open = Object.entries(kind.inputs.shape).filter(([name]) => inputs[name] === undefined);
  const [policies, facts] = [true, false].map((isPolicy) =>
    open.flatMap(([name, schema]) => ((metaOf(schema).policy === true) === isPolicy ? [name] : [])),
  );
  return {
    ...state,
    ...kind.ownPart?.(state, inputs),
    ...Object.fromEntries((policies ?? []).map((name) => [name, undefined])),
    __unmanaged: facts?.filter((name) => state[name] !== undefined),
  };
}

export interface Difference {
  readonly property: string;
  readonly how: "update" | "replace";
}

/** Equality of two plain values; the order of keys means nothing, that of a list does. */
export const isDeepEqual = (a: unknown, b: unknown): boolean => isDeepStrictEqual(plain(a), plain(b));

/** Values from the engine and from zod differ in prototypes only; those don't count. */
function plain(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, plain(inner)]));
}

/**
 * What differs between a state and the checked inputs, from the kind's schema alone.
 *
 * A fact that isn't declared is not managed, so its value is no difference; beginning or ceasing to declare one
 * is, since the state says which facts are managed. A value that isn't known yet may turn out to be the same, so it
 * replaces nothing; save the id of another resource, which is unknown only while that one is being replaced.
 */
export function diff(kind: Kind, state: Bag, inputs: Bag): Difference[] {
  const differences: Difference[] = [];
  const unmanaged: readonly unknown[] = Array.isArray(state.__unmanaged) ? state.__unmanaged : [];
  for (const [property, schema] of Object.entries(kind.inputs.shape)) {
    const meta = metaOf(schema);
    const wanted = inputs[property];
    // What every declaration expects is so unless the state says otherwise: older ones don't know it.
    const held = state[property] ?? (meta.expected ? wanted : undefined);
    const isManaged = wanted !== undefined;
    const wasManaged = meta.expected ? isManaged : held !== undefined && !unmanaged.includes(property);
    // What nobody wrote would be noise in a plan as long as it isn't known.
    if (meta.hidden && containsUnknown(wanted)) continue;
    const isEqual = areEqual(held, wanted, meta.unordered === true);
    if (meta.policy ? isEqual : wasManaged === isManaged && (isEqual || !isManaged)) continue;
    const mayBeEqual = containsUnknown(wanted) && meta.refersTo === undefined;
    const isOther =
      meta.replaces !== undefined
        ? isManaged && !isEqual && !mayBeEqual
        : otherFields(schema, state[property], wanted).length > 0;
    differences.push({ property, how: isOther ? "replace" : "update" });
  }
  return differences;
}

/** The fields that differ and make another resource of it: of a property that takes several forms. */
export function otherFields(schema: z.ZodType, before: unknown, wanted: unknown): string[] {
  const variant = variantOf(schema, wanted);
  if (!variant || !isBag(before) || !isBag(wanted)) return [];
  return fieldsWith(variant, "replaces").filter(
    (name) => !containsUnknown(wanted[name]) && !isDeepEqual(before[name], wanted[name]),
  );
}

function areEqual(a: unknown, b: unknown, unordered: boolean): boolean {
  return unordered ? isDeepEqual(sorted(a), sorted(b)) : isDeepEqual(a, b);
}

/** A list in an order of its own; anything else as it is. */
export const sorted = (value: unknown): unknown => (Array.isArray(value) ? [...value].sort() : value);
