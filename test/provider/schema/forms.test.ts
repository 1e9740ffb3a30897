import { pushForms, pushSecrets } from "../../../backend/api";
import { functions } from "../../../provider/functions";
import { kinds } from "../../../provider/resources";
import { generatedFiles } from "../../../provider/schema";
import { packageSchema } from "../../../provider/schema/package-schema";

interface PackageSchema {
  readonly types: Record<string, { properties: Record<string, { secret?: boolean }>; required: string[] }>;
  readonly resources: Record<
    string,
    { inputProperties: Record<string, unknown>; properties: Record<string, unknown> }
  >;
}
const schema: PackageSchema = JSON.parse(JSON.stringify(packageSchema(kinds, functions, "1.0.0", () => "")));
const certificate = schema.resources["tencentrtc:index:PushCertificate"];
const camel = (name: string) => name.charAt(0).toLowerCase() + name.slice(1);

test("a property of several forms is a union, told apart by its vendor", () => {
  expect(certificate?.inputProperties.platform).toMatchObject({
    oneOf: expect.arrayContaining([{ $ref: "#/types/tencentrtc:index:PushCertificatePlatformApnsP12" }]),
    discriminator: {
      propertyName: "vendor",
      mapping: { huawei: "#/types/tencentrtc:index:PushCertificatePlatformHuawei" },
    },
  });
});

test("every reference leads to a type", () => {
  const references = JSON.stringify(schema).match(/#\/types\/[^"]+/g) ?? [];
  expect(references.length).toBeGreaterThan(20);
  for (const reference of references)
    expect(schema.types).toHaveProperty([reference.slice("#/types/".length)]);
});

test("a form has the fields of the service's, with its secrets marked", () => {
  const { properties = {}, required } = schema.types["tencentrtc:index:PushCertificatePlatformOppo"] ?? {};
  const names = [...Object.keys(pushForms.oppo.shape), ...Object.keys(pushSecrets.oppo)].map(camel);
  expect(Object.keys(properties).sort()).toEqual(names.sort());
  expect(required?.sort()).toEqual(["appId", "appKey", "channelId", "masterSecret", "vendor"]);
  expect(Object.entries(properties).filter(([, { secret }]) => secret)).toEqual([
    ["masterSecret", expect.anything()],
  ]);
});

test("what is expected of every declaration is no input", () => {
  expect(certificate?.properties).toHaveProperty("expired");
  expect(certificate?.inputProperties).not.toHaveProperty("expired");
});

test("the types of programs name every form on both sides", () => {
  const files = generatedFiles("1.0.0", (path) =>
    path.endsWith(".ts") ? "" : path.endsWith(".yaml") ? "description: An example." : undefined,
  );
  const folder = "sdk/dynamic/resources/push-certificate/platform/";
  const names = Object.keys(files).filter((path) => path.startsWith(folder));
  const source = names.map((path) => files[path]).join("\n");
  expect(names).toHaveLength(10);
  for (const vendor of [
    "ApnsP12",
    "ApnsP8",
    "Fcm",
    "Huawei",
    "Honor",
    "Xiaomi",
    "Oppo",
    "Vivo",
    "Meizu",
    "Harmonyos",
  ]) {
    expect(source).toContain(`export interface PushCertificatePlatform${vendor}Args {`);
    expect(source).toContain(`export interface PushCertificatePlatform${vendor} {`);
  }
});
