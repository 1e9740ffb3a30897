import * as pulumi from "@pulumi/pulumi";
import type { Kind } from "../../provider/lifecycle/kind";
import { application, kinds, tag } from "../../provider/resources";
import { verdicts } from "../../sdk/dynamic/options";
import { dynamicResource } from "../../sdk/dynamic/resources/dynamic-resource";

let warnings: string[];
let errors: string[];
beforeEach(async () => {
  warnings = [];
  errors = [];
  const mocks: pulumi.runtime.Mocks = {
    newResource: () => ({ id: "id", state: {} }),
    call: () => ({ outputs: {} }),
  };
  await pulumi.runtime.setMocks(mocks, "shop", "dev", false, "acme");
  jest.spyOn(pulumi.log, "warn").mockImplementation((text) => {
    warnings.push(text);
    return Promise.resolve();
  });
  jest.spyOn(pulumi.log, "error").mockImplementation((text) => {
    errors.push(text);
    return Promise.resolve();
  });
});
afterEach(() => jest.restoreAllMocks());

const args = { products: ["chat"], region: "singapore" };
const having = async (options: pulumi.CustomResourceOptions, kind?: Kind) => {
  const [, , props, opts] = dynamicResource(kind ?? application, "support", args, options);
  return { opts, refusal: await props.__refusal };
};

type Case = [option: keyof pulumi.CustomResourceOptions, value: pulumi.CustomResourceOptions];
const honoured: Case[] = [
  ["additionalSecretOutputs", { additionalSecretOutputs: ["name"] }],
  ["aliases", { aliases: [{ name: "old" }] }],
  ["customTimeouts", { customTimeouts: { delete: "1h" } }],
  ["deletedWith", {}],
  ["dependsOn", { dependsOn: [] }],
  ["hideDiffs", { hideDiffs: ["tags"] }],
  ["hooks", { hooks: { afterCreate: [] } }],
  ["id", { id: "1400000001" }],
  ["ignoreChanges", { ignoreChanges: ["name"] }],
  ["parent", {}],
  ["protect", { protect: true }],
  ["replaceWith", { replaceWith: [] }],
  ["replacementTrigger", { replacementTrigger: 2 }],
  ["retainOnDelete", { retainOnDelete: true }],
  ["transformations", { transformations: [] }],
  ["transforms", { transforms: [] }],
  ["urn", { urn: "urn:pulumi:dev::shop::a::b" }],
];
const provider = new (class extends pulumi.ProviderResource {})("aws", "another");
const ignored: Case[] = [
  ["deleteBeforeReplace", { deleteBeforeReplace: false }],
  ["replaceOnChanges", { replaceOnChanges: ["name"] }],
  ["provider", { provider }],
  ["version", { version: "1.2.3" }],
  ["pluginDownloadURL", { pluginDownloadURL: "https://example.com" }],
  ["envVarMappings", { envVarMappings: { A: "B" } }],
];

test("every option of Pulumi is decided", () => {
  const tried = [...honoured, ...ignored].map(([option]) => option);
  expect([...tried, "import"].sort()).toEqual(Object.keys(verdicts).sort());
});

test.each(honoured)("%s reaches the engine", async (option, options) => {
  const { opts, refusal } = await having(options);
  const given = options[option];
  if (option === "additionalSecretOutputs")
    expect(opts.additionalSecretOutputs).toEqual(expect.arrayContaining(["name", "secretKey"]));
  else if (option === "aliases")
    expect(opts.aliases).toEqual([{ name: "old" }, { type: "tencentrtc:index:Application" }]);
  else expect(opts[option]).toEqual(given);
  expect([opts.deleteBeforeReplace, refusal, warnings]).toEqual([true, undefined, []]);
});

test.each(ignored)("%s has no effect, which a warning says", async (option, options) => {
  const { opts, refusal } = await having(options);
  expect([opts[option], opts.deleteBeforeReplace]).toEqual([
    option === "deleteBeforeReplace" ? true : undefined,
    true,
  ]);
  expect(refusal).toBeUndefined();
  expect(warnings).toEqual([
    expect.stringMatching(new RegExp(`^Application "support": the option ${option} has no effect: .{30}`)),
  ]);
});

test("what says what is so anyway is no matter", async () => {
  const { refusal } = await having({ deleteBeforeReplace: true, replaceOnChanges: [], version: undefined });
  expect([refusal, warnings]).toEqual([undefined, []]);
});

test.each(kinds.map((kind) => [kind.name, kind] as const))(
  "import of a %s is refused with what to declare instead",
  async (_name, kind) => {
    const { opts, refusal } = await having({ import: "1400000001" }, kind);
    expect(opts.import).toBeUndefined();
    expect(refusal).toMatch(/^import\b.* can't be as declared; the stack's own errors say why$/);
    const instead =
      kind.name === tag.name
        ? "declare the Tag without it: what exists as declared is taken over"
        : "declare `adopt` in its place, which takes over what exists";
    expect(errors).toContain(
      `${kind.name} "support": import can't be done by a dynamic resource; ${instead}`,
    );
  },
);

test("what `get` reads names its handler and nothing of a declaration", () => {
  const [, , props, opts] = dynamicResource(application, "shared", {}, { id: "1400000001" });
  expect(opts.id).toBe("1400000001");
  expect(Object.entries(props).filter(([, value]) => value !== undefined)).toEqual([
    ["__provider", 'exports.handler=()=>require("pulumi-tencentrtc/dynamic").application'],
  ]);
});
