import { parse } from "yaml";
import { z } from "zod";

/** The files of an example, by the languages' names in the registry. YAML is what people write; the others are made from it. */
const files = { typescript: "index.ts", python: "__main__.py", go: "main.go" };
const titles: Readonly<Record<string, string>> = {
  typescript: "TypeScript",
  python: "Python",
  go: "Go",
  yaml: "YAML",
};

const Program = z.object({ description: z.string() });

/** One program in each language. A new one has YAML alone until `npm run generate:sdks` has made the others. */
interface Example {
  /** What it shows, as a title. */
  readonly title: string;
  /** Programs by their language. */
  readonly programs: readonly (readonly [language: string, text: string])[];
}

type Read = (path: string) => string | undefined;

/** @throws Error where there is no example. */
function exampleIn(folder: string, read: Read): Example {
  const path = `sdk/examples/${folder}`;
  const yaml = read(`${path}/Pulumi.yaml`);
  if (yaml === undefined) throw new Error(`${path}/Pulumi.yaml is missing: schema.json shows it`);
  const { description } = Program.parse(parse(yaml));
  const others = Object.entries(files).flatMap(([language, file]) => {
    const text = read(`${path}/${file}`);
    return text === undefined ? [] : [[language, text] as const];
  });
  const shown = yaml.replace(/^(name|runtime|description): .*\n/gm, "");
  return { title: description.replace(/\.$/, ""), programs: [...others, ["yaml", shown]] };
}

/**
 * What the registry shows as examples of a resource or a function.
 *
 * @param folder of the example below `sdk/examples`
 * @param read gives a file of the repository
 * @throws Error where there is no example.
 */
export function programExamples(folder: string, read: Read): string {
  const { title, programs } = exampleIn(folder, read);
  return [
    "{{% examples %}}",
    "## Example Usage",
    "{{% example %}}",
    `### ${title}`,
    ...programs.map(fence),
    "{{% /example %}}",
    "{{% /examples %}}",
  ].join("\n\n");
}

/** An example on a page of `docs`: the program of each language folds up. */
export function foldedExamples(folder: string, read: Read): string {
  const { title, programs } = exampleIn(folder, read);
  const folded = programs.map((program) =>
    ["<details>", `<summary>${titles[program[0]]}</summary>`, "", fence(program), "", "</details>"].join(
      "\n",
    ),
  );
  return [`${title}, by the SDKs of the plugin:`, ...folded].join("\n\n");
}

const fence = ([language, text]: Example["programs"][number]): string =>
  `\`\`\`${language}\n${text.trimEnd()}\n\`\`\``;
