import { ClaimTrial, DescribeTrials, SupportDeleteApplication } from "../../../backend/api";
import { Backend } from "./backend";
import { packagesOf, withEveryProduct } from "./packages";

let backend: Backend;
let SdkAppId: number;
beforeEach(async () => {
  backend = await Backend.open();
  SdkAppId = await withEveryProduct(backend);
});
afterEach(() => backend.close());

const { buy, trial, record } = packagesOf(() => ({ backend, SdkAppId }));

describe("a trial", () => {
  test.each([
    ["call", 7, "group-call"],
    ["rtc-engine", 7, "pro"],
    ["live", 14, "pro"],
    ["conference", 14, "pro"],
    ["call-pack", 7, "group-call"],
  ] as const)("of %s lasts %i days and can do what %s can", async (Product, days, CapabilitiesOf) => {
    await trial(Product);
    expect(await record(Product)).toMatchObject({
      Edition: "free-trial",
      Status: "InUse",
      Months: 0,
      RemainingDays: days,
      Details: { Title: "Free Trial", CapabilitiesOf },
    });
    backend.pass({ days: days - 1 });
    expect(await record(Product)).toMatchObject({ Status: "InUse", RemainingDays: 1 });
    backend.pass({ days: 1 });
    expect(await record(Product)).toMatchObject({
      Status: "Expired",
      Cure: expect.stringContaining("buy an edition"),
    });
  });

  test("of Chat can't be claimed: the application begins with it", async () => {
    const refusal = await backend.refusal(ClaimTrial, { SdkAppId, Product: "chat" });
    expect(refusal).toMatchObject({ code: "InvalidParameterValue.Product", parameter: "Product" });
    expect(refusal.message).toContain("nothing to claim");
  });

  test("shows as the face's edition while it lasts", async () => {
    await trial("call");
    const face = async () =>
      (await backend.describe(SdkAppId))?.ProductStatus.find(({ Product }) => Product === "call");
    expect(await face()).toMatchObject({ Edition: "free-trial", ExpireTime: "2026-03-08T00:00:00.000Z" });
    backend.pass({ days: 7 });
    expect(await face()).toMatchObject({ Edition: "none", ExpireTime: null });
  });

  test("is refused beside one that runs, and beside what is paid", async () => {
    await trial("call");
    expect((await backend.refusal(ClaimTrial, { SdkAppId, Product: "call" })).code).toBe(
      "ResourceInUse.Subscription",
    );
    await buy();
    expect((await backend.refusal(ClaimTrial, { SdkAppId, Product: "call" })).code).toBe(
      "OperationDenied.Downgrade",
    );
  });

  test("ends at once when an edition is bought", async () => {
    await trial("call");
    backend.pass({ days: 1 });
    await buy();
    expect(await record("call")).toMatchObject({
      Edition: "1-to-1-call",
      Months: 1,
      PurchasedTime: "2026-03-02T00:00:00.000Z",
      ExpireTime: "2026-04-01T23:59:59.000Z",
    });
  });
});

describe("the quota of trials", () => {
  const claimed = async () => (await backend.call(DescribeTrials, { SdkAppId })).Application.Claimed;

  test("is two for an application, whatever the product, ended ones included", async () => {
    await trial("call");
    backend.pass({ days: 7 });
    await trial("call");
    const refusal = await backend.refusal(ClaimTrial, { SdkAppId, Product: "live" });
    expect(refusal.code).toBe("LimitExceeded.TrialsPerApplication");
    expect(refusal.message).toContain("claimed 2 trials of at most 2");
    expect(await claimed()).toBe(2);
  });

  test("is one for the call pack, which counts apart", async () => {
    await trial("call-pack");
    backend.pass({ days: 7 });
    expect((await backend.refusal(ClaimTrial, { SdkAppId, Product: "call-pack" })).code).toBe(
      "LimitExceeded.TrialsPerApplication",
    );
    expect(await claimed()).toBe(0);
    await trial("call");
    await trial("live");
  });

  test("is ten for an account, deleted applications included", async () => {
    for (let index = 0; index < 5; index += 1) {
      const id = index === 0 ? SdkAppId : await withEveryProduct(backend);
      await trial("call", { SdkAppId: id });
      await trial("live", { SdkAppId: id });
      await backend.admin(SupportDeleteApplication, { SdkAppId: id });
    }
    const refusal = await backend.refusal(ClaimTrial, {
      SdkAppId: await withEveryProduct(backend),
      Product: "call",
    });
    expect(refusal.code).toBe("LimitExceeded.TrialsPerAccount");
    expect(refusal.message).toContain("claimed 10 trials of at most 10");
  });
});
