import type { z } from "zod";
import type { ProviderFunction } from "../functions";
import { metaOf } from "../lifecycle/properties/meta";
import { kinds } from "../resources";
import { kebab, packageToken, pascal } from "./names";
import { itemName, listed, visible } from "./package-schema";
import { code, pageOf, table } from "./page";
import { outputRow, typeShown, withExample } from "./page-cells";
import { isOptional } from "./property-schema";

/**
 * The reference page of a function: what people wrote of it, with its generated parts between their markers. A function
 * without a page gets one to begin with.
 *
 * @param page as it is now
 * @param languages a program in every language, as Markdown
 * @throws Error where the page lacks the markers of a part.
 */
export const functionPage = (
  definition: ProviderFunction,
  page: string | undefined,
  languages: string,
): string =>
  pageOf(
    definition,
    {
      example: languages,
      names: namesOf(definition),
      arguments: table(["argument", "type", "", "description"], visible(definition.args).map(argumentRow)),
      result: resultTables(definition),
    },
    page,
  );

/** What the function is called: with values that are known, and with such as the outputs of a resource. */
function namesOf({ name }: ProviderFunction): string {
  const snake = kebab(name).replaceAll("-", "_");
  const rows = [
    ["classes, `pulumi-tencentrtc`", `rtc.${name}`, `rtc.${name}Output`],
    ["TypeScript, `pulumi-tencentrtc-sdk`", `tencentrtc.${name}`, `tencentrtc.${name}Output`],
    ["Python", `tencentrtc.${snake}`, `tencentrtc.${snake}_output`],
    ["Go", `tencentrtc.${inGo(name)}`, `tencentrtc.${inGo(name)}Output`],
  ].map(([language = "", plain = "", output = ""]) => [language, code(plain), code(output)]);
  const invoked = `\`fn::invoke\` with \`function: ${packageToken(name)}\``;
  return table(["", "of plain values", "of outputs"], [...rows, ["YAML", invoked, "the same"]]);
}

/** `Get…` of a kind is what Pulumi's generator calls the look at one as a resource. */
const inGo = (name: string): string => {
  const noun = name.replace(/^get/, "");
  return kinds.some((kind) => kind.name === noun) ? `Lookup${noun}` : pascal(name);
};

function argumentRow([name, schema]: [string, z.ZodType]): string[] {
  const meta = metaOf(schema);
  const type = typeShown(schema, "input", meta);
  return [code(name), type, isOptional(schema) ? "" : "required", withExample(meta)];
}

/** One table of the result, and one for the objects of each list in it. */
function resultTables(definition: ProviderFunction): string {
  const heads = ["property", "type", "description"];
  const properties = visible(definition.result);
  const row = (entry: [string, z.ZodType]): string[] => {
    const [name, , description] = outputRow(entry);
    return [name ?? "", `list of ${code(itemName(definition, entry[0]))}`, description ?? ""];
  };
  const items = properties.flatMap(([name, schema]) => {
    const item = listed(schema);
    return item
      ? [`### ${code(itemName(definition, name))}\n\n${table(heads, visible(item).map(outputRow))}`]
      : [];
  });
  const result = properties.map((entry) => (listed(entry[1]) ? row(entry) : outputRow(entry)));
  return [table(heads, result), ...items].join("\n\n");
}
