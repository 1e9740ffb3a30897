import { z } from "zod";
import { metaOf } from "../../provider/lifecycle/meta";
import { application } from "../../provider/resources";
import { parentProperty, type Section, sections } from "./sections";

/** What a property of a kind becomes in a file: its rules for editors, nothing where the kind itself judges it. */
export type Leaf = (schema: z.ZodType) => z.ZodType;

/** A property as kinds declare it, by its name. Hidden ones are the adapters' own. */
const properties = (inputs: z.ZodObject): [name: string, schema: z.ZodType][] =>
  Object.entries(inputs.shape).filter(([name, schema]) => !metaOf(schema).hidden && name !== parentProperty);

const described = (schema: z.ZodType, leaf: Leaf): z.ZodType => {
  const { description, example } = metaOf(schema);
  const examples = example === undefined ? {} : { examples: [example] };
  return leaf(schema)
    .optional()
    .meta({ description, ...examples });
};

const entry = ({ kind, key }: Section, leaf: Leaf): z.ZodObject => {
  const fields = properties(kind.inputs).map(([name, schema]) => [name, described(schema, leaf)]);
  const identity = kind.inputs.shape[key] ?? z.string();
  return z.strictObject(
    {
      ...Object.fromEntries(fields),
      [key]: leaf(identity)
        .refine((value) => value !== undefined, "tells the entry from the others")
        .meta({ description: metaOf(identity).description }),
    },
    `must map the properties of ${kind.name} to values`,
  );
};

const list = (section: Section, leaf: Leaf): z.ZodType =>
  z
    .array(entry(section, leaf), `must be a list of entries, each with its ${section.key}`)
    .nullable()
    .optional()
    .meta({ description: section.description });

/** What an application's file, and each of its environments, may say of the application. */
export const layer = (leaf: Leaf): Record<string, z.ZodType> => ({
  ...Object.fromEntries(
    properties(application.inputs).map(([name, schema]) => [name, described(schema, leaf)]),
  ),
  ...Object.fromEntries(Object.entries(sections).map(([name, section]) => [name, list(section, leaf)])),
  release: z
    .boolean("must be true or false")
    .optional()
    .meta({
      description:
        "Gives the application up, untouched, to whoever adopts it: the next `up` forgets it, and the file can go.",
      examples: [true],
    }),
});
