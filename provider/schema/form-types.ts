import type { z } from "zod";
import type { Kind } from "../lifecycle/kind";
import { metaOf } from "../lifecycle/properties/meta";
import { unionOf } from "../lifecycle/properties/variants";
import { kebab, pascal } from "./names";
import { visible } from "./package-schema";
import { isOptional, type Side } from "./property-schema";
import { doc, generatedLine, given, inputDoc, typeText } from "./type-text";

/** The name of the type of a property that takes several forms; with a form's value, of that form. */
export const formsName = (kind: Kind, property: string, side: Side, form = ""): string =>
  `${kind.name}${pascal(property)}${pascal(form)}${side === "input" ? "Args" : ""}`;

const sides: readonly Side[] = ["input", "output"];

/** Where the types of one form are, from the folder of those of its kind. */
const formPath = (kind: Kind, property: string, value: string): string =>
  [kind.name, property, value].map(kebab).join("/");

/** The types of a property's forms, a discriminated union for each side, in two parts. None for other properties. */
export function formTypes(
  kind: Kind,
  property: string,
  schema: z.ZodType,
): { readonly imports: readonly string[]; readonly lines: readonly string[] } {
  const union = unionOf(schema);
  if (!union) return { imports: [], lines: [] };
  const values = [...union.variants.keys()];
  const modules = values.map((value) => `"./${formPath(kind, property, value)}.generated";`);
  const namesOf = (value: string) => sides.map((side) => formsName(kind, property, side, value));
  return {
    imports: values.map(
      (value, index) => `import type { ${namesOf(value).join(", ")} } from ${modules[index]}`,
    ),
    lines: [
      ...modules.map((module) => `export type * from ${module}`),
      "",
      ...sides.flatMap((side) => [
        doc("", [`The forms of \`${property}\`, told apart by \`${union.discriminator}\`.`]),
        `export type ${formsName(kind, property, side)} =`,
        `${values.map((value) => `  | ${formsName(kind, property, side, value)}`).join("\n")};`,
        "",
      ]),
    ],
  };
}

/** The TypeScript sources of a kind's forms, one for each, by their paths from the folder of its own types. */
export function formFiles(kind: Kind): Record<string, string> {
  return Object.fromEntries(
    visible(kind.inputs).flatMap(([property, schema]) => {
      const union = unionOf(schema);
      return [...(union?.variants ?? [])].map(([value, variant]) => {
        const lines = sides.flatMap((side) => [
          "",
          doc("", [`\`${property}\` where \`${union?.discriminator}\` is "${value}".`]),
          `export interface ${formsName(kind, property, side, value)} {`,
          ...Object.entries(variant.shape).map(([name, field]) =>
            name === union?.discriminator ? tagLine(name, field, value, side) : fieldLine(name, field, side),
          ),
          "}",
        ]);
        const source = [generatedLine, `import type * as pulumi from "@pulumi/pulumi";`, ...lines, ""];
        return [formPath(kind, property, value), source.join("\n")];
      });
    }),
  );
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
