import { z } from "zod";
import type { Kind } from "../../provider/lifecycle/kind";
import { metaOf } from "../../provider/lifecycle/properties/meta";
import { isOptional, unionOf } from "../../provider/lifecycle/properties/variants";
import { application } from "../../provider/resources";
import { EntryName } from "./names";
import { parentProperty, type Section, sections } from "./sections";

/** For whom a format is made: for editors it has every rule, for the loader only what no kind judges. */
export interface Reader {
  /** What a property of a kind becomes. */
  property(schema: z.ZodType): z.ZodType;
  /** What an entry of a list becomes, which people may write as its key alone. */
  entry(key: z.ZodType, whole: z.ZodType): z.ZodType;
  /** Whether an entry has all that its kind requires; otherwise its key is enough, the rest may stand in another layer. */
  readonly isWhole: boolean;
}

/** What a file means where it says nothing, and a program wouldn't. */
export const fileDefaults: Readonly<Record<string, unknown>> = { deletionProtection: true };

/** The properties of a kind that people write, by name. */
const properties = (inputs: z.ZodObject): [name: string, schema: z.ZodType][] =>
  Object.entries(inputs.shape).filter(([name, schema]) => {
    const { hidden, expected } = metaOf(schema);
    return !hidden && !expected && name !== parentProperty;
  });

/** The names of the properties of a kind that people write. */
export const propertiesOf = ({ inputs }: Kind): string[] => properties(inputs).map(([name]) => name);

/** Whether a property takes a map of which nothing is required, which a file may leave empty. */
export const takesMap = (schema: z.ZodType): boolean => schema.safeParse({}).success;

const described = (schema: z.ZodType, written: z.ZodType, defaults: object = {}): z.ZodType => {
  const { description, example } = metaOf(schema);
  // Of forms the examples are programs', with their secrets in them.
  const examples = example === undefined || unionOf(schema) ? {} : { examples: [example] };
  return written.meta({ description, ...examples, ...defaults });
};

/** An entry of a list. */
export function entry({ kind, key }: Section, reader: Reader): z.ZodType {
  const fields = properties(kind.inputs).map(([name, schema]) => {
    const written = reader.property(schema);
    return [name, described(schema, reader.isWhole && !isOptional(schema) ? written : written.optional())];
  });
  const own = kind.inputs.shape[key];
  const identity = own
    ? reader.property(own).refine((value) => value !== undefined, "tells the entry from the others")
    : EntryName;
  const whole = z.strictObject(
    { ...Object.fromEntries(fields), [key]: identity },
    `must map the properties of ${kind.name} to values`,
  );
  return reader.entry(identity, whole);
}

const list = (section: Section, reader: Reader): z.ZodType =>
  z
    .array(entry(section, reader), `must be a list of entries, each with its ${section.key}`)
    .nullable()
    .optional()
    .meta({ description: section.description });

/** What an application's file, and each of its environments, may say of the application. */
export const layer = (reader: Reader): Record<string, z.ZodType> => ({
  ...Object.fromEntries(
    properties(application.inputs).map(([name, schema]) => {
      const defaults = Object.hasOwn(fileDefaults, name) ? { default: fileDefaults[name] } : {};
      const written = reader.property(schema).optional();
      return [name, described(schema, takesMap(schema) ? written.nullable() : written, defaults)];
    }),
  ),
  ...Object.fromEntries(Object.entries(sections).map(([name, section]) => [name, list(section, reader)])),
  release: z
    .boolean("must be true or false")
    .optional()
    .meta({
      description:
        "Gives the application up without changing it: the next `up` forgets it, and then the file can be deleted.",
      examples: [true],
    }),
});
