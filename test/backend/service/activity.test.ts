import {
  type ActivityRecord,
  CreateAdminAccount,
  CreatePushCertificate,
  CreateTag,
  DeleteAdminAccount,
  DescribeActivities,
  DescribeApplications,
  DisableApplication,
  ListApplications,
  ModifyApplication,
  ModifyFaults,
  ModifyPushCertificate,
  ModifySettings,
  PurchaseSubscription,
  PushPlatform,
  type RequestOf,
  SimulateApplication,
  SimulateRoom,
  TagResources,
} from "../../../backend/api";
import {
  type Actor,
  addAccessKey,
  addAccount,
  createService,
  removeAccessKey,
} from "../../../backend/service";
import { Backend, requestId, uin } from "./backend";

let backend: Backend;
beforeEach(async () => {
  backend = await Backend.open();
});
afterEach(() => backend.close());

const log = async (filter: RequestOf<typeof DescribeActivities> = {}, account = uin) =>
  (await backend.as(account, DescribeActivities, filter)).Activities;
const newest = async (): Promise<ActivityRecord | undefined> => (await log({ MaxResults: 1 }))[0];
/** What was logged while something ran, the oldest first. */
async function during(act: () => Promise<unknown>): Promise<ActivityRecord[]> {
  const last = (await newest())?.Sequence ?? 0;
  await act();
  return (await log({ MaxResults: 1_000 })).filter(({ Sequence }) => Sequence > last).reverse();
}

test("an entry says when, who, which declaration, which application and what", async () => {
  const { SdkAppId } = await backend.create({ Owner: "org::dev::shop::::support" });
  backend.pass({ seconds: 5 });
  const actor = { kind: "console", user: "ops", secretId: "AKID1" } as const;
  const entries = await during(() =>
    backend.call(ModifyApplication, { SdkAppId, Name: "renamed", DeletionProtection: true }, actor),
  );
  expect(entries).toEqual([
    {
      Sequence: expect.any(Number),
      Time: "2026-03-01T00:00:05.000Z",
      Action: "ModifyApplication",
      Actor: { Kind: "console", Uin: uin, User: "ops", SecretId: "AKID1" },
      Owner: "org::dev::shop::::support",
      SdkAppId,
      Fields: ["Name", "DeletionProtection"],
      Summary: 'Name: "support_chat" → "renamed"; DeletionProtection: off → on',
      RequestId: requestId,
    },
  ]);
});

describe("secrets that a key pair reads", () => {
  const reader = { kind: "api", user: "ann", secretId: "AKID1" } as const;
  const read = (SdkAppIds: number[], actor: Actor = reader) =>
    during(() => backend.call(DescribeApplications, { SdkAppIds, WithSecrets: true }, actor));
  let SdkAppId: number;
  beforeEach(async () => {
    ({ SdkAppId } = await backend.create({ Owner: "org::dev::shop::::support" }));
  });

  test("are entered with who, when and whose, once an hour", async () => {
    expect(await read([SdkAppId])).toMatchObject([
      {
        Action: "DescribeApplications",
        Actor: { Kind: "api", User: "ann", SecretId: "AKID1" },
        Owner: "org::dev::shop::::support",
        SdkAppId,
        Fields: ["Secrets"],
        Summary: "SecretKey read",
      },
    ]);
    backend.pass({ seconds: 3_599 });
    expect(await read([SdkAppId])).toEqual([]);
    const other = (await backend.create()).SdkAppId;
    expect(await read([SdkAppId, other])).toMatchObject([{ SdkAppId: other }]);
    expect(await read([SdkAppId], { ...reader, secretId: "AKID2" })).toHaveLength(1);
    backend.pass({ seconds: 1 });
    expect(await read([SdkAppId])).toHaveLength(1);
  });

  test("are entered when they are listed, too, and both parts of a pair are named", async () => {
    await backend.admin(SimulateApplication, { SdkAppId, SignatureAlgorithm: "ECDSA-SHA256" });
    const entries = await during(() => backend.call(ListApplications, { WithSecrets: true }, reader));
    expect(entries).toMatchObject([{ Action: "ListApplications", Summary: "PrivateKey read" }]);
  });

  test.each<[string, Actor]>([
    ["nothing was signed: whoever reads a database itself has its key", { kind: "provider" }],
    ["the key pair gets none", { ...reader, readsSecrets: false }],
  ])("are not entered where %s", async (_, actor) => {
    expect(await read([SdkAppId], actor)).toEqual([]);
  });

  test("are not asked for by a look without them", async () => {
    const look = { SdkAppIds: [SdkAppId] };
    expect(await during(() => backend.call(DescribeApplications, look, reader))).toEqual([]);
  });
});

describe("the summary of", () => {
  let SdkAppId: number;
  beforeEach(async () => {
    ({ SdkAppId } = await backend.create({ Products: ["chat", "call"] }));
  });
  const acts: [string, () => Promise<unknown>, string][] = [
    [
      "a creation",
      () => backend.create({ Name: "second" }),
      'created: Name "second", Region tokyo, Products chat',
    ],
    ["a status", () => backend.call(DisableApplication, { SdkAppId }), "Status: Normal → Disabling"],
    [
      "a text of several lines",
      () => backend.admin(SimulateApplication, { SdkAppId, Description: "a\nb\u2028c\u0085d" }),
      'Description: "" → "a\\nb c d"',
    ],
    [
      "a long text",
      () => backend.admin(SimulateApplication, { SdkAppId, Description: "😀".repeat(500) }),
      `Description: "" → "${"😀".repeat(58)}…`,
    ],
    [
      "another signature algorithm",
      () => backend.admin(SimulateApplication, { SdkAppId, SignatureAlgorithm: "ECDSA-SHA256" }),
      "SignatureAlgorithm: HMAC-SHA256 → ECDSA-SHA256",
    ],
    [
      "an admin account",
      () => backend.call(CreateAdminAccount, { SdkAppId, UserId: "ops" }),
      'admin account "ops" added',
    ],
    [
      "a tag",
      () =>
        backend.call(TagResources, {
          ResourceList: [backend.resource(SdkAppId)],
          Tags: [{ TagKey: "team", TagValue: "support" }],
        }),
      "tag team=support put on",
    ],
    [
      "a package",
      () => backend.call(PurchaseSubscription, { SdkAppId, Product: "chat", Edition: "standard", Months: 2 }),
      "Chat package; Standard for 2 months, until 2026-05-01 00:00:00 UTC",
    ],
    [
      "a room",
      () => backend.admin(SimulateRoom, { SdkAppId, RoomId: "r", UserIds: ["u", "v"] }),
      'users in room "r": 0 → 2',
    ],
    ["settings", () => backend.admin(ModifySettings, { RefundDays: 3 }), "RefundDays: 5 → 3"],
    [
      "faults",
      () => backend.admin(ModifyFaults, { Faults: [{ Kind: "latency", Action: "CreateTag" }] }),
      "fault latency of CreateTag",
    ],
    [
      "a pair of Tag Management",
      () => backend.call(CreateTag, { TagKey: "k", TagValue: "v" }),
      "tag k=v created",
    ],
  ];
  test.each(acts)("%s", async (_, act, summary) => {
    expect((await during(act)).map(({ Summary }) => Summary)).toEqual([summary]);
  });
});

test("each application of one request has an entry of its own; those refused have none", async () => {
  const ids = [(await backend.create()).SdkAppId, (await backend.create()).SdkAppId];
  const ResourceList = [...ids, 5].map((id) => backend.resource(id));
  const Tags = [{ TagKey: "team", TagValue: "support" }];
  const entries = await during(() => backend.call(TagResources, { ResourceList, Tags }));
  expect(entries.map(({ SdkAppId }) => SdkAppId)).toEqual(ids);
  expect(await during(() => backend.call(TagResources, { ResourceList, Tags }))).toEqual([]);
});

describe("no entry", () => {
  test("for a creation that its ClientToken answers", async () => {
    const first = await backend.create({ ClientToken: "t" });
    const again = () => backend.create({ ClientToken: "t" });
    expect(await during(async () => expect((await again()).SdkAppId).toBe(first.SdkAppId))).toEqual([]);
  });

  test("for a signed request that is sent again", async () => {
    const { SdkAppId } = await backend.create();
    const context = { uin, actor: { kind: "api" }, requestId, fingerprint: "f1".repeat(32) } as const;
    const send = () => backend.service.call(ModifyApplication, { SdkAppId, Name: "once" }, context);
    expect(await during(send)).toHaveLength(1);
    expect(await during(send)).toEqual([]);
  });

  test("for a refusal", async () => {
    const { SdkAppId } = await backend.create();
    expect(await during(() => backend.refusal(DeleteAdminAccount, { SdkAppId, UserId: "none" }))).toEqual([]);
  });

  test("for what the clock does", async () => {
    const { SdkAppId } = await backend.create();
    await backend.destroy(SdkAppId);
    expect(await during(() => backend.call(CreateTag, { TagKey: "a", TagValue: "b" }))).toHaveLength(1);
  });
});

test("an operator's commands on accounts and key pairs are entered, without the secret key", async () => {
  const { now } = backend;
  const { uin: account, secretId, secretKey } = await addAccount(backend.store, { name: "ci", now });
  const wanted = { account: "ci", user: "eve", rights: "read", now } as const;
  const second = await addAccessKey(backend.store, wanted);
  await removeAccessKey(backend.store, second.secretId, now);
  const entries = await log({}, account);
  expect(entries.map(({ Action, Actor, Summary }) => [Action, Actor.Kind, Summary])).toEqual([
    ["RemoveAccessKey", "cli", `key pair ${second.secretId} (read of "eve") taken away`],
    ["AddAccessKey", "cli", `key pair ${second.secretId} (read of "eve") made`],
    ["AddAccount", "cli", `account "ci" added; key pair ${secretId} (write) made`],
  ]);
  expect(JSON.stringify(entries)).not.toContain(secretKey);
});

describe("asked for", () => {
  let ids: number[];
  beforeEach(async () => {
    ids = [(await backend.create()).SdkAppId, (await backend.create()).SdkAppId];
    for (const [index, SdkAppId] of ids.entries()) {
      backend.pass({ hours: 1 });
      const kind = index === 0 ? "console" : "cli";
      await backend.call(ModifyApplication, { SdkAppId, Name: `n${index}` }, { kind });
    }
  });

  const filters: [string, () => RequestOf<typeof DescribeActivities>, string[]][] = [
    ["an application", () => ({ SdkAppId: ids[0] }), ["ModifyApplication", "CreateApplication"]],
    ["an actor", () => ({ Actor: "cli" }), ["ModifyApplication"]],
    ["an action", () => ({ Action: "CreateApplication" }), ["CreateApplication", "CreateApplication"]],
    [
      "a field, which tells since when it is as it is",
      () => ({ SdkAppId: ids[1], Field: "Name" }),
      ["ModifyApplication", "CreateApplication"],
    ],
    ["a field that never changed", () => ({ SdkAppId: ids[1], Field: "Region" }), ["CreateApplication"]],
    ["a part that no name contains", () => ({ Field: "TagPairs" }), []],
    ["a time on", () => ({ From: "2026-03-01T02:00:00.000Z" }), ["ModifyApplication"]],
    [
      "a time until, which isn't in it",
      () => ({ To: "2026-03-01T02:00:00.000Z", SdkAppId: ids[1] }),
      ["CreateApplication"],
    ],
  ];
  test.each(filters)("%s", async (_, filter, expected) => {
    expect((await log(filter())).map(({ Action }) => Action)).toEqual(expected);
  });

  test("pages, all entries come once, also while others are made", async () => {
    const all = (await log()).map(({ Sequence }) => Sequence);
    const seen: number[] = [];
    let PaginationToken = "";
    do {
      const page = await backend.call(DescribeActivities, { PaginationToken, MaxResults: 2 });
      seen.push(...page.Activities.map(({ Sequence }) => Sequence));
      PaginationToken = page.PaginationToken;
      await backend.create();
    } while (PaginationToken !== "");
    expect(seen).toEqual(all);
    expect(all).toEqual([...all].sort((one, other) => other - one));
  });

  test("another page with a token of its own making, it says so", async () => {
    const refusal = await backend.refusal(DescribeActivities, { PaginationToken: "made up" });
    expect(refusal.code).toBe("InvalidParameter.PaginationTokenInvalid");
  });
});

test("an account sees nothing of another's", async () => {
  await backend.create();
  await backend.addAccount("100000000009");
  expect(await log({}, "100000000009")).toEqual([]);
});

describe("kept", () => {
  const writes = async (count: number) => {
    for (let index = 0; index < count; index += 1) {
      await backend.call(CreateTag, { TagKey: "k", TagValue: `${(await newest())?.Sequence}` });
    }
  };

  test("are the newest entries, a few more at most", async () => {
    await backend.admin(ModifySettings, { ActivitiesPerAccount: 20 });
    await writes(100);
    const entries = await log({ MaxResults: 1_000 });
    expect(entries.length).toBeGreaterThanOrEqual(20);
    expect(entries.length).toBeLessThanOrEqual(20 + 16);
    expect(entries[0]?.Summary).toBe(`tag k=${(entries[0]?.Sequence ?? 0) - 1} created`);
  });

  test("are those that are young enough", async () => {
    await backend.create();
    backend.pass({ days: 366 });
    await writes(16);
    expect((await log({ MaxResults: 1_000 })).filter(({ Action }) => Action !== "CreateTag")).toEqual([]);
  });
});

test("no secret is in the log: neither keys that are made nor secrets that are sent", async () => {
  const marker = "PLANTED-SECRET";
  const service = createService(backend.store, {
    now: () => new Date(backend.now),
    random: {
      bytes: (count) => new Uint8Array(count).fill(0xa7),
      fraction: () => 0,
      keyPair: () => ({ publicKey: "PUBLIC-PART", privateKey: marker }),
    },
  });
  const context = { uin, actor: { kind: "admin" }, requestId } as const;
  const { SdkAppId, Claim } = await backend.create({ Owner: "me" });
  const Platform = PushPlatform.parse({ Vendor: "huawei", PackageName: "com.example.shop", AppId: "1" });
  const form = { SdkAppId, Platform, Secrets: { AppSecret: `${marker}1` } };
  const { CertificateId, Claim: second } = await service.call(CreatePushCertificate, form, context);
  const edit = { SdkAppId, CertificateId, Platform, Secrets: { AppSecret: `${marker}2` } };
  await service.call(ModifyPushCertificate, edit, context);
  await service.call(SimulateApplication, { SdkAppId, SignatureAlgorithm: "ECDSA-SHA256" }, context);
  const rows = JSON.stringify(
    await backend.store.read((db) => db.selectFrom("activities").selectAll().execute()),
  );
  expect(rows).toContain(`push certificate ${CertificateId} (huawei): new secrets`);
  const made = Buffer.alloc(32, 0xa7);
  const spellings = [made.toString("hex"), made.toString("base64"), made.toString("base64url")];
  for (const secret of [marker, "PUBLIC-PART", Claim, second, ...spellings]) {
    expect(rows).not.toContain(secret);
  }
});
