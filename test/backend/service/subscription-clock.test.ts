import {
  ClaimSubscription,
  ClaimTrial,
  DeleteApplication,
  DescribeSubscriptions,
  DisableApplication,
  EnableApplication,
  ExtendSubscription,
  ModifyAutoRenewal,
  PurchaseSubscription,
  RefundSubscription,
  ReleaseSubscription,
  type RequestOf,
  SimulateBilling,
  SimulateSubscription,
  type SubscriptionProduct,
} from "../../../backend/api";
import { Backend } from "./backend";

let backend: Backend;
let SdkAppId: number;
beforeEach(async () => {
  backend = await Backend.open();
  SdkAppId = (await backend.create({ Products: ["chat", "call"] })).SdkAppId;
});
afterEach(() => backend.close());

const of = (Product: SubscriptionProduct) => ({ SdkAppId, Product });
const record = async (Product: SubscriptionProduct) => {
  const [entry] = (await backend.call(DescribeSubscriptions, { Subscriptions: [of(Product)] })).Entries;
  if (entry?.Outcome !== "Found") throw new Error("there is no package");
  return entry.Subscription;
};
const application = async () => {
  const found = await backend.describe(SdkAppId);
  return { Status: found?.Status, DisabledReason: found?.DisabledReason };
};
const buyChat = (changes: Partial<RequestOf<typeof PurchaseSubscription>> = {}) =>
  backend.call(PurchaseSubscription, { ...of("chat"), Edition: "pro", Months: 1, ...changes });
const buyCall = () =>
  backend.call(PurchaseSubscription, { ...of("call"), Edition: "1-to-1-call", Months: 1 });
/** Buys it, and answers the claim that the purchase made. */
const claimOf = async (changes: Parameters<typeof buyChat>[0]): Promise<string> =>
  (await buyChat(changes)).Claim ?? "";
type Event = RequestOf<typeof SimulateSubscription>["Event"];
const simulate = (Event: Event, Product: SubscriptionProduct = "chat", changes: object = {}) =>
  backend.admin(SimulateSubscription, { ...of(Product), Event, ...changes });

describe("a Chat package", () => {
  test("that ends expires its application, and seven days later disables it", async () => {
    await buyChat();
    backend.pass({ days: 30 });
    expect(await application()).toEqual({ Status: "Normal", DisabledReason: null });
    backend.pass({ days: 1 });
    expect(await record("chat")).toMatchObject({
      Status: "Expired",
      Cure: expect.stringContaining("extend"),
    });
    expect(await application()).toEqual({ Status: "Expired", DisabledReason: null });
    backend.pass({ days: 7 });
    expect(await application()).toEqual({ Status: "Disabled", DisabledReason: "expired" });
    expect((await backend.refusal(EnableApplication, { SdkAppId })).code).toBe(
      "FailedOperation.SubscriptionExpired",
    );
  });

  test.each([
    ["Expired", 31],
    ["Disabled", 40],
  ])("that is extended brings an %s application back through Enabling", async (Status, days) => {
    await buyChat();
    backend.pass({ days });
    expect(await application()).toMatchObject({ Status });
    await backend.call(ExtendSubscription, { ...of("chat"), Months: 1 });
    expect(await application()).toEqual({ Status: "Enabling", DisabledReason: null });
    backend.pass({ seconds: 300 });
    expect(await application()).toEqual({ Status: "Normal", DisabledReason: null });
    expect(await record("chat")).toMatchObject({ Status: "InUse", Months: 2 });
    backend.pass({ days: 31 });
    expect(await application()).toMatchObject({ Status: "Expired" });
  });

  test("leaves an application that was disabled by hand disabled", async () => {
    await buyChat();
    await backend.call(DisableApplication, { SdkAppId });
    backend.pass({ days: 60 });
    await backend.call(ExtendSubscription, { ...of("chat"), Months: 1 });
    expect(await application()).toEqual({ Status: "Disabled", DisabledReason: "manual" });
    expect(await backend.call(EnableApplication, { SdkAppId })).toMatchObject({ Status: "Enabling" });
  });

  test("that renews itself goes on, and ends once renewal is off", async () => {
    await buyChat({ AutoRenewal: true });
    backend.pass({ days: 100 });
    expect(await record("chat")).toMatchObject({ Status: "InUse", Months: 1, AutoRenewal: true });
    expect(await application()).toMatchObject({ Status: "Normal" });
    await backend.call(ModifyAutoRenewal, { ...of("chat"), AutoRenewal: false });
    const { ExpireTime } = await record("chat");
    expect(ExpireTime).toBe("2026-07-01T00:00:00.000Z");
    backend.pass({ days: 22 });
    expect(await record("chat")).toMatchObject({ Status: "Expired", ExpireTime });
    expect(await application()).toMatchObject({ Status: "Expired" });
  });

  test("in arrears is disabled after seven days and isn't renewed; what was owed brings it back", async () => {
    await buyChat({ AutoRenewal: true });
    backend.pass({ days: 10 });
    await simulate("arrears");
    expect(await record("chat")).toMatchObject({
      Status: "Overdue",
      Cure: expect.stringContaining("arrears"),
    });
    backend.pass({ days: 7 });
    expect(await application()).toEqual({ Status: "Disabled", DisabledReason: "arrears" });
    await simulate("paid");
    backend.pass({ seconds: 300 });
    expect(await application()).toEqual({ Status: "Normal", DisabledReason: null });
    backend.pass({ days: 60 });
    expect(await record("chat")).toMatchObject({ Status: "InUse" });
  });

  test("that could not be renewed for arrears has ended, paid or not", async () => {
    await buyChat({ AutoRenewal: true });
    backend.pass({ days: 10 });
    await backend.admin(SimulateBilling, { SdkAppId, Event: "arrears" });
    backend.pass({ days: 30 });
    expect(await record("chat")).toMatchObject({ Status: "Expired" });
    await backend.admin(SimulateBilling, { SdkAppId, Event: "paid" });
    expect(await record("chat")).toMatchObject({ Status: "Expired", AutoRenewal: false });
    expect(await application()).toMatchObject({ Status: "Disabled", DisabledReason: "expired" });
  });

  test("that is refunded expires its application at once, and seven days later disables it", async () => {
    await buyChat({ AutoRenewal: true });
    backend.pass({ days: 3 });
    await backend.call(RefundSubscription, of("chat"));
    await backend.call(RefundSubscription, of("chat"));
    expect(await record("chat")).toMatchObject({ Status: "Refunded", AutoRenewal: false });
    expect(await application()).toMatchObject({ Status: "Expired" });
    backend.pass({ days: 7 });
    expect(await application()).toEqual({ Status: "Disabled", DisabledReason: "refund" });
    await simulate("paid");
    expect(await application()).toMatchObject({ Status: "Disabled", DisabledReason: "refund" });
    await backend.call(PurchaseSubscription, { ...of("chat"), Edition: "pro", Months: 1 });
    backend.pass({ seconds: 300 });
    expect(await application()).toEqual({ Status: "Normal", DisabledReason: null });
  });

  test("once ended is bought again, but no lower", async () => {
    await buyChat();
    backend.pass({ days: 40 });
    const lower = { ...of("chat"), Edition: "standard", Months: 1 } as const;
    expect((await backend.refusal(PurchaseSubscription, lower)).code).toBe("OperationDenied.Downgrade");
    await buyChat({ Edition: "enterprise" });
    expect(await record("chat")).toMatchObject({ Edition: "enterprise", Months: 1 });
  });

  test("keeps its application from being deleted until support has put it back on the Free Trial", async () => {
    await buyChat();
    await backend.disable(SdkAppId);
    const refusal = await backend.refusal(DeleteApplication, { SdkAppId });
    expect(refusal.code).toBe("UnauthorizedOperation.PaidEditionContactSupport");
    backend.pass({ days: 90 });
    expect((await backend.refusal(DeleteApplication, { SdkAppId })).code).toBe(refusal.code);
    await simulate("downgrade", "chat", { Edition: "free-trial" });
    expect(await record("chat")).toMatchObject({
      Edition: "free-trial",
      OrderedEdition: "pro",
      Status: "Refunded",
    });
    expect(await backend.describe(SdkAppId)).toMatchObject({
      DeletableBySupportOnly: false,
      ExpireTime: null,
    });
    await backend.call(ReleaseSubscription, of("chat"));
    expect(await backend.call(DeleteApplication, { SdkAppId })).toMatchObject({ Status: "Deleting" });
  });
});

describe("an RTC package", () => {
  test("that ends takes its edition along and leaves the application alone", async () => {
    await buyCall();
    const face = async () =>
      (await backend.describe(SdkAppId))?.ProductStatus.find(({ Product }) => Product === "call");
    expect(await face()).toMatchObject({ Edition: "1-to-1-call", Status: "Normal" });
    backend.pass({ days: 40 });
    expect(await face()).toMatchObject({ Edition: "none", Status: "Normal", ExpireTime: null });
    expect(await application()).toMatchObject({ Status: "Normal" });
  });

  test.each(["package-used-up", "pay-as-you-go-off", "arrears"] as const)(
    "cures what %s has stopped",
    async (Event) => {
      await backend.admin(SimulateBilling, { SdkAppId, Event });
      backend.pass({ days: 8 });
      expect(await application()).toEqual({ Status: "Disabled", DisabledReason: Event });
      await buyCall();
      expect(await application()).toMatchObject({ Status: "Enabling" });
    },
  );

  test("doesn't cure an ended Chat package", async () => {
    await buyChat();
    backend.pass({ days: 31 });
    await buyCall();
    expect(await application()).toMatchObject({ Status: "Expired" });
    await backend.admin(SimulateBilling, { SdkAppId, Event: "arrears" });
    await backend.call(ExtendSubscription, { ...of("call"), Months: 1 });
    expect(await application()).toMatchObject({ Status: "Expired" });
  });

  test.each([
    ["within five days", async () => backend.pass({ days: 5 }), undefined],
    ["later", async () => backend.pass({ days: 6 }), "more than 5 days ago"],
    ["once its minutes are used", async () => simulate("minutes-used", "call"), "minutes have been used"],
    ["once it has ended", async () => backend.pass({ days: 40 }), "it has ended"],
  ])("%s is refunded or refused", async (_, prepare, why) => {
    await buyCall();
    await prepare();
    expect((await record("call")).Refundable).toBe(why === undefined);
    if (why === undefined) {
      await backend.call(RefundSubscription, of("call"));
      expect(await record("call")).toMatchObject({ Status: "Refunded" });
      expect(await application()).toMatchObject({ Status: "Normal" });
      return;
    }
    const refusal = await backend.refusal(RefundSubscription, of("call"));
    expect(refusal.code).toBe("FailedOperation.NotRefundable");
    expect(refusal.message).toContain(why);
  });
});

describe("auto-renewal", () => {
  test("is none of a trial's, nor of what has ended", async () => {
    await backend.call(ClaimTrial, of("call"));
    const on = { ...of("call"), AutoRenewal: true };
    expect((await backend.refusal(ModifyAutoRenewal, on)).message).toContain("a trial isn't renewed");
    await buyCall();
    backend.pass({ days: 40 });
    expect((await backend.refusal(ModifyAutoRenewal, on)).code).toBe("FailedOperation.SubscriptionExpired");
  });
});

describe("who manages a package", () => {
  test("is one declaration at a time, and a proven claim stays good", async () => {
    const Claim = await claimOf({ Owner: "one" });
    const taking = { ...of("chat"), Owner: "two" };
    expect((await backend.refusal(ClaimSubscription, taking)).code).toBe("OperationDenied.ManagedElsewhere");
    expect(await backend.call(ClaimSubscription, { ...taking, Claim })).toEqual({
      Claim,
      PreviousOwner: "one",
    });
    const taken = await backend.call(ClaimSubscription, { ...taking, Owner: "three", TakeOver: true });
    expect(taken).toMatchObject({ PreviousOwner: "two" });
    expect(taken.Claim).not.toBe(Claim);
    const off = { ...of("chat"), Claim, AutoRenewal: false };
    expect((await backend.refusal(ModifyAutoRenewal, off)).code).toBe("OperationDenied.ManagedElsewhere");
  });

  test("an outdated one that gives it up changes nothing", async () => {
    const Claim = await claimOf({ Owner: "one", AutoRenewal: true });
    await backend.call(ClaimSubscription, { ...of("chat"), Owner: "two", TakeOver: true });
    expect(await backend.call(ReleaseSubscription, { ...of("chat"), Claim })).toEqual({ Outdated: true });
    expect(await record("chat")).toMatchObject({ Owner: "two", AutoRenewal: true });
  });

  test("giving it up turns auto-renewal off unless told otherwise, and frees its tokens", async () => {
    const Claim = await claimOf({ Owner: "one", AutoRenewal: true, ClientToken: "t" });
    await backend.call(ReleaseSubscription, { ...of("chat"), Claim, KeepAutoRenewal: true });
    expect(await record("chat")).toMatchObject({ Owner: null, ClaimDigest: null, AutoRenewal: true });
    await backend.call(ReleaseSubscription, of("chat"));
    expect(await record("chat")).toMatchObject({ AutoRenewal: false });
    backend.pass({ days: 31 });
    expect(await buyChat({ ClientToken: "t" })).toMatchObject({ Replayed: false });
  });
});

test("what a console orders for a declaration's package stays that declaration's, months and all", async () => {
  const Claim = await claimOf({ Owner: "one", Months: 2 });
  await backend.call(RefundSubscription, of("chat"));
  expect(await buyChat()).toMatchObject({ Claim: null });
  expect(await record("chat")).toMatchObject({ Owner: "one", Months: 3, Status: "InUse" });
  await backend.call(ModifyAutoRenewal, { ...of("chat"), Claim, AutoRenewal: true });
});

test("support lowers a package by ticket, and what was ordered is still known", async () => {
  await buyChat();
  await simulate("downgrade", "chat", { Edition: "standard" });
  expect(await record("chat")).toMatchObject({ Edition: "standard", OrderedEdition: "pro", Status: "InUse" });
  expect((await backend.describe(SdkAppId))?.ProductStatus[0]).toMatchObject({ Edition: "standard" });
});
