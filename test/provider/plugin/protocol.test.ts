import { readFileSync } from "node:fs";
import { join } from "node:path";
import { status } from "@grpc/grpc-js";
import { PluginAttach } from "@pulumi/pulumi/proto/plugin_pb";
import { ResourceProviderService as rpc } from "@pulumi/pulumi/proto/provider_grpc_pb";
import {
  CallRequest,
  CheckRequest,
  ConstructRequest,
  CreateRequest,
  DeleteRequest,
  DiffRequest,
  DiffResponse,
  GetMappingRequest,
  GetSchemaRequest,
  InvokeRequest,
  ListRequest,
  ParameterizeRequest,
  PropertyDiff,
  ProviderHandshakeRequest,
  ReadRequest,
  UpdateRequest,
} from "@pulumi/pulumi/proto/provider_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import type { Bag } from "../../../ground/bag";
import { type Plugin, servePlugin } from "../../../provider/adapters/plugin/server";
import { handlerCode } from "../../../provider/adapters/type-token";
import { unknownValue } from "../../../provider/lifecycle/properties/unknown";
import { Backend, immediate } from "../backend";
import { asked, PluginDoor } from "../engine/plugin-process";
import { Recorder } from "../engine/recorder";
import { decoded, encoded } from "./structs";

const root = join(__dirname, "../../..");
let backend: Backend;
let plugin: Plugin;
let door: PluginDoor;
const recorder = new Recorder();
beforeAll(async () => {
  backend = await Backend.open();
  plugin = await servePlugin({ voice: recorder, packageFolder: root });
  door = new PluginDoor(plugin.port);
  await door.configure(backend.config);
});
afterAll(async () => {
  door.close();
  await plugin.close();
  await backend.close();
});

const urn = (name: string, kind = "Application") => `urn:pulumi:dev::shop::tencentrtc:index:${kind}::${name}`;
const providerUrn = "urn:pulumi:dev::shop::pulumi:providers:tencentrtc::default";
const chat: Bag = { products: ["chat"], region: "singapore" };

const check = async (
  name: string,
  news: Bag,
  olds: Bag = {},
  change = (request: CheckRequest) => request,
) => {
  const request = new CheckRequest().setUrn(urn(name)).setNews(encoded(news)).setOlds(encoded(olds));
  const response = await asked(door.client, rpc.check, change(request));
  return {
    inputs: decoded(response.getInputs()).bag,
    sealed: response.getInputs()?.toJavaScript(),
    failures: response.getFailuresList().map((one) => [one.getProperty(), one.getReason()]),
  };
};
const made = async (name: string, news: Bag = chat) => {
  const { inputs } = await check(name, news);
  const request = new CreateRequest().setUrn(urn(name)).setProperties(encoded(inputs));
  const response = await asked(door.client, rpc.create, request);
  return { id: response.getId(), inputs, outputs: decoded(response.getProperties()).bag };
};

describe("before any resource", () => {
  test("the handshake says what it can do", async () => {
    const response = await asked(door.client, rpc.handshake, new ProviderHandshakeRequest());
    expect(response.toObject()).toEqual({
      acceptSecrets: true,
      acceptResources: false,
      acceptOutputs: false,
      supportsAutonamingConfiguration: true,
    });
  });

  test("version and schema are those of the package", async () => {
    const read = (name: string) => readFileSync(join(root, name), "utf8");
    const info = await asked(door.client, rpc.getPluginInfo, new Empty());
    expect(info.getVersion()).toBe(JSON.parse(read("package.json")).version);
    const schema = await asked(door.client, rpc.getSchema, new GetSchemaRequest());
    expect(schema.getSchema()).toBe(read("schema.json"));
  });

  test("an engine that attaches tells its address, and there are no mappings", async () => {
    await asked(door.client, rpc.attach, new PluginAttach().setAddress("127.0.0.1:1"));
    const mapping = await asked(door.client, rpc.getMapping, new GetMappingRequest());
    expect(mapping.toObject()).toEqual({ provider: "", data: "" });
  });

  test.each<[string, () => Promise<unknown>, string]>([
    [
      "parameters",
      () => asked(door.client, rpc.parameterize, new ParameterizeRequest()),
      "takes no parameters",
    ],
    ["components", () => asked(door.client, rpc.construct, new ConstructRequest()), "has no components"],
    ["methods", () => asked(door.client, rpc.call, new CallRequest()), "have no methods"],
    [
      "lists",
      () =>
        new Promise((resolve, reject) => {
          door.client.list(new ListRequest()).on("error", reject).on("end", resolve).resume();
        }),
      "lists no resources",
    ],
  ])("%s are refused in words", async (_, ask, words) => {
    await expect(ask()).rejects.toMatchObject({
      code: status.UNIMPLEMENTED,
      message: expect.stringContaining(words),
    });
  });
});

describe("settings", () => {
  const checkConfig = async (news: Bag) => {
    const request = new CheckRequest().setUrn(providerUrn).setNews(encoded(news));
    return asked(door.client, rpc.checkConfig, request);
  };

  test.each<[string, Bag, string | undefined]>([
    ["that are right", { endpoint: "file:a.db", version: "0.1.0", allowPurchases: "true" }, undefined],
    ["a misspelt one", { endpiont: "file:a.db" }, "tencentrtc:endpiont is not a setting"],
    [
      "one of another type",
      { allowPurchases: "perhaps" },
      'tencentrtc:allowPurchases: must be "true" or "false"',
    ],
    [
      "a typed one",
      { allowPurchases: true, defaultTags: { team: "a" }, certificateWarningDays: 3 },
      undefined,
    ],
    ["half a key pair", { secretId: "a" }, "give both or neither"],
    [
      "half a key pair whose other half isn't known yet",
      { secretId: "a", secretKey: unknownValue },
      undefined,
    ],
  ])("%s are judged at once", async (_, news, words) => {
    const reasons = (await checkConfig(news)).getFailuresList().map((one) => one.getReason());
    expect(reasons).toEqual(words === undefined ? [] : [expect.stringContaining(words)]);
  });

  test("with credentials keep them as secrets", async () => {
    const endpoint = "postgres://rtc:planted@db/rtc";
    const response = await checkConfig({
      endpoint,
      secretId: "AKIDplanted",
      secretKey: "planted",
      allowHttp: "true",
    });
    expect([...decoded(response.getInputs()).secrets.keys()].sort()).toEqual([
      "endpoint",
      "secretId",
      "secretKey",
    ]);
  });

  const { DIFF_NONE, DIFF_SOME } = DiffResponse.DiffChanges;
  test.each<[string, Bag, Bag, DiffResponse.DiffChanges]>([
    ["none", { endpoint: "a" }, { endpoint: "a" }, DIFF_NONE],
    ["a rotated key", { secretKey: "old" }, { secretKey: "new" }, DIFF_SOME],
    ["another endpoint", { endpoint: "a" }, { endpoint: "b" }, DIFF_SOME],
    ["another version", { version: "0.1.0" }, { version: "0.2.0" }, DIFF_SOME],
    [
      "those of a dynamic provider",
      { "tencentrtc:endpoint": "a", "shop:x": "1" },
      { endpoint: "a" },
      DIFF_SOME,
    ],
    ["what isn't known yet", { endpoint: unknownValue }, { endpoint: unknownValue }, DIFF_SOME],
  ])("a difference in them replaces nothing: %s", async (_, olds, news, changes) => {
    const request = new DiffRequest().setUrn(providerUrn).setOldInputs(encoded(olds)).setNews(encoded(news));
    const response = await asked(door.client, rpc.diffConfig, request);
    expect([response.getChanges(), response.getReplacesList()]).toEqual([changes, []]);
  });

  test("that can't be used fail Configure and every verb after it, and the next ones count", async () => {
    const other = await servePlugin({ voice: recorder });
    const its = new PluginDoor(other.port);
    await expect(its.configure({ "tencentrtc:allowPurchases": "perhaps" })).rejects.toMatchObject({
      code: status.FAILED_PRECONDITION,
      message: expect.stringContaining("tencentrtc:allowPurchases"),
    });
    const read = new ReadRequest().setUrn(urn("a")).setId("1999000001").setInputs(encoded({}));
    await expect(asked(its.client, rpc.read, read)).rejects.toThrow("tencentrtc:allowPurchases");
    await its.configure(backend.config);
    await expect(asked(its.client, rpc.read, read)).rejects.toThrow("there is no Application 1999000001");
    its.close();
    await other.close();
  });
});

describe("a check", () => {
  test("takes the declaration from the URN, and keeps that of before", async () => {
    const { inputs } = await check("chat_1", chat);
    expect(inputs).toMatchObject({ name: "chat_1", __declaration: "::dev::shop::::chat_1" });
    const olds = { ...inputs, __declaration: "acme::dev::shop::::chat_1" };
    expect((await check("chat_1", chat, olds)).inputs.__declaration).toBe(olds.__declaration);
    const renamed = { ...inputs, __declaration: "acme::dev::shop::::before" };
    expect((await check("chat_1", chat, renamed)).inputs.__declaration).toBe("acme::dev::shop::::chat_1");
  });

  test("names a plain property, a nested one in the reason, and never the value of a secret", async () => {
    const broken = { ...chat, description: "a b", tags: { "": "x" } };
    expect((await check("a", broken)).failures).toEqual([
      ["description", expect.any(String)],
      ["", expect.stringContaining("tags")],
    ]);
    const request = new CheckRequest().setUrn(urn("a"));
    request.setNews(
      encoded({ ...chat, description: "planted text" }, new Map([["description", true as const]])),
    );
    const response = await asked(door.client, rpc.check, request);
    const [failure] = response.getFailuresList();
    expect([failure?.getProperty(), failure?.getReason()]).toEqual([
      "",
      expect.stringMatching(/^description: /),
    ]);
    expect(failure?.getReason()).not.toContain("planted");
  });

  test("leaves a secret of the program a secret, and an unknown in a list or a map unknown", async () => {
    const request = new CheckRequest().setUrn(urn("a"));
    const products = [unknownValue, "chat"];
    request.setNews(
      encoded(
        { ...chat, products, tags: { a: unknownValue }, description: "planted" },
        new Map([["description", true as const]]),
      ),
    );
    const inputs = decoded((await asked(door.client, rpc.check, request)).getInputs());
    expect(inputs.bag).toMatchObject({ products, tags: { a: unknownValue }, description: "planted" });
    expect([...inputs.secrets.keys()]).toEqual(["description"]);
  });

  test("whose bytes are none of a message is a mistake of the call, and the next one is answered", async () => {
    const garbled = { ...rpc.check, requestSerialize: () => Buffer.from([0x1a, 0xff]) };
    await expect(asked(door.client, garbled, new CheckRequest())).rejects.toMatchObject({
      code: status.INTERNAL,
    });
    expect((await check("chat_2", chat)).failures).toEqual([]);
  });

  test("of a type that isn't one of ours says which there are", async () => {
    const request = new CheckRequest().setUrn(urn("a", "Aplication")).setNews(encoded(chat));
    await expect(asked(door.client, rpc.check, request)).rejects.toMatchObject({
      code: status.FAILED_PRECONDITION,
      message: expect.stringContaining('did you mean "tencentrtc:index:Application"?'),
    });
  });

  const { PROPOSE, ENFORCE, DISABLE } = CheckRequest.AutonamingOptions.Mode;
  test.each<[string, CheckRequest.AutonamingOptions.Mode, string, Bag, Bag, string | undefined]>([
    ["a proposal that fits", PROPOSE, "app_1", {}, {}, "app_1"],
    ["a proposal that breaks the rules", PROPOSE, "app-with-a-long-name", {}, {}, "own"],
    ["a name that is declared", ENFORCE, "app_1", { name: "mine" }, {}, "mine"],
    ["a name of before", ENFORCE, "app_2", {}, { ...chat, name: "app_1" }, "app_1"],
    ["an order that fits", ENFORCE, "app_1", {}, {}, "app_1"],
    ["an order that breaks the rules", ENFORCE, "app-1", {}, {}, undefined],
    ["no name at all", DISABLE, "", {}, {}, undefined],
  ])("heeds the project's names: %s", async (_, mode, proposed, declared, olds, name) => {
    const options = new CheckRequest.AutonamingOptions().setMode(mode).setProposedName(proposed);
    const answer = await check("own", { ...chat, ...declared }, olds, (request) =>
      request.setAutonaming(options),
    );
    if (name === undefined) expect(answer.failures).toEqual([["name", expect.any(String)]]);
    else expect([answer.failures, answer.inputs.name]).toEqual([[], name]);
  });

  test.each(["retain", "disable", "delete"])(
    "tells what hangs on an application whether that stays: %s",
    async (policy) => {
      const { id } = await made(`on_${policy}`, { ...chat, deletionPolicy: policy });
      const request = new CheckRequest().setUrn(urn("team", "Tag"));
      request.setNews(encoded({ application: id, key: "team", value: "a" }));
      const { bag } = decoded((await asked(door.client, rpc.check, request)).getInputs());
      expect(bag.__keeps).toBe(policy === "delete" ? undefined : policy);
    },
  );

  test("reads assets of forms, and says which can't be read", async () => {
    const asset = (fields: object) => ({
      "4dabf18193072939515e22adb298388d": "c44067f5952c0a294b673a41bacd8c17",
      ...fields,
    });
    const checked = async (file: unknown) => {
      const platform = {
        vendor: "apns-p12",
        environment: "production",
        bundleId: "com.example",
        file,
        password: "",
      };
      const request = new CheckRequest().setUrn(urn("push", "PushCertificate"));
      request.setNews(encoded({ application: "1999000001", platform }));
      const response = await asked(door.client, rpc.check, request);
      return response.getFailuresList().map((one) => one.getReason());
    };
    expect(await checked(asset({ path: "nowhere.p12" }))).toContainEqual(
      expect.stringMatching(/^platform\.file: can't be read: "nowhere\.p12" \(ENOENT\)/),
    );
    expect(await checked(asset({ text: "no certificate" }))).toContainEqual(
      expect.stringMatching(/^platform\.file: /),
    );
  });
});

describe("a plan", () => {
  const { UPDATE, UPDATE_REPLACE, ADD, DELETE } = PropertyDiff.Kind;
  test.each<[string, Bag, Record<string, PropertyDiff.Kind>, readonly string[]]>([
    ["nothing", {}, {}, []],
    ["a text", { description: "b" }, { description: UPDATE }, []],
    [
      "entries of a map",
      { tags: { b: "2", c: "3" } },
      { "tags.a": DELETE, "tags.b": UPDATE, "tags.c": ADD },
      [],
    ],
    ["what can't change in place", { region: "tokyo" }, { region: UPDATE_REPLACE }, ["region"]],
  ])("says path by path what changes: %s", async (_, change, paths, replaces) => {
    const news = { ...chat, name: "a", tags: { a: "1", b: "1" } };
    const { id, inputs, outputs } = await made(`plan_${Object.keys(change).join("")}`, news);
    const next = (
      await check(String(inputs.__declaration).split("::").at(-1) ?? "", { ...news, ...change }, inputs)
    ).inputs;
    const request = new DiffRequest().setUrn(urn("a")).setId(id).setOldInputs(encoded(inputs));
    request.setOlds(encoded(outputs)).setNews(encoded(next));
    const response = await asked(door.client, rpc.diff, request);
    const detailed: Record<string, PropertyDiff.Kind> = {};
    response.getDetaileddiffMap().forEach((one, path) => {
      detailed[path] = one.getKind();
    });
    expect(detailed).toEqual(paths);
    expect(response.getReplacesList()).toEqual(replaces);
    expect(response.getHasdetaileddiff()).toBe(Object.keys(paths).length > 0);
  });

  test("of a creation knows what is declared, and of the rest what will be absent", async () => {
    const { inputs } = await check("a", chat);
    const request = new CreateRequest().setUrn(urn("a")).setProperties(encoded(inputs)).setPreview(true);
    const response = await asked(door.client, rpc.create, request);
    const planned = decoded(response.getProperties());
    expect(planned.bag).toMatchObject({
      name: "a",
      region: "singapore",
      adopt: null,
      rtcService: unknownValue,
      sdkAppId: unknownValue,
      secretKey: unknownValue,
    });
    expect([...planned.secrets.keys()]).toContain("secretKey");
    expect(await backend.owned("::dev::shop::::a")).toEqual([]);
  });

  test("of an update knows what stays, and forgets what may follow", async () => {
    const { id, inputs, outputs } = await made("b");
    const request = new UpdateRequest().setUrn(urn("b")).setId(id).setPreview(true).setOlds(encoded(outputs));
    request.setNews(encoded({ ...inputs, enabled: false }));
    const planned = decoded((await asked(door.client, rpc.update, request)).getProperties()).bag;
    expect(planned).toMatchObject({
      enabled: false,
      sdkAppId: Number(id),
      secretKey: outputs.secretKey,
      publicKey: null,
      status: unknownValue,
    });
    expect((await backend.application(id))?.Status).toBe("Normal");
  });
});

describe("a function", () => {
  const invoke = (name: string, args: Bag) => {
    const request = new InvokeRequest().setTok(`tencentrtc:index:${name}`).setArgs(encoded(args));
    return asked(door.client, rpc.invoke, request);
  };

  test("answers, its keys as secrets", async () => {
    const { id } = await made("c");
    const answer = decoded((await invoke("getApplication", { id })).getReturn());
    expect(answer.bag).toMatchObject({ name: "c", status: "Normal" });
    expect([...answer.secrets.keys()]).toContain("secretKey");
  });

  test.each<[string, string, Bag, string]>([
    ["a misspelt one", "getAplication", {}, 'did you mean "tencentrtc:index:getApplication"?'],
    ["wrong arguments", "getApplication", { id: "x" }, "id "],
    ["what isn't there", "getApplication", { id: "1999999999" }, "1999999999"],
  ])("refuses in words: %s", async (_, name, args, words) => {
    await expect(invoke(name, args)).rejects.toMatchObject({
      code: status.FAILED_PRECONDITION,
      message: expect.stringContaining(words),
    });
  });
});

describe("a read", () => {
  const read = (id: string, change = (request: ReadRequest) => request) =>
    asked(door.client, rpc.read, change(new ReadRequest().setUrn(urn("d")).setId(id)));

  test("of what a program only reads tells all of it, and of what is gone where to look", async () => {
    const { id } = await made("e", { ...chat, tags: { team: "a" } });
    const nothing = (request: ReadRequest) => request.setInputs(encoded({})).setProperties(encoded({}));
    const found = decoded((await read(id, nothing)).getProperties());
    expect(found.bag).toMatchObject({ name: "e", tags: { team: "a" }, sdkAppId: Number(id) });
    expect([...found.secrets.keys()]).toContain("secretKey");
    await expect(read("1999999999", nothing)).rejects.toMatchObject({
      code: status.FAILED_PRECONDITION,
      message: expect.stringContaining("there is no Application 1999999999: check the id"),
    });
    const before = { ...found.bag, createdTime: undefined };
    const gone = await read(String(Number(id) - 1_000), (request) =>
      request.setInputs(encoded({})).setProperties(encoded(before)),
    );
    expect([gone.getId(), gone.hasProperties()]).toEqual(["", false]);
  });

  test("of a refresh is followed by its difference, even where that could never be made", async () => {
    const { id, inputs, outputs } = await made("d2", { ...chat, deletionProtection: true });
    const known = (request: ReadRequest) =>
      request.setInputs(encoded(inputs)).setProperties(encoded(outputs));
    const found = await read(id, known);
    const request = new DiffRequest().setUrn(urn("d")).setId(id).setOlds(found.getProperties());
    request.setOldInputs(found.getInputs()).setNews(encoded({ ...inputs, region: "tokyo" }));
    const response = await asked(door.client, rpc.diff, request);
    expect(response.getChanges()).toBe(DiffResponse.DiffChanges.DIFF_SOME);
    await expect(asked(door.client, rpc.diff, request)).rejects.toThrow("deletionProtection");
  });
});

test("no state keeps what names the handler of the class from which it comes", async () => {
  const { id, inputs, outputs: fresh } = await made("moved");
  const outputs = { ...fresh, __provider: handlerCode("application") };
  const read = await asked(
    door.client,
    rpc.read,
    new ReadRequest()
      .setId(id)
      .setUrn(urn("moved"))
      .setInputs(encoded(inputs))
      .setProperties(encoded(outputs)),
  );
  const update = await asked(
    door.client,
    rpc.update,
    new UpdateRequest()
      .setId(id)
      .setUrn(urn("moved"))
      .setOlds(encoded(outputs))
      .setNews(encoded({ ...inputs, description: "moved" })),
  );
  for (const state of [read.getProperties(), update.getProperties()]) {
    expect(decoded(state).bag).toMatchObject({ sdkAppId: fresh.sdkAppId });
    expect(decoded(state).bag).not.toHaveProperty("__provider");
  }
});

/** Answers when the application is in this status. */
async function reaches(id: string, status: string): Promise<void> {
  for (let looks = 0; looks < 2_000; looks += 1) {
    if ((await backend.application(id))?.Status === status) return;
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  throw new Error(`${id} never is ${status}`);
}

describe("customTimeouts", () => {
  /** What is asked of an application in a window that doesn't end: its time passes while it is being disabled. */
  const within = async (name: string, ask: (its: PluginDoor, app: Made) => Promise<unknown>) => {
    const app = await made(name);
    const alarm = (_milliseconds: number, ring: () => void) => void reaches(app.id, "Disabling").then(ring);
    const other = await servePlugin({ voice: recorder, connecting: async () => backend.transport(), alarm });
    const its = new PluginDoor(other.port);
    try {
      await its.configure(backend.config);
      await backend.holdWindows();
      return await ask(its, app);
    } finally {
      its.close();
      await other.close();
      await backend.settings(immediate);
      backend.pass({ days: 1 });
    }
  };
  type Made = Awaited<ReturnType<typeof made>>;
  const update = (its: PluginDoor, { id, inputs, outputs }: Made, timeouts?: Bag) => {
    const request = new UpdateRequest().setUrn(urn("f")).setId(id).setOlds(encoded(outputs)).setTimeout(20);
    request.setNews(encoded({ ...inputs, enabled: false, ...(timeouts && { timeouts }) }));
    return asked(its.client, rpc.update, request);
  };

  test("bound an update, whose state says that it isn't finished", async () => {
    await within("slow_update", async (its, app) => {
      await expect(update(its, app)).rejects.toMatchObject({
        message: expect.stringContaining("the update timeout of 20 s has passed"),
        id: app.id,
        properties: expect.objectContaining({ __unfinished: true }),
      });
    });
  });

  test("are less than the property", async () => {
    await within("slow_property", async (its, app) => {
      await expect(update(its, app, { update: "30s" })).rejects.toThrow("the update timeout of 30 s");
    });
  });

  test("bound a deletion, after which nothing is deleted", async () => {
    await within("slow_deletion", async (its, { id, outputs }) => {
      const request = new DeleteRequest().setUrn(urn("f")).setId(id).setTimeout(20);
      await expect(asked(its.client, rpc.delete, request.setProperties(encoded(outputs)))).rejects.toThrow(
        "the delete timeout of 20 s has passed",
      );
      expect((await backend.application(id))?.Status).toBe("Disabling");
    });
  });
});

test("Cancel ends a wait, nothing is deleted, and the state stays as it was", async () => {
  const other = await servePlugin({ voice: recorder, connecting: async () => backend.transport() });
  const its = new PluginDoor(other.port);
  await its.configure(backend.config);
  const { id, outputs } = await made("g");
  await backend.holdWindows();
  const request = new DeleteRequest().setUrn(urn("g")).setId(id).setProperties(encoded(outputs));
  const deleted = asked(its.client, rpc.delete, request);
  await reaches(id, "Disabling");
  await its.cancel();
  await expect(deleted).rejects.toThrow(/cancelled: the application is still Disabling; nothing was deleted/);
  its.close();
  await other.close();
  await backend.settings(immediate);
  backend.pass({ days: 1 });
});

test("Cancel with nothing under way is silent", async () => {
  const before = recorder.messages.length;
  await door.cancel();
  expect(recorder.messages).toHaveLength(before);
});
