import type { z } from "zod";
import type { ProviderFunction } from "../functions";
import { metaOf } from "../lifecycle/properties/meta";
import { pascal } from "./names";
import { itemName, listed, visible } from "./package-schema";
import { isOptional } from "./property-schema";
import { doc, inputDoc, typeText } from "./type-text";

/**
 * The TypeScript source of a function's argument and result types, with their docs for hovers. Secrets of a result
 * are outputs, so that they stay secret.
 */
export function functionTypes(definition: ProviderFunction): string {
  const { name, args, result } = definition;
  const typeName = pascal(name);
  const hasSecrets = visible(result).some(([, schema]) => metaOf(schema).secret);
  const answers = `Result of ${name}.${hasSecrets ? " Secrets in it are outputs, encrypted wherever they go." : ""}`;
  const items = visible(result).flatMap(([key, schema]) => {
    const item = listed(schema);
    const about = `One of the ${key} that ${name} returns.`;
    return item ? [declared(itemName(definition, key), about, resultLines(definition, item))] : [];
  });
  return [
    `// Generated from provider/functions by "npm run generate". Do not edit.`,
    `import type * as pulumi from "@pulumi/pulumi";`,
    "",
    declared(
      `${typeName}Args`,
      `Arguments of ${name}.`,
      argumentLines(args, (type) => type),
    ),
    declared(
      `${typeName}OutputArgs`,
      `Arguments of ${name}Output, which may not be known yet.`,
      argumentLines(args, (type) => `pulumi.Input<${type}>`),
    ),
    declared(`${typeName}Result`, answers, resultLines(definition, result)),
    ...items,
  ].join("\n");
}

const declared = (name: string, about: string, lines: readonly string[]): string =>
  [doc("", [about]), `export interface ${name} {`, ...lines, "}", ""].join("\n");

const argumentLines = (args: z.ZodObject, wrapped: (type: string) => string): string[] =>
  visible(args).map(([name, schema]) => {
    const type = wrapped(typeText(schema, "output"));
    return `${doc("  ", inputDoc(metaOf(schema), schema))}\n  ${name}${mark(schema)}: ${type};`;
  });

const resultLines = (definition: ProviderFunction, properties: z.ZodObject): string[] =>
  visible(properties).map(([name, schema]) => {
    const { description, secret } = metaOf(schema);
    const type = listed(schema) ? `${itemName(definition, name)}[]` : typeText(schema, "output");
    if (!secret) return `${doc("  ", [description])}\n  readonly ${name}${mark(schema)}: ${type};`;
    // Never left out: an output that may be missing itself can't be lifted from the output of a whole result.
    const value = isOptional(schema) ? `${type} | undefined` : type;
    return `${doc("  ", [description, "A secret."])}\n  readonly ${name}: pulumi.Output<${value}>;`;
  });

const mark = (schema: z.ZodType): string => (isOptional(schema) ? "?" : "");
