import fc from "fast-check";
import {
  type ActionName,
  AddProject,
  ApiError,
  actions,
  ClaimTrial,
  CreateAdminAccount,
  CreatePushCertificate,
  CreateTag,
  DescribeAccount,
  DescribeActivities,
  DescribeFaults,
  DescribeSubscriptions,
  DescribeTags,
  ListApplications,
  ListPushCertificates,
  PurchaseSubscription,
  PushPlatform,
  SetWebhook,
  SimulateRoom,
  subscriptionProducts,
  TagResources,
} from "../../../backend/api";
import { settle } from "../../../backend/rules/application/status";
import { simulatedRefusals } from "../../../backend/service/enrolment/refusals";
import { inputs, share } from "../../depth";
import { onPostgres } from "../databases";
import { Backend, requestId, uin } from "./backend";

/** Of simulated accounts: what real ones alone do changes nothing in these. */
const changing = Object.values(actions).flatMap(({ name, access }) =>
  access === "read" || name === "DescribeFaults" || name in simulatedRefusals ? [] : [name],
);

/** What each action may be asked for an application: few values, so that they often meet what is there. */
const platform = (AppId: string) =>
  PushPlatform.parse({ Vendor: "huawei", PackageName: "com.example.shop", AppId });
const oneOf = fc.constantFrom;
const word = oneOf("a", "b");
const Claim = fc.option(oneOf("outdated"), { nil: undefined });
const Product = oneOf("chat", "call", "call-pack", "live");
const tag = { TagKey: word, TagValue: word };
const tags = fc.uniqueArray(fc.record(tag), { minLength: 1, maxLength: 2, selector: (one) => one.TagKey });
const several = { ServiceType: fc.constant("im"), ResourcePrefix: fc.constant("sdkappid") };
const owners = oneOf("me", "other");
const TakeOver = fc.boolean();
const CertificateId = oneOf(9_900_001, 9_900_002);
const UserIds = fc.uniqueArray(oneOf("u", "v", "w"), { minLength: 1 });

/** Fields by action; `SdkAppId`, `Resource` and the like are filled in for those that take them. */
const fields: Readonly<Partial<Record<ActionName, Readonly<Record<string, fc.Arbitrary<unknown>>>>>> = {
  ModifySettings: { RefundDays: oneOf(4, 5), WindowSecondsMin: oneOf(100, 200) },
  SupportDeleteApplication: {},
  SimulateBilling: { Event: oneOf("arrears", "paid", "refund", "package-used-up") },
  SimulateApplication: { Name: word, SignatureAlgorithm: oneOf("HMAC-SHA256", "ECDSA-SHA256") },
  SimulateRoom: { RoomId: oneOf(1, "r"), UserIds },
  ModifyFaults: { Faults: oneOf([], [{ Kind: "latency", Action: "CreateTag" }]) },
  CreateApplication: {
    Name: word,
    Region: oneOf("tokyo"),
    Products: oneOf(["chat"], ["chat", "call", "live"]),
    ClientToken: fc.option(word, { nil: undefined }),
    Owner: fc.option(owners, { nil: undefined }),
  },
  ModifyApplication: {
    Claim,
    Name: word,
    Description: word,
    DeletionProtection: fc.boolean(),
    Products: fc.option(oneOf(["chat", "call"]), { nil: undefined }),
    SignatureAlgorithm: fc.option(oneOf("HMAC-SHA256"), { nil: undefined }),
  },
  EnableApplication: { Claim },
  DisableApplication: { Claim },
  DeleteApplication: { Claim },
  ClaimApplication: { Owner: owners, TakeOver },
  ReleaseApplication: { Claim },
  CreateAdminAccount: { UserId: word, ClientToken: word },
  DeleteAdminAccount: { UserId: word },
  CreatePushCertificate: {
    Platform: oneOf(platform("1"), platform("2")),
    Secrets: oneOf({ AppSecret: "one" }),
    ClientToken: fc.option(word, { nil: undefined }),
    Owner: fc.option(owners, { nil: undefined }),
  },
  ModifyPushCertificate: {
    CertificateId,
    Platform: oneOf(platform("1"), platform("2")),
    Secrets: fc.option(oneOf({ AppSecret: "one" }, { AppSecret: "two" }), { nil: undefined }),
    Claim,
  },
  DeletePushCertificate: { CertificateId, Claim },
  ClaimPushCertificate: { CertificateId, Owner: owners },
  ReleasePushCertificate: { CertificateId, Claim },
  ClaimTrial: { Product, Owner: owners, ClientToken: word },
  PurchaseSubscription: {
    Product,
    Edition: oneOf("standard", "pro", "1-to-1-call"),
    Months: oneOf(1),
    AutoRenewal: fc.boolean(),
    ClientToken: word,
  },
  UpgradeSubscription: { Product, Edition: oneOf("pro", "enterprise"), Claim },
  ExtendSubscription: { Product, Months: oneOf(2), ClientToken: word },
  ModifyAutoRenewal: { Product, AutoRenewal: fc.boolean(), Claim },
  RefundSubscription: { Product, Claim },
  ClaimSubscription: { Product, Owner: owners, TakeOver },
  ReleaseSubscription: { Product, Claim, KeepAutoRenewal: fc.boolean() },
  SimulateSubscription: {
    Product,
    Event: oneOf("refund", "upgrade", "downgrade", "arrears", "paid", "minutes-used", "expired"),
    Edition: oneOf("free-trial", "standard"),
  },
  CreateTag: tag,
  CreateTags: { Tags: tags },
  DeleteTag: tag,
  DeleteTags: { Tags: tags },
  TagResources: { Tags: tags },
  UnTagResources: { TagKeys: fc.uniqueArray(word, { minLength: 1 }) },
  ModifyResourceTags: { ReplaceTags: tags },
  DismissRoom: { RoomId: oneOf(1) },
  DismissRoomByStrRoomId: { RoomId: oneOf("r") },
  RemoveUser: { RoomId: oneOf(1), UserIds },
  RemoveUserByStrRoomId: { RoomId: oneOf("r"), UserIds },
  AddResourceTag: tag,
  UpdateResourceTagValue: tag,
  DeleteResourceTag: { TagKey: word },
  AttachResourcesTag: { ...several, ...tag },
  DetachResourcesTag: { ...several, TagKey: word },
  ModifyResourcesTagValue: { ...several, ...tag },
  AddProject: { ProjectName: word, Info: word },
  SetWebhook: {
    Product: oneOf("live", "call"),
    Url: oneOf("https://example.com/a", "https://example.com/a?secret=1"),
    Events: oneOf(["Live.CallbackAfterCreateRoom"], ["Live.CallbackAfterDestroyRoom"]),
    Owner: fc.option(owners, { nil: undefined }),
    ClientToken: fc.option(word, { nil: undefined }),
  },
  DeleteWebhook: { Product: oneOf("live", "call") },
  ReleaseWebhook: { Product: oneOf("live", "call"), Owner: owners },
  UpdateProject: {
    ProjectId: oneOf(1_000_001, 1_000_009),
    ProjectName: fc.option(word, { nil: undefined }),
    Disable: oneOf(0, 1),
  },
};

/** Where an action takes its application, and how it names it. */
const targets: Readonly<Record<string, (backend: Backend, id: number) => unknown>> = {
  SdkAppId: (_, id) => id,
  Resource: (backend, id) => backend.resource(id),
  ResourceList: (backend, id) => [backend.resource(id), backend.resource(1)],
  ResourceIds: (_, id) => [String(id)],
};

interface Step {
  readonly action: ActionName;
  readonly given: object;
  /** Of the two applications. */
  readonly which: number;
}

const stepOf = (action: ActionName): fc.Arbitrary<Step> =>
  fc.record({
    action: fc.constant(action),
    given: fc.record({ ...fields[action] }),
    which: fc.nat({ max: 1 }),
  });
const anyStep = fc.oneof(...changing.map(stepOf));
/** Of a new backend. */
const firstSdkAppId = 1999000001;

const pause = oneOf(0, 0, 60, 300, 700_000);

/** Everything that a backend shows, but for who holds a claim: a new proof for the same declaration is no change. */
async function shown(backend: Backend): Promise<unknown> {
  const { Applications } = await backend.call(ListApplications, {});
  const ids = Applications.map(({ SdkAppId }) => SdkAppId);
  const certificates = await Promise.all(
    ids.map((SdkAppId) => backend.call(ListPushCertificates, { SdkAppId })),
  );
  const Subscriptions = ids.flatMap((SdkAppId) =>
    subscriptionProducts.map((one) => ({ SdkAppId, Product: one })),
  );
  const packages = ids.length === 0 ? [] : await backend.call(DescribeSubscriptions, { Subscriptions });
  const { Settings } = await backend.call(DescribeAccount, {});
  // In the order of their keys: without one, PostgreSQL may answer the same rows in another order.
  const rows = await backend.store.read((db) =>
    db.selectFrom("applications").selectAll().orderBy("sdk_app_id").execute(),
  );
  const used = await backend.store.read((db) =>
    db
      .selectFrom("subscriptions")
      .select(["minutes_used", "refunded_at"])
      .orderBy("sdk_app_id")
      .orderBy("product")
      .execute(),
  );
  const owed = rows.map((row) => settle(row, backend.now, Settings)?.billing_event_at);
  const tables = await backend.store.read((db) =>
    Promise.all([
      db.selectFrom("tag_bindings").selectAll().orderBy("sdk_app_id").orderBy("tag_key").execute(),
      db.selectFrom("rooms").selectAll().orderBy("comm_id").execute(),
      db
        .selectFrom("webhooks")
        .select(["sdk_app_id", "product", "revision", "owner"])
        .orderBy("sdk_app_id")
        .orderBy("product")
        .execute(),
      db.selectFrom("projects").selectAll().orderBy("project_id").execute(),
    ]),
  );
  const all = [
    Applications,
    certificates,
    packages,
    Settings,
    owed,
    used,
    await backend.call(DescribeTags, { Limit: 100 }),
    await backend.admin(DescribeFaults, {}),
    tables,
  ];
  return JSON.parse(JSON.stringify(all, (key, value) => (key === "ClaimDigest" ? undefined : value)));
}

/** Asks as the operator, who may do everything; whether it was done. */
async function take(backend: Backend, { action, given, which }: Step): Promise<boolean> {
  const { shape } = actions[action].request;
  const target = Object.entries(targets).flatMap(([key, name]) =>
    key in shape && action !== "CreateApplication" ? [[key, name(backend, firstSdkAppId + which)]] : [],
  );
  const request = { ...Object.fromEntries(target), ...given };
  try {
    await backend.service.answer(action, request, { uin, actor: { kind: "admin" }, requestId });
    return true;
  } catch (error) {
    if (error instanceof ApiError && error.code !== "InternalError") return false;
    throw error;
  }
}

/** An application with one of everything, and a second one that is disabled. */
async function furnished(): Promise<Backend> {
  const backend = await Backend.open({ TrialsPerApplication: 10, PaidUpgradeCall: "self-service" });
  const Products: ("chat" | "call" | "live")[] = ["chat", "call", "live"];
  const { SdkAppId } = await backend.create({ Products, Owner: "me" });
  const second = await backend.create({ Owner: "me" });
  await backend.disable(second.SdkAppId);
  await backend.call(CreateAdminAccount, { SdkAppId, UserId: "a" });
  const form = { Platform: platform("1"), Secrets: { AppSecret: "one" } };
  for (const Owner of ["me", undefined]) {
    await backend.call(CreatePushCertificate, { SdkAppId, ...form, Owner });
  }
  await backend.call(PurchaseSubscription, { SdkAppId, Product: "chat", Edition: "standard", Months: 1 });
  await backend.call(ClaimTrial, { SdkAppId, Product: "live", Owner: "me" });
  const hook = { Url: "https://example.com/a", Events: ["Live.CallbackAfterCreateRoom"], Owner: "me" };
  await backend.call(SetWebhook, { SdkAppId, Product: "live", ...hook });
  const ResourceList = [backend.resource(SdkAppId)];
  await backend.call(TagResources, { ResourceList, Tags: [{ TagKey: "a", TagValue: "a" }] });
  await backend.call(CreateTag, { TagKey: "b", TagValue: "a" });
  await backend.call(AddProject, { ProjectName: "a" });
  for (const RoomId of [1, "r"]) await backend.admin(SimulateRoom, { SdkAppId, RoomId, UserIds: ["u", "v"] });
  return backend;
}

/** Does a step, and holds what the log says of it against what the backend shows. Answers whether it changed anything. */
async function judge(backend: Backend, one: Step): Promise<boolean> {
  // What the clock has deleted leaves the disk, and is no change by anybody.
  await backend.call(DescribeAccount, {});
  const before = await shown(backend);
  const last = (await backend.call(DescribeActivities, { MaxResults: 1 })).Activities[0]?.Sequence ?? 0;
  const succeeded = await take(backend, one);
  const changed = JSON.stringify(await shown(backend)) !== JSON.stringify(before);
  const { Activities } = await backend.call(DescribeActivities, { MaxResults: 1_000 });
  const fresh = Activities.filter(({ Sequence }) => Sequence > last);
  expect({ one, changed, noted: fresh.length > 0, fresh }).toMatchObject({ noted: changed });
  if (!succeeded) expect({ one, changed }).toEqual({ one, changed: false });
  for (const entry of fresh) {
    expect(entry).toMatchObject({ Action: one.action, RequestId: requestId });
    expect(entry.Summary).toMatch(/^[^\p{Cc}\p{Zl}\p{Zp}]{1,1000}$/u);
    expect(entry.Fields.length).toBeGreaterThan(0);
  }
  return changed;
}

test("an entry for whatever changes, and none for what doesn't or is refused", async () => {
  const steps = fc.array(fc.tuple(anyStep, pause), { minLength: 5, maxLength: 25 });
  await fc.assert(
    fc.asyncProperty(steps, async (list) => {
      const backend = await furnished();
      try {
        for (const [one, seconds] of list) {
          backend.pass({ seconds });
          await judge(backend, one);
        }
      } finally {
        await backend.close();
      }
    }),
    { numRuns: inputs(onPostgres ? 5 : 10) },
  );
});

/** The law says nothing of an action that never changes anything. Whether one does is no matter of the database. */
if (!onPostgres) {
  test.each(share(changing))("%s is noted when it changes something", async (name) => {
    const backend = await furnished();
    try {
      for (const one of fc.sample(stepOf(name), { numRuns: 100, seed: 1 })) {
        if (await judge(backend, one)) return;
      }
      throw new Error(`${name} changed nothing`);
    } finally {
      await backend.close();
    }
  });
}
