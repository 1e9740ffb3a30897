import type { z } from "zod";
import {
  CreateApplication,
  DisableApplication,
  ModifyResourceTags,
  SimulateApplication,
} from "../../backend/api";
import { typeToken } from "../../provider/adapters/type-token";
import { Client } from "../../provider/client/client";
import {
  functions,
  getApplication,
  getApplications,
  getPushCertificates,
  getSubscription,
  getWebhook,
} from "../../provider/functions";
import type { Session } from "../../provider/lifecycle/kind";
import { metaOf } from "../../provider/lifecycle/properties/meta";
import { Departures } from "../../provider/lifecycle/run/departures";
import { Holders } from "../../provider/lifecycle/run/holders";
import { Memory } from "../../provider/lifecycle/run/memory";
import { silent } from "../../provider/lifecycle/run/reporter";
import { Vault } from "../../provider/lifecycle/run/vault";
import { readSettings } from "../../provider/lifecycle/settings";
import { Backend } from "./backend";
import {
  adminAccount,
  application,
  idOf,
  pushCertificate,
  subscription,
  webhook,
} from "./engine/declarations";
import { forms } from "./push-certificate/forms";

let backend: Backend;
let session: Session;
beforeEach(async () => {
  backend = await Backend.open();
  const client = new Client(backend.transport(), new AbortController().signal);
  const settings = readSettings(() => undefined, {});
  session = {
    client,
    settings,
    reporter: silent,
    holders: new Holders(),
    departures: new Departures(),
    memory: new Memory(),
    typeToken,
    vault: new Vault(),
    account: await client.account(),
  };
});
afterEach(() => backend.close());

const create = async (Name: string, tags: Readonly<Record<string, string>> = {}): Promise<string> => {
  const { SdkAppId } = await backend.call(CreateApplication, { Name, Region: "tokyo", Products: ["chat"] });
  const ReplaceTags = Object.entries(tags).map(([TagKey, TagValue]) => ({ TagKey, TagValue }));
  const Resource = `qcs::im::uin/${session.account.Uin}:sdkappid/${SdkAppId}`;
  if (ReplaceTags.length > 0) await backend.call(ModifyResourceTags, { Resource, ReplaceTags });
  return String(SdkAppId);
};

describe("getSubscription", () => {
  const plan = { application: idOf("app"), product: "chat", edition: "pro", months: 2 };
  const look = (application: string) => getSubscription.call(session, { application, product: "chat" });

  test("tells everything of a package, whoever manages it, and goes on telling once it has ended", async () => {
    const engine = backend.engine({ "tencentrtc:allowPurchases": "true" });
    await engine.up([application("app"), subscription("plan", plan)]);
    const { id } = engine.resource("app");
    const { outputs } = engine.resource("plan");
    expect(await look(id)).toMatchObject({
      id: `${id}/chat`,
      application: id,
      product: "chat",
      edition: "pro",
      months: 2,
      autoRenewal: false,
      status: "InUse",
      expireTime: outputs.expireTime,
      versionDetails: outputs.versionDetails,
      owner: expect.stringMatching(/::plan$/),
    });
    backend.pass({ days: 90 });
    expect(await look(id)).toMatchObject({ status: "Expired", edition: "pro", cure: expect.any(String) });
  });

  test("refuses one that never was, in words", async () => {
    const id = await create("bare");
    await expect(look(id)).rejects.toThrow(`there never was a Chat package on Application ${id}`);
  });
});

describe("getWebhook", () => {
  const look = (application: string) => getWebhook.call(session, { application, product: "call" });

  test("tells everything of a webhook, whoever set it, and why it calls nothing", async () => {
    const engine = backend.engine();
    await engine.up([
      application("app", { products: ["call"] }),
      subscription("trial", { application: idOf("app") }),
      webhook(
        "hook",
        { application: idOf("app"), url: "https://example.com/a?b=c" },
        { dependsOn: ["trial"] },
      ),
    ]);
    const { id } = engine.resource("app");
    const told = {
      id: `${id}/call`,
      application: id,
      product: "call",
      url: "https://example.com/a?b=c",
      address: "https://example.com/a",
      events: ["Call.CallbackAfterEndCall"],
      owner: expect.stringMatching(/::hook$/),
    };
    expect(await look(id)).toEqual(told);
    backend.pass({ days: 8 });
    expect(await look(id)).toEqual({
      ...told,
      notAvailable: expect.stringContaining("no package or trial of Call"),
    });
  });

  test("refuses one that isn't there, in words", async () => {
    const id = await create("nohook");
    await expect(look(id)).rejects.toThrow(`Application ${id} has no webhook of Call`);
  });
});

test.each([
  ["an application", (id: string) => getApplication.find(session, { id })],
  ["an application's certificates", (id: string) => getPushCertificates.find(session, { application: id })],
  ["a webhook", (id: string) => getWebhook.find(session, { application: id, product: "call" })],
  ["a package", (id: string) => getSubscription.find(session, { application: id, product: "chat" })],
] as const)("%s: undefined where it isn't there, and an error where nobody may look", async (_, find) => {
  expect(await find("1400000001")).toBeUndefined();
  const id = await create("theirs");
  await backend.giveAway(id);
  await expect(find(id)).rejects.toThrow(/belongs to another account/);
});

describe("getApplication", () => {
  test("tells everything of an application, its keys included", async () => {
    const engine = backend.engine();
    await engine.up([
      application("app", { tags: { team: "support" }, rtcService: true }),
      adminAccount("ops", { application: idOf("app"), userId: "ops" }),
    ]);
    const { id, outputs } = engine.resource("app");
    const found = await getApplication.call(session, { id });
    expect(found).toMatchObject({
      id,
      name: "app",
      sdkAppId: Number(id),
      secretKey: outputs.secretKey,
      region: "singapore",
      enabled: true,
      rtcService: true,
      productStatus: outputs.productStatus,
      rtcServiceStatus: { basic: "Normal", valueAdded: "Normal" },
      tags: { team: "support" },
      adminAccounts: ["administrator", "ops"],
      owner: expect.stringMatching(/::app$/),
    });
    expect(found).not.toHaveProperty("disabledReason");
  });

  test("tells of one with a key pair", async () => {
    const id = await create("old");
    await backend.admin(SimulateApplication, { SdkAppId: Number(id), SignatureAlgorithm: "ECDSA-SHA256" });
    const found = await getApplication.call(session, { id });
    expect(found).toMatchObject({
      signatureAlgorithm: "ECDSA-SHA256",
      publicKey: expect.stringContaining("PUBLIC"),
      privateKey: expect.stringContaining("PRIVATE"),
    });
    expect(found).not.toHaveProperty("secretKey");
    expect(found).not.toHaveProperty("owner");
  });

  test("says that there is none, and that one is another account's, as different things", async () => {
    await expect(getApplication.call(session, { id: "1400000001" })).rejects.toThrow(
      /no application 1400000001/,
    );
    const id = await create("theirs");
    await backend.giveAway(id);
    await expect(getApplication.call(session, { id })).rejects.toThrow(/belongs to another account/);
  });
});

describe("getApplications", () => {
  test.each<[string, z.input<typeof getApplications.args>, string[]]>([
    ["none", {}, ["one", "two", "twin", "twin"]],
    ["a name, that several may have", { name: "twin" }, ["twin", "twin"]],
    ["a name that none has", { name: "twi" }, []],
    ["a status", { status: "Disabled" }, ["two"]],
    ["a tag", { tags: { team: "support" } }, ["one", "two"]],
    ["several tags, all of them", { tags: { team: "support", tier: "gold" } }, ["two"]],
    ["a tag's key with another value", { tags: { team: "sales" } }, []],
    ["a tag by a name that every object has", { tags: { constructor: "x" } }, []],
    ["all kinds", { name: "two", status: "Disabled", tags: { tier: "gold" } }, ["two"]],
    ["all kinds, one of which fails", { name: "two", status: "Normal", tags: { tier: "gold" } }, []],
  ])("filtered by %s", async (_, args, names) => {
    await create("one", { team: "support" });
    const two = await create("two", { team: "support", tier: "gold" });
    await create("twin");
    await create("twin");
    await backend.call(DisableApplication, { SdkAppId: Number(two) });
    backend.pass({ days: 1 });
    const { ids, applications } = await getApplications.call(session, args);
    expect(applications.map(({ name }) => name)).toEqual(names);
    expect(ids).toEqual(applications.map(({ id }) => id));
  });

  test("gives no keys away", async () => {
    const id = await create("one");
    const { secretKey } = await getApplication.call(session, { id });
    expect(JSON.stringify(await getApplications.call(session, {}))).not.toContain(secretKey);
  });
});

describe("getPushCertificates", () => {
  test("lists those of an application, all or of one vendor, without their secrets", async () => {
    const engine = backend.engine();
    const names = ["huawei", "honor"] as const;
    const declared = names.map((name) =>
      pushCertificate(name, { application: idOf("app"), platform: forms[name] }),
    );
    await engine.up([application("app"), ...declared]);
    const { id } = engine.resource("app");
    const all = await getPushCertificates.call(session, { application: id });
    expect(all.certificates.map(({ vendor }) => vendor).sort()).toEqual(["honor", "huawei"]);
    const { certificates } = await getPushCertificates.call(session, { application: id, vendor: "huawei" });
    const { outputs } = engine.resource("huawei");
    expect(certificates).toEqual([
      {
        id: engine.resource("huawei").id,
        vendor: "huawei",
        expired: false,
        owner: expect.stringMatching(/::huawei$/),
        certificateId: outputs.certificateId,
        fingerprint: outputs.fingerprint,
        app: outputs.app,
        createdTime: outputs.createdTime,
        effectiveTime: outputs.effectiveTime,
        timpushConfig: outputs.timpushConfig,
      },
    ]);
    expect(JSON.stringify(all)).not.toContain(forms.huawei.appSecret);
  });

  test("says that there is no such application", async () => {
    await expect(getPushCertificates.call(session, { application: "1400000001" })).rejects.toThrow(
      /no application 1400000001/,
    );
  });
});

test.each(functions.map((one) => [one.name, one] as const))(
  "%s documents every property",
  (_, definition) => {
    for (const schema of Object.values({ ...definition.args.shape, ...definition.result.shape })) {
      expect(metaOf(schema).description).toMatch(/\.$/);
    }
  },
);
