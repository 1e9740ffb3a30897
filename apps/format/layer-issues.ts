import type { z } from "zod";
import { isBag } from "../../ground/bag";
import { metaOf } from "../../provider/lifecycle/properties/meta";
import { unionOf } from "../../provider/lifecycle/properties/variants";
import type { Declared } from "./declared";
import { asWritten, formAsWritten } from "./secrets";

/**
 * What is wrong with the values of one layer by themselves, whatever the others say: what no environment keeps has
 * to make sense all the same, and a secret must not stand there.
 *
 * @param isTakenOver whether an existing application is adopted, which may be called what it is called
 */
export const layerIssues = ({ kind, inputs }: Declared, isTakenOver: boolean): z.core.$ZodIssue[] =>
  Object.entries(kind.inputs.shape).flatMap(([name, schema]) => {
    const value = inputs[name];
    if (value === undefined) return [];
    const isOnlyText = isTakenOver && metaOf(schema).heldPasses === true;
    return issuesOf(schema, value)
      .filter(({ code }) => !isOnlyText || code === "invalid_type")
      .map((issue) => ({ ...issue, path: [name, ...issue.path] }));
  });

/** Issues of a value; where it takes one of several forms, those of the nearest form. */
function issuesOf(schema: z.ZodType, value: unknown): readonly z.core.$ZodIssue[] {
  const union = unionOf(schema);
  if (!union) return asWritten(schema, false).safeParse(value).error?.issues ?? [];
  const tag = isBag(value) ? value[union.discriminator] : undefined;
  const named = typeof tag === "string" ? union.variants.get(tag) : undefined;
  // The property's own rule says best what it is that takes no form.
  if (!isBag(value) || (tag !== undefined && !named)) return schema.safeParse(value).error?.issues ?? [];
  const [nearest = []] = (named ? [named] : [...union.variants.values()])
    .map((variant) => formAsWritten(variant, false).safeParse(value).error?.issues ?? [])
    .sort((one, other) => one.length - other.length);
  return nearest;
}
