import {
  CreateApplication,
  DescribeSubscriptions,
  ExtendSubscription,
  ModifySettings,
  PurchaseSubscription,
  type RequestOf,
  SimulateSubscription,
  UpgradeSubscription,
} from "../../../backend/api";
import { Backend } from "./backend";
import { packagesOf, withEveryProduct } from "./packages";

let backend: Backend;
let SdkAppId: number;
beforeEach(async () => {
  backend = await Backend.open({ PaidUpgradeCall: "self-service" });
  SdkAppId = await withEveryProduct(backend);
});
afterEach(() => backend.close());

const { purchase, buy, trial, record } = packagesOf(() => ({ backend, SdkAppId }));

describe("a purchase", () => {
  test("is a package with an end, details, and its edition on the application", async () => {
    await buy({
      Product: "chat",
      Edition: "pro",
      Months: 12,
      AutoRenewal: true,
      Configuration: { mau: 20_000 },
    });
    expect(await record("chat")).toMatchObject({
      Edition: "pro",
      OrderedEdition: "pro",
      Status: "InUse",
      Months: 12,
      AutoRenewal: true,
      Configuration: { mau: 20_000 },
      ExpireTime: "2027-03-01T00:00:00.000Z",
      EffectiveTime: "2026-03-01T00:05:00.000Z",
      Refundable: true,
      Details: { Title: "Pro", MessageHistoryDays: 30, UpgradesTo: ["pro-plus", "enterprise"] },
    });
    const application = await backend.describe(SdkAppId);
    expect(application).toMatchObject({
      DeletableBySupportOnly: true,
      ExpireTime: "2027-03-01T00:00:00.000Z",
    });
    expect(application?.ProductStatus[0]).toMatchObject({ Product: "chat", Edition: "pro" });
  });

  test.each([
    ["the free trial", { Edition: "free-trial" }, "InvalidParameterValue.Edition"],
    ["an edition of another product", { Edition: "pro" }, "InvalidParameterValue.Edition"],
    ["no months", { Months: 0 }, "InvalidParameterValue.Months"],
    ["more months than an order has", { Months: 37 }, "InvalidParameterValue.Months"],
    ["a name that none has", { Configuration: { "a b": 1 } }, "InvalidParameterValue.Configuration"],
  ] as const)("of %s is refused", async (_, changes, code) => {
    expect((await backend.refusal(PurchaseSubscription, purchase(changes))).code).toBe(code);
  });

  test("for a face that isn't open is refused with the way", async () => {
    const { SdkAppId: other } = await backend.create();
    const refusal = await backend.refusal(PurchaseSubscription, purchase({ SdkAppId: other }));
    expect(refusal).toMatchObject({ code: "InvalidParameterValue.Product", parameter: "Product" });
    expect(refusal.message).toContain('needs the product "call"');
  });

  test("of a call pack opens the TRTC service; without Chat there is none", async () => {
    const { SdkAppId: chat } = await backend.create();
    await buy({ SdkAppId: chat, Product: "call-pack" });
    expect(await backend.describe(chat)).toMatchObject({ RtcService: true });
    const { SdkAppId: live } = await backend.create({ Products: ["live"] });
    const refused = purchase({ SdkAppId: live, Product: "call-pack" });
    expect((await backend.refusal(PurchaseSubscription, refused)).code).toBe("InvalidParameterValue.Product");
  });

  test("beside a package that runs is refused", async () => {
    await buy();
    expect((await backend.refusal(PurchaseSubscription, purchase())).code).toBe("ResourceInUse.Subscription");
  });

  test("with the same token answers the first one and buys nothing", async () => {
    const first = await buy({ ClientToken: "t" });
    backend.pass({ hours: 1 });
    const again = await buy({ ClientToken: "t" });
    expect(again).toMatchObject({
      Replayed: true,
      OrderedTime: first.OrderedTime,
      ExpireTime: first.ExpireTime,
    });
    expect(again.Claim).not.toBe(first.Claim);
    expect(await record("call")).toMatchObject({ Months: 1 });
    const other = await backend.refusal(PurchaseSubscription, purchase({ ClientToken: "t", Months: 2 }));
    expect(other.code).toBe("InvalidParameter.ClientTokenMismatch");
    backend.pass({ days: 1 });
    expect((await backend.refusal(PurchaseSubscription, purchase({ ClientToken: "t" }))).code).toBe(
      "ResourceInUse.ClientToken",
    );
  });

  test("by a claim that was overtaken is refused", async () => {
    const { Claim } = await trial("call", { Owner: "one" });
    await buy({ Claim: Claim ?? "" });
    const refusal = await backend.refusal(ExtendSubscription, {
      SdkAppId,
      Product: "call",
      Months: 1,
      Claim: "x",
    });
    expect(refusal.code).toBe("OperationDenied.ManagedElsewhere");
    expect(refusal.message).toContain("manages the subscription");
  });
});

describe("an upgrade", () => {
  const upgrade = (changes: object = {}): RequestOf<typeof UpgradeSubscription> => ({
    SdkAppId,
    Product: "call",
    Edition: "group-call",
    ...changes,
  });

  test("changes the edition at once and keeps the package and its end", async () => {
    await buy();
    const before = await record("call");
    backend.pass({ days: 10 });
    await backend.call(UpgradeSubscription, upgrade());
    expect(await record("call")).toEqual({
      ...Object(before),
      Edition: "group-call",
      OrderedEdition: "group-call",
      EffectiveTime: "2026-03-11T00:05:00.000Z",
      RemainingDays: 21,
      TotalDays: 31,
      Refundable: false,
      Details: expect.objectContaining({ Title: "Group Call", UpgradesTo: [] }),
    });
  });

  test("raises a configuration, and lowers none", async () => {
    await buy({ Configuration: { a: 1, b: 5 } });
    await backend.call(UpgradeSubscription, { SdkAppId, Product: "call", Configuration: { a: 2, c: 3 } });
    expect(await record("call")).toMatchObject({
      Configuration: { a: 2, b: 5, c: 3 },
      Edition: "1-to-1-call",
    });
    const refusal = await backend.refusal(UpgradeSubscription, {
      SdkAppId,
      Product: "call",
      Configuration: { b: 4 },
    });
    expect(refusal).toMatchObject({ code: "OperationDenied.Downgrade", parameter: "Configuration.b" });
  });

  test.each([
    [
      "down",
      async () => buy({ Edition: "group-call" }),
      { Edition: "1-to-1-call" },
      "OperationDenied.Downgrade",
    ],
    ["to the trial", async () => buy(), { Edition: "free-trial" }, "OperationDenied.Downgrade"],
    ["of a trial", async () => trial("call"), {}, "InvalidParameterValue.Edition"],
    ["of nothing", async () => {}, {}, "ResourceNotFound.Subscription"],
    [
      "of what has ended",
      async () => {
        await buy();
        backend.pass({ days: 40 });
      },
      {},
      "FailedOperation.SubscriptionExpired",
    ],
  ])("%s is refused", async (_, prepare, changes, code) => {
    await prepare();
    expect((await backend.refusal(UpgradeSubscription, upgrade(changes))).code).toBe(code);
  });

  test("is support's where the settings say so, and support makes it", async () => {
    await backend.admin(ModifySettings, { PaidUpgradeCall: "ticket" });
    await buy();
    const { PackageId } = Object(await record("call"));
    const refusal = await backend.refusal(UpgradeSubscription, upgrade());
    expect(refusal.code).toBe("UnauthorizedOperation.PaidEditionContactSupport");
    expect(refusal.message).toContain(
      `open a ticket in the console and write: SDKAppID ${SdkAppId}, monthly package ${PackageId} of Call: please switch it from "1-to-1 Call" to "Group Call" within its current term`,
    );
    const bySupport = { SdkAppId, Product: "call", Event: "upgrade" } as const;
    await backend.admin(SimulateSubscription, { ...bySupport, Edition: "group-call" });
    expect(await record("call")).toMatchObject({
      PackageId,
      Edition: "group-call",
      OrderedEdition: "group-call",
    });
    const lower = { ...bySupport, Edition: "1-to-1-call" } as const;
    expect(await backend.refusal(SimulateSubscription, lower, { kind: "admin" })).toMatchObject({
      code: "InvalidParameterValue.Edition",
    });
  });

  test("with the same token is one upgrade", async () => {
    await buy();
    await backend.call(UpgradeSubscription, upgrade({ ClientToken: "u" }));
    expect(await backend.call(UpgradeSubscription, upgrade({ ClientToken: "u" }))).toMatchObject({
      Replayed: true,
    });
  });
});

describe("the same version again", () => {
  const extend = (changes: object = {}) =>
    backend.call(ExtendSubscription, { SdkAppId, Product: "call", Months: 2, ...changes });

  test("moves the end of what runs", async () => {
    await buy();
    backend.pass({ days: 5 });
    await extend();
    expect(await record("call")).toMatchObject({ Months: 3, ExpireTime: "2026-05-31T23:59:59.000Z" });
  });

  test("with the same token does so once", async () => {
    await buy();
    await extend({ ClientToken: "e" });
    expect(await extend({ ClientToken: "e" })).toMatchObject({ Replayed: true });
    expect(await record("call")).toMatchObject({ Months: 3 });
  });

  test("begins anew where it has ended", async () => {
    await buy();
    backend.pass({ days: 60 });
    await extend();
    expect(await record("call")).toMatchObject({
      Status: "InUse",
      Months: 3,
      PurchasedTime: "2026-04-30T00:00:00.000Z",
      ExpireTime: "2026-06-29T23:59:59.000Z",
    });
  });

  test("of a trial is refused", async () => {
    await trial("call");
    expect((await backend.refusal(ExtendSubscription, { SdkAppId, Product: "call", Months: 1 })).code).toBe(
      "InvalidParameterValue.Edition",
    );
  });
});

test("describing answers one entry per package asked for, in order", async () => {
  await buy();
  await backend.addAccount("200000000002");
  const Subscriptions = [
    { SdkAppId, Product: "live" },
    { SdkAppId: 1400000000, Product: "call" },
    { SdkAppId, Product: "call" },
  ] as const;
  const { Entries } = await backend.call(DescribeSubscriptions, { Subscriptions: [...Subscriptions] });
  expect(Entries).toMatchObject([
    { ...Subscriptions[0], Outcome: "Refused", Code: "ResourceNotFound.Subscription" },
    { ...Subscriptions[1], Outcome: "Refused", Code: "ResourceNotFound.Application" },
    { ...Subscriptions[2], Outcome: "Found" },
  ]);
  const asked = { Subscriptions: [...Subscriptions] };
  const foreign = await backend.as("200000000002", DescribeSubscriptions, asked);
  expect(foreign.Entries[2]).toMatchObject({ Outcome: "Refused", Code: "UnauthorizedOperation" });
});

test("packages go with their application", async () => {
  await buy();
  await backend.destroy(SdkAppId);
  expect(await record("call")).toBe("ResourceNotFound.Application");
  await backend.call(CreateApplication, backend.newApplication);
});
