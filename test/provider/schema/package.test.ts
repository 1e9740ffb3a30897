import { readFileSync } from "node:fs";
import { join } from "node:path";
import { functions } from "../../../provider/functions";
import { readSettings, refusalOfUnknown } from "../../../provider/lifecycle/settings";
import { kinds } from "../../../provider/resources";
import { packageSchema } from "../../../provider/schema/package-schema";

const ours: {
  readonly name: string;
  readonly description: string;
  readonly license: string;
  readonly keywords: readonly string[];
  readonly peerDependencies: Readonly<Record<string, string>>;
} = JSON.parse(readFileSync(join(__dirname, "../../../package.json"), "utf8"));

interface Variable {
  readonly type: string;
  readonly description: string;
  readonly secret?: boolean;
  readonly default?: unknown;
  readonly defaultInfo?: unknown;
}
interface PackageSchema {
  readonly publisher: string;
  readonly repository: string;
  readonly keywords: readonly string[];
  readonly language: Record<string, Record<string, unknown>>;
  readonly config: { readonly variables: Record<string, Variable> };
  readonly provider: { readonly inputProperties: Record<string, Variable> };
}
const schema: PackageSchema = JSON.parse(JSON.stringify(packageSchema(kinds, functions, "1.0.0", () => "")));
const { variables } = schema.config;

test("the package says whose it is, and what it is called in every language", () => {
  expect(schema.publisher).toBe("pulumi-tencentrtc");
  expect(schema.language).toMatchObject({
    nodejs: { packageName: "pulumi-tencentrtc-sdk" },
    python: { packageName: "pulumi_tencentrtc" },
    go: { importBasePath: expect.stringContaining(new URL(schema.repository).pathname) },
    csharp: { rootNamespace: "PulumiTencentRtc" },
    java: { basePackage: "io.github.pulumitencentrtc" },
  });
  expect(JSON.stringify(schema)).not.toMatch(/@pulumi\/tencentrtc|example\.com\/pulumi/);
});

test("the package says the same of itself as package.json", () => {
  expect(schema).toMatchObject({
    license: ours.license,
    displayName: expect.stringContaining("Tencent"),
    homepage: schema.repository,
    language: {
      nodejs: {
        packageName: `${ours.name}-sdk`,
        packageDescription: expect.stringContaining("Tencent RTC and Chat applications (SDKAppIDs)"),
        dependencies: ours.peerDependencies,
      },
      python: { packageName: ours.name.replaceAll("-", "_") },
    },
  });
  expect(ours.description).toContain("Tencent RTC and Chat applications (SDKAppIDs)");
  expect(ours.keywords).toEqual(
    expect.arrayContaining(schema.keywords.filter((word) => !word.includes("/"))),
  );
});

test("every setting is a variable of the config and an input of the provider, and nothing else is", () => {
  const keys = Object.keys(variables).map((name) => `tencentrtc:${name}`);
  expect(keys.length).toBeGreaterThan(10);
  expect(refusalOfUnknown(keys, "shop")).toBeUndefined();
  expect(schema.provider.inputProperties).toEqual(variables);
});

test("a variable has the default that the provider has; what the environment gives is said and enters no state", () => {
  const given = readSettings(() => undefined, {});
  for (const [name, { default: value, type, defaultInfo }] of Object.entries(variables)) {
    expect(defaultInfo).toBeUndefined();
    if (value !== undefined) expect([name, Reflect.get(given, name)]).toEqual([name, value]);
    if (value !== undefined) expect(typeof value).toBe(type === "integer" ? "number" : type);
  }
  expect(variables.endpoint?.default).toBeUndefined();
  expect(variables.endpoint?.description).toContain(
    "`TENCENTRTC_ENDPOINT` in the environment, else `file:.tencentrtc/backend.db`",
  );
  expect(variables.secretKey?.description).toContain("`TENCENTCLOUD_SECRET_KEY` in the environment.");
});

test("the key pair is secret, and nothing else", () => {
  const secrets = Object.entries(variables).filter(([, { secret }]) => secret);
  expect(secrets.map(([name]) => name)).toEqual(["secretId", "secretKey", "sessionToken"]);
});
