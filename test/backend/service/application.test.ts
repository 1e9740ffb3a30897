import {
  CreateApplication,
  DeleteApplication,
  DescribeApplications,
  DisableApplication,
  ListApplications,
  ModifyApplication,
  SimulateApplication,
} from "../../../backend/api";
import { Backend } from "./backend";

let backend: Backend;
beforeEach(async () => {
  backend = await Backend.open();
});
afterEach(() => backend.close());

const first = 1999000001;

test("a new application is Normal, on trial, with a key and its default admin account", async () => {
  const answer = await backend.create({ Owner: "acme/prod/chat" });
  expect(answer).toEqual({
    SdkAppId: first,
    Claim: expect.stringMatching(/^1\.[\w-]{22}$/),
    Replayed: false,
    Application: expect.objectContaining({ SdkAppId: first, Status: "Normal", Owner: "acme/prod/chat" }),
    CreatedTime: "2026-03-01T00:00:00.000Z",
    Siblings: [],
  });
  expect(await backend.describe(first, { secrets: true })).toEqual({
    SdkAppId: first,
    ClaimDigest: expect.stringMatching(/^[0-9a-f]{64}$/),
    Name: "support_chat",
    Description: "",
    ApplicationType: null,
    Region: "tokyo",
    RtcRegion: "singapore",
    Products: ["chat"],
    Status: "Normal",
    StatusSince: "2026-03-01T00:00:00.000Z",
    StatusUntil: null,
    DisabledReason: null,
    Cure: null,
    ProductStatus: [{ Product: "chat", Status: "Normal", Edition: "free-trial", ExpireTime: null }],
    RtcService: false,
    SignatureAlgorithm: "HMAC-SHA256",
    DeletionProtection: false,
    DeletableBySupportOnly: false,
    CreatedTime: "2026-03-01T00:00:00.000Z",
    ExpireTime: null,
    Leaving: [],
    Owner: "acme/prod/chat",
    Executor: "clock",
    AdminAccounts: [{ UserId: "administrator", CreatedTime: "2026-03-01T00:00:00.000Z" }],
    SecretKey: expect.stringMatching(/^[0-9a-f]{64}$/),
  });
});

test("an RTC product brings the RTC service with it", async () => {
  const { SdkAppId } = await backend.create({ Products: ["rtc-engine", "call"] });
  expect(await backend.describe(SdkAppId)).toMatchObject({
    Products: ["call", "rtc-engine"],
    RtcService: true,
    ProductStatus: [
      { Product: "call", Edition: "none", BasicService: "Normal", ValueAddedService: "Disabled" },
      { Product: "rtc-engine", Edition: "free-trial" },
    ],
  });
});

test("every application has a key of its own, which comes only when it is asked for", async () => {
  const one = await backend.create();
  const two = await backend.create();
  const keys = [
    (await backend.describe(one.SdkAppId, { secrets: true }))?.SecretKey,
    (await backend.describe(two.SdkAppId, { secrets: true }))?.SecretKey,
  ];
  expect(new Set(keys).size).toBe(2);
  const { Applications } = await backend.call(ListApplications, {});
  expect(Applications.map((application) => application.SecretKey)).toEqual([undefined, undefined]);
});

test("Siblings are the other live applications of the same owner, oldest first", async () => {
  const a = await backend.create({ Owner: "mine" });
  await backend.create({ Owner: "other" });
  const b = await backend.create({ Owner: "mine" });
  const gone = await backend.create({ Owner: "mine" });
  await backend.destroy(gone.SdkAppId);
  const { Siblings } = await backend.create({ Owner: "mine" });
  expect(Siblings.map((sibling) => sibling.SdkAppId)).toEqual([a.SdkAppId, b.SdkAppId]);
});

describe("creation refuses", () => {
  test.each([
    [{ Name: "sixteen_letters_" }, "InvalidParameterValue.Name"],
    [{ Name: "客服" }, "InvalidParameterValue.Name"],
    [{ Description: "two words" }, "InvalidParameterValue.Description"],
    [{ ApplicationType: "" }, "InvalidParameterValue.ApplicationType"],
    [{ Products: [] }, "InvalidParameterValue.Products"],
  ])("%p: %s", async (wrong, code) => {
    const refusal = await backend.refusal(CreateApplication, { ...backend.newApplication, ...wrong });
    expect(refusal.code).toBe(code);
    const { TotalCount } = await backend.call(ListApplications, {});
    expect(TotalCount).toBe(0);
  });
});

describe("DescribeApplications", () => {
  test("answers one entry per id, in the order asked, also for one asked twice", async () => {
    await backend.create();
    await backend.create();
    const { Entries } = await backend.call(DescribeApplications, {
      SdkAppIds: [first + 1, 1400000000, first, first + 1],
    });
    expect(Entries.map((entry) => [entry.SdkAppId, entry.Outcome])).toEqual([
      [first + 1, "Found"],
      [1400000000, "Refused"],
      [first, "Found"],
      [first + 1, "Found"],
    ]);
    expect(Entries[1]).toMatchObject({ Code: "ResourceNotFound.Application" });
  });

  test("says that it may not show another account's, instead of calling it gone", async () => {
    const { SdkAppId } = await backend.create();
    await backend.addAccount("200000000002");
    const { Entries } = await backend.as("200000000002", DescribeApplications, { SdkAppIds: [SdkAppId] });
    expect(Entries[0]).toMatchObject({ Outcome: "Refused", Code: "UnauthorizedOperation" });
  });

  test("shows nothing of what the clock has deleted", async () => {
    const { SdkAppId } = await backend.create();
    await backend.call(DisableApplication, { SdkAppId });
    backend.pass({ seconds: 300 });
    await backend.call(DeleteApplication, { SdkAppId });
    expect(await backend.describe(SdkAppId)).toMatchObject({ Status: "Deleting" });
    backend.pass({ seconds: 300 });
    expect(await backend.describe(SdkAppId)).toBeUndefined();
    expect(await backend.call(ListApplications, {})).toEqual({ TotalCount: 0, Applications: [] });
  });
});

test("ListApplications pages by SDKAppID", async () => {
  for (let count = 0; count < 5; count += 1) await backend.create();
  await backend.destroy(first + 1);
  const page = async (Offset: number) =>
    (await backend.call(ListApplications, { Offset, Limit: 2 })).Applications.map(({ SdkAppId }) => SdkAppId);
  expect([await page(0), await page(2), await page(4)]).toEqual([
    [first, first + 2],
    [first + 3, first + 4],
    [],
  ]);
  expect((await backend.call(ListApplications, { Limit: 1 })).TotalCount).toBe(4);
});

describe("ModifyApplication", () => {
  test.each([
    [{ Name: "renamed" }, { Name: "renamed" }],
    [{ Description: "first_line" }, { Description: "first_line" }],
    [{ ApplicationType: "社交" }, { ApplicationType: "社交" }],
    [{ ApplicationType: null }, { ApplicationType: null }],
    [{ DeletionProtection: true }, { DeletionProtection: true }],
    [{ RtcService: true as const }, { RtcService: true, Products: ["chat"] }],
    [{ Products: ["chat" as const, "call" as const] }, { Products: ["chat", "call"], RtcService: true }],
    [{ Products: ["live" as const] }, { Products: ["chat", "live"], RtcService: true }],
    [{}, { Name: "support_chat" }],
  ])("%p gives %p", async (change, expected) => {
    const { SdkAppId } = await backend.create({ ApplicationType: "game" });
    await backend.call(ModifyApplication, { SdkAppId, ...change });
    expect(await backend.describe(SdkAppId)).toMatchObject(expected);
  });

  test("judges only what changes: a console's own values pass when they are declared unchanged", async () => {
    const { SdkAppId } = await backend.create();
    const console = { Name: "客服 中心", Description: "a console's words", ApplicationType: "" };
    await backend.admin(SimulateApplication, { SdkAppId, ...console });
    await backend.call(ModifyApplication, { SdkAppId, ...console, DeletionProtection: true });
    expect(await backend.describe(SdkAppId)).toMatchObject({ ...console, DeletionProtection: true });
    const refusal = await backend.refusal(ModifyApplication, { SdkAppId, ...console, Name: "客服" });
    expect(refusal).toMatchObject({ code: "InvalidParameterValue.Name", parameter: "Name" });
  });

  test("changes everything or nothing", async () => {
    const { SdkAppId } = await backend.create();
    await backend.refusal(ModifyApplication, { SdkAppId, Name: "renamed", Description: "two words" });
    expect(await backend.describe(SdkAppId)).toMatchObject({ Name: "support_chat" });
  });

  test("keeps the editions of products that were open before", async () => {
    const { SdkAppId } = await backend.create();
    await backend.admin(SimulateApplication, { SdkAppId, Editions: { chat: "pro" } });
    await backend.call(ModifyApplication, { SdkAppId, Products: ["call"] });
    expect(await backend.describe(SdkAppId)).toMatchObject({
      ProductStatus: [
        { Product: "chat", Edition: "pro" },
        { Product: "call", Edition: "none" },
      ],
    });
  });
});
