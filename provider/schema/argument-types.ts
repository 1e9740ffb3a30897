import type { z } from "zod";
import type { Kind } from "../lifecycle/kind";
import { metaOf } from "../lifecycle/properties/meta";
import { unionOf } from "../lifecycle/properties/variants";
import { formsName, formTypes } from "./form-types";
import { visible, visibleInputs } from "./package-schema";
import { isOptional, type Side } from "./property-schema";
import { constantTypes, doc, generatedLine, given, inputDoc, typeText } from "./type-text";

/** The TypeScript source of a kind's argument and output types, with their docs for hovers. */
export function argumentTypes(kind: Kind): string {
  const inputs = visible(kind.inputs);
  const outputs = visible(kind.outputs);
  const forms = inputs.map(([name, schema]) => formTypes(kind, name, schema));
  const refers = inputs.some(([, schema]) => metaOf(schema).refersTo);
  return [
    generatedLine,
    `import type * as pulumi from "@pulumi/pulumi";`,
    ...(refers ? [`import type { Application } from "./application";`] : []),
    ...forms.flatMap(({ imports }) => imports),
    "",
    doc("", [`Arguments of ${nameWithArticle(kind)}.`]),
    `export interface ${kind.name}Args {`,
    ...visibleInputs(kind).map(([name, schema]) => inputLine(kind, name, schema)),
    "}",
    "",
    doc("", [
      `Outputs of ${nameWithArticle(kind)}: the declared properties, as the backend has them, and what the service adds.`,
    ]),
    `export interface ${kind.name}Outputs {`,
    ...inputs.map(([name, schema]) => outputLine(kind, name, schema, metaOf(schema).mayBeAbsent === true)),
    ...outputs.map(([name, schema]) => outputLine(kind, name, schema, isOptional(schema))),
    "}",
    "",
    ...forms.flatMap(({ lines }) => lines),
  ].join("\n");
}

const nameWithArticle = (kind: Kind): string => `${/^[AEIOU]/.test(kind.name) ? "an" : "a"} ${kind.name}`;

/** The type of a property; one that takes several forms has a type of its own. */
const typeOf = (kind: Kind, name: string, schema: z.ZodType, side: Side): string =>
  unionOf(schema) ? formsName(kind, name, side) : typeText(schema, side);

function inputLine(kind: Kind, name: string, schema: z.ZodType): string {
  const meta = metaOf(schema);
  const own = given(typeOf(kind, name, schema, "input"), "input");
  const type = [...(meta.refersTo ? [meta.refersTo] : []), own, ...constantTypes(schema)].join(" | ");
  return `${doc("  ", inputDoc(meta, schema))}\n  ${name}${isOptional(schema) ? "?" : ""}: ${type};`;
}

function outputLine(kind: Kind, name: string, schema: z.ZodType, mayBeAbsent: boolean): string {
  const type = typeOf(kind, name, schema, "output");
  const meta = metaOf(schema);
  const secret = meta.secret ? ["A secret."] : [];
  return `${doc("  ", [meta.description, ...secret])}\n  readonly ${name}: pulumi.Output<${type}${mayBeAbsent ? " | undefined" : ""}>;`;
}
