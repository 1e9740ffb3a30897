import { parse } from "yaml";
import { z } from "zod";

/** The files of an example, by the languages' names in the registry. YAML is what people write; the others are made from it. */
const languages = { typescript: "index.ts", python: "__main__.py", go: "main.go" };

const Program = z.object({ description: z.string() });

/**
 * What the registry shows as examples of a resource or a function: one program in each language. A new one has YAML alone
 * until `npm run generate:sdks` has made the others.
 *
 * @param folder of the example below `sdk/examples`
 * @param read gives a file of the repository
 * @throws Error where there is no example.
 */
export function programExamples(folder: string, read: (path: string) => string | undefined): string {
  const path = `sdk/examples/${folder}`;
  const yaml = read(`${path}/Pulumi.yaml`);
  if (yaml === undefined) throw new Error(`${path}/Pulumi.yaml is missing: schema.json shows it`);
  const { description } = Program.parse(parse(yaml));
  const others = Object.entries(languages).flatMap(([language, file]) => {
    const text = read(`${path}/${file}`);
    return text === undefined ? [] : [fence(language, text)];
  });
  const shown = yaml.replace(/^(name|runtime|description): .*\n/gm, "");
  return [
    "{{% examples %}}",
    "## Example Usage",
    "{{% example %}}",
    `### ${description.replace(/\.$/, "")}`,
    ...others,
    fence("yaml", shown),
    "{{% /example %}}",
    "{{% /examples %}}",
  ].join("\n\n");
}

const fence = (language: string, text: string): string => `\`\`\`${language}\n${text.trimEnd()}\n\`\`\``;
