import {
  CreateAdminAccount,
  DeleteAdminAccount,
  DeleteApplication,
  DisableApplication,
  EnableApplication,
  ModifyApplication,
  ModifySettings,
  PurchaseSubscription,
  SimulateApplication,
  SimulateBilling,
} from "../../../backend/api";
import { Backend } from "./backend";

let backend: Backend;
let SdkAppId: number;
beforeEach(async () => {
  backend = await Backend.open({ WindowSecondsMin: 200, WindowSecondsMax: 200 });
  ({ SdkAppId } = await backend.create({ Products: ["chat", "call"] }));
});
afterEach(() => backend.close());

const status = async () => (await backend.describe(SdkAppId))?.Status;

test("lives from Normal to gone, window by window", async () => {
  expect(await backend.call(DisableApplication, { SdkAppId })).toEqual({
    Status: "Disabling",
    StatusUntil: "2026-03-01T00:03:20.000Z",
  });
  backend.pass({ seconds: 199 });
  expect(await backend.describe(SdkAppId)).toMatchObject({
    Status: "Disabling",
    DisabledReason: null,
    ProductStatus: [{ Status: "Normal" }, { Status: "Normal" }],
  });
  backend.pass({ seconds: 1 });
  expect(await backend.describe(SdkAppId)).toMatchObject({
    Status: "Disabled",
    StatusUntil: null,
    StatusSince: "2026-03-01T00:03:20.000Z",
    DisabledReason: "manual",
    Cure: expect.stringContaining("enable it"),
    ProductStatus: [{ Status: "Disabled" }, { Status: "Disabled" }],
  });
  await backend.call(EnableApplication, { SdkAppId });
  expect(await status()).toBe("Enabling");
  backend.pass({ seconds: 200 });
  expect(await backend.describe(SdkAppId)).toMatchObject({
    Status: "Normal",
    DisabledReason: null,
    Cure: null,
  });
  await backend.disable(SdkAppId);
  expect(await backend.call(DeleteApplication, { SdkAppId })).toMatchObject({
    Status: "Deleting",
    Outdated: false,
  });
  backend.pass({ seconds: 200 });
  expect(await status()).toBeUndefined();
});

test("doing what is done already succeeds, and tells of a window that runs", async () => {
  expect(await backend.call(EnableApplication, { SdkAppId })).toEqual({
    Status: "Normal",
    StatusUntil: null,
  });
  const running = await backend.call(DisableApplication, { SdkAppId });
  backend.pass({ seconds: 100 });
  expect(await backend.call(DisableApplication, { SdkAppId })).toEqual(running);
  backend.pass({ seconds: 100 });
  expect(await backend.call(DisableApplication, { SdkAppId })).toEqual({
    Status: "Disabled",
    StatusUntil: null,
  });
  const deleting = await backend.call(DeleteApplication, { SdkAppId });
  backend.pass({ seconds: 100 });
  expect(await backend.call(DeleteApplication, { SdkAppId })).toEqual(deleting);
});

test("what can't be done now is refused with the way to go on, and changes nothing", async () => {
  const refused = async (action: typeof DeleteApplication | typeof DisableApplication) => {
    const before = await backend.describe(SdkAppId);
    const { code } = await backend.refusal(action, { SdkAppId });
    expect(await backend.describe(SdkAppId)).toEqual(before);
    return code;
  };
  expect(await refused(DeleteApplication)).toBe("FailedOperation.ApplicationNotDisabled");
  await backend.call(DisableApplication, { SdkAppId });
  expect(await refused(DeleteApplication)).toBe("FailedOperation.ApplicationBusy");
  backend.pass({ seconds: 200 });
  await backend.call(EnableApplication, { SdkAppId });
  expect(await refused(DisableApplication)).toBe("FailedOperation.ApplicationBusy");
  expect(await refused(DeleteApplication)).toBe("FailedOperation.ApplicationBusy");
});

test("what is being deleted takes no change any more", async () => {
  await backend.disable(SdkAppId);
  await backend.call(DeleteApplication, { SdkAppId });
  const refusals = [
    await backend.refusal(EnableApplication, { SdkAppId }),
    await backend.refusal(DisableApplication, { SdkAppId }),
    await backend.refusal(ModifyApplication, { SdkAppId, Name: "late" }),
    await backend.refusal(CreateAdminAccount, { SdkAppId, UserId: "late" }),
    await backend.refusal(DeleteAdminAccount, { SdkAppId, UserId: "late" }),
  ];
  expect(new Set(refusals.map(({ code }) => code))).toEqual(new Set(["OperationDenied.ApplicationDeleting"]));
});

describe("an application that must not be deleted is refused before it is told to be disabled", () => {
  test.each([
    ["protected", "Normal"],
    ["protected", "Disabled"],
    ["paid", "Normal"],
    ["paid", "Disabling"],
    ["paid", "Disabled"],
  ] as const)("%s, %s", async (why, when) => {
    if (why === "protected") await backend.call(ModifyApplication, { SdkAppId, DeletionProtection: true });
    else await backend.admin(SimulateApplication, { SdkAppId, Editions: { chat: "pro" } });
    if (when !== "Normal") await backend.call(DisableApplication, { SdkAppId });
    if (when === "Disabled") backend.pass({ seconds: 200 });
    const code = {
      protected: "OperationDenied.ApplicationProtected",
      paid: "UnauthorizedOperation.PaidEditionContactSupport",
    }[why];
    expect((await backend.refusal(DeleteApplication, { SdkAppId })).code).toBe(code);
    expect(await status()).toBe(when);
  });

  test("and says in advance that support alone can", async () => {
    await backend.admin(SimulateApplication, { SdkAppId, Editions: { chat: "pro" } });
    expect(await backend.describe(SdkAppId)).toMatchObject({ DeletableBySupportOnly: true });
  });

  test("a TRTC trial on a Chat application is support's to delete where the settings say so", async () => {
    const { SdkAppId: id } = await backend.create({ Products: ["chat", "call"] });
    const isSupports = async () => (await backend.describe(id))?.DeletableBySupportOnly;
    expect(await isSupports()).toBe(false);
    await backend.admin(ModifySettings, { TrtcTrialDeletion: "contact-support" });
    expect(await isSupports()).toBe(true);
    expect((await backend.refusal(DeleteApplication, { SdkAppId: id })).message).toContain(
      "has a TRTC trial beside Chat",
    );
    const order = { SdkAppId: id, Edition: "1-to-1-call", Months: 1 } as const;
    await backend.call(PurchaseSubscription, { ...order, Product: "call" });
    expect(await isSupports()).toBe(false);
    backend.pass({ days: 40 });
    expect(await isSupports()).toBe(true);
    await backend.call(PurchaseSubscription, { ...order, Product: "call-pack" });
    expect(await isSupports()).toBe(false);
  });
});

describe("billing", () => {
  const day = 24;
  test.each([
    ["arrears", 0, "Normal", null],
    ["arrears", 7 * day, "Disabled", "arrears"],
    ["refund", 0, "Expired", null],
    ["refund", 7 * day, "Disabled", "refund"],
    ["expired", 0, "Expired", null],
    ["expired", 7 * day, "Disabled", "expired"],
    ["package-used-up", 0, "Disabled", "package-used-up"],
    ["pay-as-you-go-off", 0, "Disabled", "pay-as-you-go-off"],
  ] as const)("%s after %i hours: %s (%s)", async (Event, hours, Status, DisabledReason) => {
    await backend.admin(SimulateBilling, { SdkAppId, Event });
    backend.pass({ hours });
    expect(await backend.describe(SdkAppId)).toMatchObject({
      Status,
      DisabledReason,
      Cure: Status === "Normal" ? null : expect.stringContaining("comes back by itself"),
    });
  });

  test("enabling doesn't help, payment does", async () => {
    await backend.admin(SimulateBilling, { SdkAppId, Event: "package-used-up" });
    expect((await backend.refusal(EnableApplication, { SdkAppId })).code).toBe("FailedOperation.Overdue");
    await backend.admin(SimulateBilling, { SdkAppId, Event: "paid" });
    expect(await status()).toBe("Enabling");
    backend.pass({ seconds: 200 });
    expect(await status()).toBe("Normal");
  });

  test("an application disabled by hand stays so, and needs both cures", async () => {
    await backend.disable(SdkAppId);
    await backend.admin(SimulateBilling, { SdkAppId, Event: "refund" });
    const cure = (await backend.describe(SdkAppId))?.Cure;
    expect(cure).toContain("refunded");
    expect((await backend.refusal(EnableApplication, { SdkAppId })).code).toBe(
      "FailedOperation.SubscriptionExpired",
    );
    await backend.admin(SimulateBilling, { SdkAppId, Event: "paid" });
    expect(await status()).toBe("Disabled");
    await backend.call(EnableApplication, { SdkAppId });
    backend.pass({ seconds: 200 });
    expect(await status()).toBe("Normal");
  });

  test("what billing has disabled can be deleted", async () => {
    await backend.admin(SimulateBilling, { SdkAppId, Event: "arrears" });
    backend.pass({ days: 7 });
    await backend.call(DeleteApplication, { SdkAppId });
    backend.pass({ seconds: 200 });
    expect(await status()).toBeUndefined();
  });
});
