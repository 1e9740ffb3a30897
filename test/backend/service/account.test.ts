import {
  DescribeAccount,
  defaultSettings,
  ListApplications,
  ListOwners,
  ModifySettings,
  SimulateApplication,
  SimulateBilling,
  SupportDeleteApplication,
  TagResources,
} from "../../../backend/api";
import { Backend, refusalOf, uin } from "./backend";

let backend: Backend;
beforeEach(async () => {
  backend = await Backend.open();
});
afterEach(() => backend.close());

test("DescribeAccount tells identity, settings, how many applications count, and what comes next", async () => {
  const { SdkAppId } = await backend.create();
  await backend.create();
  await backend.disable(SdkAppId);
  const account = await backend.call(DescribeAccount, {});
  expect(account).toEqual({
    Identity: backend.store.identity,
    Uin: uin,
    Simulated: true,
    Executor: "clock",
    Site: null,
    Settings: defaultSettings,
    Applications: 2,
    ServerTime: "2026-03-01T00:05:00.000Z",
    NextSdkAppId: SdkAppId + 2,
    NextCertificateId: 9_900_001,
    NextClaim: 3,
    FingerprintKey: expect.stringMatching(/^[\w-]{43}$/),
  });
  expect((await backend.call(DescribeAccount, {})).FingerprintKey).toBe(account.FingerprintKey);
  await backend.destroy(SdkAppId);
  expect((await backend.call(DescribeAccount, {})).Applications).toBe(1);
});

describe("ListOwners", () => {
  test.each([
    ["", ["acme/prod/a", "acme/prod/b", "acme/%/c"]],
    ["acme/prod/", ["acme/prod/a", "acme/prod/b"]],
    ["acme/%", ["acme/%/c"]],
    ["ACME", []],
  ])("with the prefix %p", async (Prefix, owners) => {
    for (const Owner of ["acme/prod/a", "acme/prod/b", "acme/%/c"]) await backend.create({ Owner });
    await backend.create();
    const { Owners } = await backend.call(ListOwners, { Prefix });
    expect(Owners.map(({ Owner }) => Owner)).toEqual(owners);
  });

  test("leaves out what is gone", async () => {
    const { SdkAppId } = await backend.create({ Owner: "mine" });
    await backend.destroy(SdkAppId);
    expect(await backend.call(ListOwners, { Prefix: "" })).toEqual({ Owners: [] });
  });
});

describe("ModifySettings", () => {
  test("changes what it names and keeps the rest", async () => {
    await backend.admin(ModifySettings, { ApplicationsPerAccount: 5 });
    await backend.admin(ModifySettings, { ArrearsGraceDays: 1 });
    expect((await backend.call(DescribeAccount, {})).Settings).toEqual({
      ...defaultSettings,
      ApplicationsPerAccount: 5,
      ArrearsGraceDays: 1,
    });
  });

  test("refuses a window whose least length exceeds its greatest", async () => {
    const refusal = await backend.refusal(ModifySettings, { WindowSecondsMin: 301 }, { kind: "admin" });
    expect(refusal).toMatchObject({ code: "InvalidParameterValue", parameter: "WindowSecondsMin" });
  });
});

describe("an account of its own", () => {
  test("sees nothing of another's", async () => {
    await backend.create({ Owner: "mine" });
    await backend.addAccount("200000000002");
    expect(await backend.as("200000000002", ListApplications, {})).toMatchObject({ TotalCount: 0 });
    expect(await backend.as("200000000002", ListOwners, { Prefix: "" })).toEqual({ Owners: [] });
    expect((await backend.as("200000000002", DescribeAccount, {})).Applications).toBe(0);
  });

  test("that the backend doesn't know is refused, never shown as empty", async () => {
    const refusal = await refusalOf(backend.as("300000000003", ListApplications, {}));
    expect(refusal.code).toBe("AuthFailure.UnauthorizedOperation");
  });
});

describe("the operator's actions", () => {
  const actors = ["provider", "console", "api"] as const;
  test.each(actors)("are refused to a %s", async (kind) => {
    const { SdkAppId } = await backend.create();
    const refusals = [
      await backend.refusal(ModifySettings, {}, { kind }),
      await backend.refusal(SupportDeleteApplication, { SdkAppId }, { kind }),
      await backend.refusal(SimulateBilling, { SdkAppId, Event: "paid" }, { kind }),
      await backend.refusal(SimulateApplication, { SdkAppId, Name: "x" }, { kind }),
    ];
    expect(new Set(refusals.map(({ code }) => code))).toEqual(new Set(["UnauthorizedOperation"]));
  });
});

describe("support", () => {
  test("deletes a protected application of a paid edition at once, with all that hangs on it", async () => {
    const { SdkAppId } = await backend.create({ DeletionProtection: true, ClientToken: "t", Owner: "mine" });
    await backend.admin(SimulateApplication, { SdkAppId, Editions: { chat: "enterprise" } });
    await backend.admin(SupportDeleteApplication, { SdkAppId });
    expect(await backend.describe(SdkAppId)).toBeUndefined();
    const next = await backend.create({ ClientToken: "t", Owner: "mine" });
    expect(next).toMatchObject({ SdkAppId: SdkAppId + 1, Replayed: false, Siblings: [] });
  });
});

describe("signature algorithms", () => {
  test("an old application has a key pair and no secret; the upgrade adds one and keeps the pair", async () => {
    const { SdkAppId } = await backend.create();
    await backend.admin(SimulateApplication, { SdkAppId, SignatureAlgorithm: "ECDSA-SHA256" });
    const old = await backend.describe(SdkAppId, { secrets: true });
    expect(old).toMatchObject({
      SignatureAlgorithm: "ECDSA-SHA256",
      PublicKey: expect.stringContaining("BEGIN PUBLIC KEY"),
      PrivateKey: expect.stringContaining("BEGIN PRIVATE KEY"),
    });
    expect(old?.SecretKey).toBeUndefined();
    await backend.admin(SimulateApplication, { SdkAppId, SignatureAlgorithm: "HMAC-SHA256" });
    const upgraded = await backend.describe(SdkAppId, { secrets: true });
    expect(upgraded).toMatchObject({
      SignatureAlgorithm: "HMAC-SHA256",
      SecretKey: expect.stringMatching(/^[0-9a-f]{64}$/),
      PublicKey: old?.PublicKey,
      PrivateKey: old?.PrivateKey,
    });
  });
});

test("SDKAppIDs are never given out again", async () => {
  const ids: number[] = [];
  for (let count = 0; count < 4; count += 1) {
    const { SdkAppId } = await backend.create();
    ids.push(SdkAppId);
    await backend.destroy(SdkAppId);
  }
  expect(ids).toEqual([1999000001, 1999000002, 1999000003, 1999000004]);
});

describe("quotas", () => {
  beforeEach(() => backend.admin(ModifySettings, { ApplicationsPerAccount: 2 }));

  test("a disabled application counts, one that is being deleted too, a deleted one doesn't", async () => {
    const refused = async () => (await refusalOf(backend.create())).code;
    const { SdkAppId } = await backend.create();
    await backend.create();
    expect(await refused()).toBe("LimitExceeded.Applications");
    await backend.disable(SdkAppId);
    expect(await refused()).toBe("LimitExceeded.Applications");
    await backend.destroy(SdkAppId);
    await backend.create();
    expect(await refused()).toBe("LimitExceeded.Applications");
  });

  test("what is gone leaves the disk when its place is needed, with all that hung on it", async () => {
    const { SdkAppId } = await backend.create({ ClientToken: "t" });
    await backend.call(TagResources, {
      ResourceList: [backend.resource(SdkAppId)],
      Tags: [{ TagKey: "a", TagValue: "b" }],
    });
    await backend.create();
    await backend.destroy(SdkAppId);
    await backend.create();
    const left = await backend.store.read(async (db) => {
      const ids = [];
      for (const table of ["applications", "admin_accounts", "client_tokens", "tag_bindings"] as const) {
        for (const row of await db.selectFrom(table).select("sdk_app_id").execute()) ids.push(row.sdk_app_id);
      }
      return ids;
    });
    expect(new Set(left)).toEqual(new Set([SdkAppId + 1, SdkAppId + 2]));
  });
});
