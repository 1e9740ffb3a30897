import type { z } from "zod";
import type { Kind } from "../lifecycle/kind";
import { metaOf } from "../lifecycle/properties/meta";
import { unionOf } from "../lifecycle/properties/variants";
import { pascal } from "./names";
import { isOptional, type Side } from "./property-schema";
import { doc, given, inputDoc, typeText } from "./type-text";

/** The name of the type of a property that takes several forms; with a form's value, of that form. */
export const formsName = (kind: Kind, property: string, side: Side, form = ""): string =>
  `${kind.name}${pascal(property)}${pascal(form)}${side === "input" ? "Args" : ""}`;

/** The types of a property's forms: a discriminated union of interfaces, for each side. None for other properties. */
export function formTypes(kind: Kind, property: string, schema: z.ZodType): string[] {
  const union = unionOf(schema);
  if (!union) return [];
  const values = [...union.variants.keys()];
  const sides: Side[] = ["input", "output"];
  return sides.flatMap((side) => [
    doc("", [`The forms of \`${property}\`, told apart by \`${union.discriminator}\`.`]),
    `export type ${formsName(kind, property, side)} =`,
    `${values.map((value) => `  | ${formsName(kind, property, side, value)}`).join("\n")};`,
    "",
    ...[...union.variants].flatMap(([value, variant]) => [
      doc("", [`\`${property}\` where \`${union.discriminator}\` is "${value}".`]),
      `export interface ${formsName(kind, property, side, value)} {`,
      ...Object.entries(variant.shape).map(([name, field]) =>
        name === union.discriminator ? tagLine(name, field, value, side) : fieldLine(name, field, side),
      ),
      "}",
      "",
    ]),
  ]);
}

const readonly = (side: Side): string => (side === "output" ? "readonly " : "");

/** The field that tells forms apart must be plain, or the compiler couldn't. */
function tagLine(name: string, field: z.ZodType, value: string, side: Side): string {
  const lines = inputDoc({ ...metaOf(field), example: value }, field);
  const shown = side === "input" ? lines : lines.slice(0, 1);
  return `${doc("  ", shown)}\n  ${readonly(side)}${name}: ${JSON.stringify(value)};`;
}

function fieldLine(name: string, field: z.ZodType, side: Side): string {
  const meta = metaOf(field);
  const lines = side === "input" ? inputDoc(meta, field) : [meta.description];
  const type = given(typeText(field, side, meta), side);
  return `${doc("  ", lines)}\n  ${readonly(side)}${name}${isOptional(field) && (side === "input" || !hasDefault(field)) ? "?" : ""}: ${type};`;
}

/** A field with a default is always there in what comes back. */
const hasDefault = (field: z.ZodType): boolean => field.safeParse(undefined).data !== undefined;
