import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { credentials } from "@grpc/grpc-js";
import { ResourceProviderClient } from "@pulumi/pulumi/proto/provider_grpc_pb";
import * as rpc from "@pulumi/pulumi/proto/provider_pb";
import { type JavaScriptValue, Struct } from "google-protobuf/google/protobuf/struct_pb";

type Properties = { [key: string]: JavaScriptValue };

/** How the engine writes a value that is not known yet. */
const unknown = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
let plugin: ChildProcess;
let client: ResourceProviderClient;

beforeAll(async () => {
  plugin = spawn(join(resolve(__dirname, "../.."), "test/stand-in-random/pulumi-resource-random"), [
    "127.0.0.1:1",
  ]);
  const [line] = await once(plugin.stdout?.setEncoding("utf8") ?? plugin, "data");
  client = new ResourceProviderClient(`127.0.0.1:${Number.parseInt(line, 10)}`, credentials.createInsecure());
});
afterAll(() => {
  client.close();
  plugin.kill();
});

const urn = (type: string) =>
  `urn:pulumi:dev::shop::random:index/${type[0]?.toLowerCase()}${type.slice(1)}:${type}::one`;
const struct = (properties: Properties) => Struct.fromJavaScript(properties);

async function check(type: string, inputs: Properties) {
  const call = promisify<rpc.CheckRequest, rpc.CheckResponse>(client.check.bind(client));
  const response = await call(new rpc.CheckRequest().setUrn(urn(type)).setNews(struct(inputs)));
  return response.getFailuresList().map((failure) => failure.getReason());
}
async function create(type: string, inputs: Properties) {
  const call = promisify<rpc.CreateRequest, rpc.CreateResponse>(client.create.bind(client));
  const response = await call(new rpc.CreateRequest().setUrn(urn(type)).setProperties(struct(inputs)));
  const outputs: Properties = response.getProperties()?.toJavaScript() ?? {};
  return { id: response.getId(), outputs };
}
async function replaced(type: string, before: Properties, after: Properties) {
  const call = promisify<rpc.DiffRequest, rpc.DiffResponse>(client.diff.bind(client));
  const request = new rpc.DiffRequest().setUrn(urn(type)).setOldInputs(struct(before)).setNews(struct(after));
  const response = await call(request);
  expect(response.getChanges() === rpc.DiffResponse.DiffChanges.DIFF_SOME).toBe(
    response.getReplacesList().length > 0,
  );
  return response.getReplacesList();
}

describe("create", () => {
  test.each<[string, Properties, RegExp]>([
    ["defaults", { length: 64 }, /^.{64}$/],
    ["lower alone", { length: 64, upper: false, numeric: false, special: false }, /^[a-z]{64}$/],
    ["without special and upper", { length: 64, upper: false, special: false }, /^[a-z0-9]{64}$/],
    ["the old name of numeric", { length: 64, upper: false, number: false, special: false }, /^[a-z]{64}$/],
    [
      "own specials",
      { length: 64, lower: false, upper: false, numeric: false, overrideSpecial: "_" },
      /^_{64}$/,
    ],
    ["nothing but minimums", { length: 2, minLower: 1, minNumeric: 1 }, /^([a-z][0-9]|[0-9][a-z])$/],
  ])("RandomString: %s", async (_name, inputs, expected) => {
    const { id, outputs } = await create("RandomString", inputs);
    expect(outputs).toMatchObject({ ...inputs, result: expect.stringMatching(expected) });
    expect(id).toBe(outputs.result);
  });

  test("RandomId: every encoding is of the same bytes", async () => {
    const { id, outputs } = await create("RandomId", { byteLength: 8, prefix: "app-" });
    const bytes = Buffer.from(id, "base64url");
    expect(bytes).toHaveLength(8);
    expect(outputs).toMatchObject({
      hex: `app-${bytes.toString("hex")}`,
      b64Std: `app-${bytes.toString("base64")}`,
      b64Url: `app-${id}`,
      dec: `app-${BigInt(`0x${bytes.toString("hex")}`)}`,
    });
  });

  test("RandomPet: prefix and words", async () => {
    const { id } = await create("RandomPet", { length: 3, prefix: "my", separator: "_" });
    expect(id).toMatch(/^my_[a-z]+_[a-z]+_[a-z]+$/);
    expect((await create("RandomPet", {})).id).toMatch(/^[a-z]+-[a-z]+$/);
  });

  test("two of a kind differ", async () => {
    const [a, b] = [
      await create("RandomId", { byteLength: 16 }),
      await create("RandomId", { byteLength: 16 }),
    ];
    expect(a.id).not.toBe(b.id);
  });
});

describe("diff", () => {
  test.each<[string, Properties, Properties, string[]]>([
    ["nothing changed", { length: 4 }, { length: 4 }, []],
    ["an input changed", { length: 4 }, { length: 5 }, ["length"]],
    ["an input came", { length: 4 }, { length: 4, upper: false }, ["upper"]],
    ["an input went", { length: 4, upper: false }, { length: 4 }, ["upper"]],
    ["the same keepers", { length: 4, keepers: { a: "1" } }, { length: 4, keepers: { a: "1" } }, []],
    ["a keeper changed", { length: 4, keepers: { a: "1" } }, { length: 4, keepers: { a: "2" } }, ["keepers"]],
  ])("%s", async (_name, before, after, expected) => {
    expect(await replaced("RandomString", before, after)).toEqual(expected);
  });
});

describe("check", () => {
  test.each<[string, Properties, string[]]>([
    ["RandomString", {}, ["length is required"]],
    ["RandomString", { length: 0 }, ["length must be at least 1"]],
    ["RandomString", { length: unknown }, []],
    ["RandomString", { length: 4 }, []],
    ["RandomId", {}, ["byteLength is required"]],
    ["RandomPet", {}, []],
  ])("%s %j", async (type, inputs, expected) => {
    expect(await check(type, inputs)).toEqual(expected);
  });

  test("minimums above the length", async () => {
    expect(await check("RandomString", { length: 2, minLower: 3 })).toEqual([
      expect.stringContaining("minLower"),
    ]);
  });

  test("no character to choose from", async () => {
    const none = { length: 2, lower: false, upper: false, numeric: false, special: false };
    expect(await check("RandomString", none)).toHaveLength(1);
  });

  test("another resource of the plugin is refused by name", async () => {
    await expect(check("RandomShuffle", {})).rejects.toThrow("only RandomString, RandomId, RandomPet");
  });
});

test("read returns the state as it is", async () => {
  const call = promisify<rpc.ReadRequest, rpc.ReadResponse>(client.read.bind(client));
  const state = { length: 4, result: "abcd" };
  const request = new rpc.ReadRequest()
    .setId("abcd")
    .setUrn(urn("RandomString"))
    .setProperties(struct(state));
  const response = await call(request.setInputs(struct({ length: 4 })));
  expect(response.getId()).toBe("abcd");
  expect(response.getProperties()?.toJavaScript()).toEqual(state);
  expect(response.getInputs()?.toJavaScript()).toEqual({ length: 4 });
});
