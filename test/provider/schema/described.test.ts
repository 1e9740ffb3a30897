import { z } from "zod";
import { functions, type ProviderFunction } from "../../../provider/functions";
import { diff } from "../../../provider/lifecycle/diff";
import type { Kind } from "../../../provider/lifecycle/kind";
import { metaAt, metaOf } from "../../../provider/lifecycle/properties/meta";
import { isOptional, unionOf } from "../../../provider/lifecycle/properties/variants";
import { kinds } from "../../../provider/resources";
import { packageSchema } from "../../../provider/schema/package-schema";

const Property = z.looseObject({
  description: z.string().optional(),
  secret: z.boolean().optional(),
  default: z.unknown().optional(),
  const: z.string().optional(),
  replaceOnChanges: z.boolean().optional(),
  willReplaceOnChanges: z.boolean().optional(),
  oneOf: z.array(z.looseObject({ $ref: z.string().optional() })).optional(),
  items: z
    .looseObject({ oneOf: z.array(z.looseObject({ $ref: z.string().optional() })).optional() })
    .optional(),
});
type Property = z.infer<typeof Property>;
const properties = z.record(z.string(), Property);
const Type = z.object({
  description: z.string().optional(),
  properties: properties.optional(),
  required: z.array(z.string()).optional(),
  enum: z.array(z.object({ name: z.string(), value: z.string() })).optional(),
});
const Resource = z.object({
  description: z.string(),
  properties,
  required: z.array(z.string()),
  inputProperties: properties,
  requiredInputs: z.array(z.string()),
});
const Schema = z.object({
  types: z.record(z.string(), Type),
  resources: z.record(z.string(), Resource),
  functions: z.record(z.string(), z.object({ description: z.string(), inputs: Type, outputs: Type })),
});
const schema = Schema.parse(JSON.parse(JSON.stringify(packageSchema(kinds, functions, "1.0.0", () => ""))));

const resourceOf = ({ name }: Pick<Kind, "name">) =>
  Resource.parse(schema.resources[`tencentrtc:index:${name}`]);
const functionOf = ({ name }: ProviderFunction) => {
  const found = schema.functions[`tencentrtc:index:${name}`];
  if (!found) throw new Error(`the schema lacks ${name}`);
  return found;
};
const entriesOf = (all: Record<string, Property> | undefined) => Object.entries(all ?? {});
const namesWhere = (all: Record<string, Property>, is: (one: Property) => boolean) =>
  entriesOf(all).flatMap(([name, one]) => (is(one) ? [name] : []));
const shown = (object: z.ZodObject) => Object.entries(object.shape).filter(([, one]) => !metaOf(one).hidden);
/** The names whose meta says so. */
const marked = (object: z.ZodObject, is: (one: ReturnType<typeof metaOf>) => boolean) =>
  shown(object).flatMap(([name, one]) => (is(metaOf(one)) ? [name] : []));

test("every property of every resource, function and type is described, as are these themselves", () => {
  const groups = [
    ...Object.entries(schema.resources).flatMap(([token, one]): [string, Record<string, Property>][] => [
      [`${token} in`, one.inputProperties],
      [`${token} out`, one.properties],
    ]),
    ...Object.entries(schema.functions).flatMap(([token, one]): [string, Record<string, Property>][] => [
      [`${token} in`, one.inputs.properties ?? {}],
      [`${token} out`, one.outputs.properties ?? {}],
    ]),
    ...Object.entries(schema.types).map(([token, one]): [string, Record<string, Property>] => [
      token,
      one.properties ?? {},
    ]),
  ];
  expect(groups.flatMap(([, all]) => Object.keys(all)).length).toBeGreaterThan(300);
  const bare = groups.flatMap(([group, all]) =>
    namesWhere(all, ({ description }) => !/^\W?[A-Za-z].*\.$/.test(description ?? "")).map(
      (name) => `${group}: ${name}`,
    ),
  );
  expect(bare).toEqual([]);
  const types = Object.entries(schema.types).filter(([, one]) => !one.description?.endsWith("."));
  expect(types.map(([token]) => token)).toEqual([]);
});

describe.each(kinds.map((kind) => ({ name: kind.name, kind })))("$name", ({ kind }) => {
  const resource = resourceOf(kind);

  test("replaces on a change where its diff does, and nowhere else", () => {
    const differing = (name: string) =>
      diff(kind, { [name]: "before" }, { [name]: "after" }).find(({ property }) => property === name)?.how;
    for (const [name, one] of entriesOf(resource.inputProperties)) {
      const replaces = differing(name) === "replace" ? true : undefined;
      expect({ name, ...one }).toMatchObject({ name });
      expect([name, one.replaceOnChanges, one.willReplaceOnChanges]).toEqual([name, replaces, replaces]);
    }
  });

  // An SDK would make an option of it by which the engine replaces also what is only no longer declared.
  test("says of no output that it replaces", () => {
    expect(namesWhere(resource.properties, (one) => one.replaceOnChanges !== undefined)).toEqual([]);
  });

  test("marks as secret what the kind does", () => {
    const isSecret = ({ secret }: { secret?: boolean | undefined }) => secret === true;
    const [ins, outs] = [marked(kind.inputs, isSecret), marked(kind.outputs, isSecret)];
    expect(namesWhere(resource.inputProperties, isSecret)).toEqual(ins);
    expect(namesWhere(resource.properties, isSecret)).toEqual([...ins, ...outs]);
  });

  test("requires what a declaration can't leave out, and gives back what is always there", () => {
    const required = shown(kind.inputs).filter(([, one]) => !metaOf(one).expected && !isOptional(one));
    expect(resource.requiredInputs).toEqual(required.map(([name]) => name));
    const given = [
      ...marked(kind.inputs, ({ mayBeAbsent }) => mayBeAbsent !== true),
      ...shown(kind.outputs).flatMap(([name, one]) => (isOptional(one) ? [] : [name])),
    ];
    expect(resource.required).toEqual(given.sort());
  });

  test("has the defaults of the kind, save those that a declaration that adopts doesn't have", () => {
    for (const [name, one] of entriesOf(resource.inputProperties)) {
      const input = kind.inputs.shape[name];
      const value = input?.safeParse(undefined).data;
      const isPlain = typeof value === "boolean" || typeof value === "number";
      const isForAll = kind.adopts === undefined || metaAt(kind.inputs, name)?.policy === true;
      expect([name, one.default]).toEqual([name, isPlain && isForAll ? value : undefined]);
      if (isPlain && !isForAll)
        expect(one.description).toMatch(`Default \`${value}\`, except with \`adopt\`.`);
    }
  });

  test("lists the values that are known, each of which passes", () => {
    for (const [name, { oneOf, items }] of entriesOf(resource.inputProperties)) {
      const [{ $ref } = {}] = (oneOf ?? items?.oneOf ?? []).filter((one) => one.$ref !== undefined);
      const values = schema.types[$ref?.replace("#/types/", "") ?? ""]?.enum?.map(({ value }) => value);
      const rule = kind.inputs.shape[name];
      const wrapped = (value: string) => (items ? [value] : value);
      for (const value of values ?? []) expect(rule?.safeParse(wrapped(value)).success).toBe(true);
      if (values) expect(rule?.safeParse(wrapped("no such value")).success).toBe(false);
    }
  });

  test("shows how to import one", () => {
    const command = `pulumi import tencentrtc:index:${kind.name} ${kind.id.as} ${kind.id.example}`;
    expect(resource.description.split("\n## Import\n")[1]).toContain(
      `by its id, \`${kind.id.form}\`:\n\n\`\`\`sh\n${command}\n\`\`\``,
    );
  });
});

const forms = kinds.flatMap((kind) =>
  Object.entries(kind.inputs.shape).flatMap(([property, one]) => {
    const union = unionOf(one);
    return [...(union?.variants ?? [])].map(([value, variant]) => {
      const token = `tencentrtc:index:${kind.name}${pascal(property)}${pascal(value)}`;
      return { kind, property, token, value, variant, discriminator: union?.discriminator ?? "" };
    });
  }),
);

function pascal(text: string): string {
  return text.replace(/(?:^|-)([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
}

test("there are forms", () => expect(forms.length).toBeGreaterThan(8));

describe.each(forms)("$token", ({ kind, property, token, value, variant, discriminator }) => {
  const fields = schema.types[token]?.properties ?? {};

  test("has the fields of the form, its secrets marked, and the value that tells it apart", () => {
    expect(Object.keys(fields)).toEqual(Object.keys(variant.shape));
    expect(namesWhere(fields, ({ secret }) => secret === true)).toEqual(
      marked(variant, ({ writeOnly }) => writeOnly === true),
    );
    expect(fields[discriminator]?.const).toBe(value);
    const required = Object.entries(variant.shape).flatMap(([name, one]) => (isOptional(one) ? [] : [name]));
    expect(schema.types[token]?.required).toEqual(required);
  });

  test("replaces on a change of a field where the kind's diff does", () => {
    const held = Object.fromEntries(Object.keys(fields).map((name) => [name, "before"]));
    const before = { ...held, [discriminator]: value };
    for (const [name, { replaceOnChanges, willReplaceOnChanges }] of entriesOf(fields)) {
      // Another form is the wanted one: what was before is of any other.
      const olds = { ...before, [name]: "another" };
      const [found] = diff(kind, { [property]: olds }, { [property]: before });
      const replaces = found?.how === "replace" ? true : undefined;
      expect([name, replaceOnChanges, willReplaceOnChanges]).toEqual([name, replaces, replaces]);
    }
  });
});

test.each(functions.map((one) => [one.name, one] as const))(
  "%s: required, secret and described as it says",
  (_, one) => {
    const { inputs, outputs } = functionOf(one);
    for (const [said, object] of [
      [inputs, one.args],
      [outputs, one.result],
    ] as const) {
      expect(Object.keys(said.properties ?? {})).toEqual(shown(object).map(([name]) => name));
      expect(said.required).toEqual(
        shown(object).flatMap(([name, each]) => (isOptional(each) ? [] : [name])),
      );
      expect(namesWhere(said.properties ?? {}, ({ secret }) => secret === true)).toEqual(
        marked(object, ({ secret }) => secret === true),
      );
    }
  },
);

/** By hand, since a mark that is lost in the kind is lost in the schema as well. */
test("these are the secrets, and these the properties that replace", () => {
  const all = [
    ...Object.entries(schema.resources).map(
      ([token, one]) => [token, one.properties, one.inputProperties] as const,
    ),
    ...Object.entries(schema.types).map(([token, one]) => [token, one.properties, one.properties] as const),
    ...Object.entries(schema.functions).map(
      ([token, { outputs }]) => [token, outputs.properties, {}] as const,
    ),
  ];
  const listed = (pick: (one: (typeof all)[number]) => string[]) =>
    Object.fromEntries(
      all.flatMap((one) => {
        const names = pick(one);
        return names.length > 0 ? [[one[0].replace("tencentrtc:index:", ""), names.join(" ")]] : [];
      }),
    );
  expect(listed(([, outs]) => namesWhere(outs ?? {}, ({ secret }) => secret === true))).toEqual({
    Application: "secretKey privateKey",
    Webhook: "url",
    PushCertificatePlatformApnsP12: "file password",
    PushCertificatePlatformApnsP8: "file",
    PushCertificatePlatformFcm: "serviceAccount",
    PushCertificatePlatformHuawei: "appSecret",
    PushCertificatePlatformHonor: "clientSecret",
    PushCertificatePlatformXiaomi: "appSecret",
    PushCertificatePlatformOppo: "masterSecret",
    PushCertificatePlatformVivo: "appSecret",
    PushCertificatePlatformMeizu: "appSecret",
    PushCertificatePlatformHarmonyos: "serviceAccount",
    getApplication: "secretKey privateKey",
    getWebhook: "url",
  });
  const vendors = ["Fcm", "Huawei", "Honor", "Xiaomi", "Oppo", "Vivo", "Meizu", "Harmonyos"];
  expect(listed(([, , ins]) => namesWhere(ins ?? {}, (one) => one.replaceOnChanges === true))).toEqual({
    Application: "region",
    AdminAccount: "application userId",
    PushCertificate: "application",
    Subscription: "application product",
    Tag: "application key",
    Webhook: "application product",
    PushCertificatePlatformApnsP12: "vendor environment",
    PushCertificatePlatformApnsP8: "vendor environment",
    ...Object.fromEntries(vendors.map((name) => [`PushCertificatePlatform${name}`, "vendor"])),
  });
});
