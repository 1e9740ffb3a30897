import { z } from "zod";
import { metaOf } from "../../provider/lifecycle/properties/meta";
import { application } from "../../provider/resources";
import { applicationFile } from "./application-file";
import { entry, type Reader } from "./layer";
import { asWritten } from "./secrets";
import { sections } from "./sections";
import { ownPrefix } from "./structure";

/** Where editors find it, beside the package. */
const path = "apps.schema.json";

const isHeld = (schema: z.ZodType): boolean => metaOf(schema).heldPasses === true;

/** What a layer may say, whatever the others do. */
const inAnyLayer: Reader = {
  // An application that is taken over may be called what we refuse for a new one; all of that is text.
  property: (schema) => (isHeld(schema) ? z.string() : asWritten(schema, false)),
  entry: (key, whole) => z.union([key, whole]),
  isWhole: false,
};
/** What the only layer has to say. */
const inOnlyLayer: Reader = {
  ...inAnyLayer,
  property: (schema) => asWritten(schema, true),
  isWhole: true,
};

const options = { io: "input", unrepresentable: "any" } as const;

/** Rules for some properties, to stand beside the schema that describes them. */
function rulesFor(shape: Readonly<Record<string, z.ZodType>>) {
  const { properties } = z.toJSONSchema(z.object(shape), {
    ...options,
    override({ jsonSchema }) {
      for (const name of ["description", "examples", "default"] as const) delete jsonSchema[name];
    },
  });
  return { properties };
}

/** Whether an environment says something of a property. */
function saidInAnEnvironment(name: string) {
  const isSilent = { not: { type: "object", required: [name] } };
  return { not: { properties: { environments: { additionalProperties: isSilent } } } };
}

/** Entries that environments leave alone, which stand in the file as a whole. */
const wholeEntries = Object.entries(sections).map(([name, section]) => ({
  if: saidInAnEnvironment(name),
  else: rulesFor({ [name]: z.array(entry(section, inOnlyLayer)).nullable() }),
}));

/** An application that isn't taken over. */
function newApplication() {
  const held = Object.entries(application.inputs.shape).filter(([, schema]) => isHeld(schema));
  const { properties } = rulesFor(Object.fromEntries(held));
  return {
    if: { anyOf: [{ required: ["adopt"] }, saidInAnEnvironment("adopt")] },
    else: { properties: { ...properties, environments: { additionalProperties: { properties } } } },
  };
}

/**
 * The JSON Schema of a file, for editors. It refuses no value that passes in some environment; rules that span
 * properties, or need the merged environment, are for `tencentrtc validate`.
 */
function appsSchema(): object {
  const { $schema, ...file } = z.toJSONSchema(applicationFile(inAnyLayer), options);
  return {
    $schema,
    title: "A Chat/RTC application, as pulumi-tencentrtc reads it",
    ...file,
    patternProperties: {
      [`^${ownPrefix}`]: { description: "For the file's own use, such as anchors; not read." },
    },
    allOf: [...wholeEntries, newApplication()],
  };
}

/** Every file that is generated from the format, by its path in the repository. */
export const generatedFiles = (): Record<string, string> => ({
  [path]: `${JSON.stringify(appsSchema(), null, 2)}\n`,
});
