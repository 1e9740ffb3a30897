import {
  type ApiError,
  defaultSettings,
  type Edition,
  editionsOfProduct,
  type Settings,
  SimulateSubscription,
  type SubscriptionProduct,
  type SubscriptionRecord,
} from "../../backend/api";
import { editionDetails } from "../../backend/rules/subscription/edition-details";
import { type HeldPackage, judgePurchase, judgeUpgrade } from "../../backend/rules/subscription/orders";
import { beginPeriod } from "../../backend/rules/subscription/subscriptions";
import { planChanges } from "../../provider/resources/subscription/plan";
import { Backend } from "./backend";
import { application, idOf, subscription } from "./engine/declarations";

const now = Date.parse("2026-03-10T10:00:00.000Z");
const id = 1999000001;

const chat =
  "升级套餐包: 您可以升级应用的业务套餐版本或配置 (you can upgrade the version or the configuration) [IM]";
const pack =
  "单击详情查看并管理当前音视频通话能力的版本 (Details shows and manages the version of the call pack) [IM]";
const trial =
  "if you subscribe to a paid version during the validity period of the trial version, your current trial version will expire and be converted to the paid version [RTC]";
const ticket = "If you need to switch to a different paid version, please submit a service ticket [RTC]";
const upwards =
  "lower to any higher within its validity, at once: Call, Live, Conference, RTC Engine, Chat [74514]";
const quantities =
  "升级应用的业务套餐版本或配置: the version stays, so that no ticket is asked for [IM, RTC]";

type Way = "in place" | "ticket" | "a purchase, in place";
const account = (PaidUpgrade: Settings["PaidUpgrade"]) => ({ PaidUpgrade });

/** Product, from, to, settings that differ, who makes the change, and the source's own sentence. */
const table: [SubscriptionProduct, Edition, Edition, Partial<Settings>, Way, string][] = [
  ["chat", "standard", "pro", {}, "in place", chat],
  ["chat", "pro", "enterprise", {}, "in place", chat],
  ["call-pack", "1-to-1-call", "group-call", {}, "in place", pack],
  ["call", "1-to-1-call", "group-call", {}, "ticket", ticket],
  ["conference", "lite", "pro", {}, "ticket", ticket],
  ["live", "lite", "standard", {}, "ticket", ticket],
  ["rtc-engine", "standard", "pro", {}, "ticket", ticket],
  ["call", "free-trial", "1-to-1-call", {}, "a purchase, in place", trial],
  ["conference", "free-trial", "pro", {}, "a purchase, in place", trial],
  ["live", "free-trial", "lite", {}, "a purchase, in place", trial],
  ["rtc-engine", "free-trial", "standard", {}, "a purchase, in place", trial],
  ["call-pack", "free-trial", "group-call", {}, "a purchase, in place", trial],
  ["call", "1-to-1-call", "group-call", { PaidUpgradeCall: "self-service" }, "in place", upwards],
  ["conference", "lite", "pro", { PaidUpgradeConference: "self-service" }, "in place", upwards],
  ["live", "lite", "pro", { PaidUpgradeLive: "self-service" }, "in place", upwards],
  ["rtc-engine", "standard", "pro", { PaidUpgradeRtcEngine: "self-service" }, "in place", upwards],
  ["call", "1-to-1-call", "group-call", { PaidUpgradeLive: "self-service" }, "ticket", ticket],
  ["call", "1-to-1-call", "group-call", account("self-service"), "in place", upwards],
  ["rtc-engine", "standard", "pro", account("self-service"), "in place", upwards],
  ["chat", "standard", "pro", account("ticket"), "ticket", ticket],
  ["call", "1-to-1-call", "group-call", account("ticket"), "ticket", ticket],
  ["call", "free-trial", "group-call", account("ticket"), "a purchase, in place", trial],
  ["call", "1-to-1-call", "1-to-1-call", {}, "in place", quantities],
  ["chat", "pro", "pro", account("ticket"), "in place", quantities],
];

const heldOf = (product: SubscriptionProduct, edition: Edition): HeldPackage => ({
  ...beginPeriod(product, now, 1),
  sdk_app_id: id,
  package_id: "ab12",
  product,
  edition,
  configuration: '{"mau":1}',
  auto_renewal: 0,
});

const recordOf = (Product: SubscriptionProduct, Edition: Edition): SubscriptionRecord => ({
  SdkAppId: id,
  Product,
  PackageId: "ab12",
  Edition,
  OrderedEdition: Edition,
  Status: "InUse",
  Cure: null,
  Months: Edition === "free-trial" ? 0 : 1,
  Configuration: { mau: 1 },
  AutoRenewal: false,
  PurchasedTime: "2026-03-10T10:00:00.000Z",
  EffectiveTime: "2026-03-10T10:05:00.000Z",
  ExpireTime: "2026-04-09T23:59:59.000Z",
  RemainingDays: 31,
  TotalDays: 31,
  Refundable: true,
  Details: editionDetails(Product, Edition),
  Owner: null,
  ClaimDigest: null,
});

/** What the backend does, and what it refuses. */
function atBackend(product: SubscriptionProduct, from: Edition, to: Edition, settings: Settings) {
  const held = heldOf(product, from);
  if (from === "free-trial") return judgePurchase(product, to, held, now) ?? "a purchase, in place";
  return judgeUpgrade(product, held, { edition: to, configuration: { mau: 2 } }, now, settings) ?? "in place";
}

const configuration = { mau: 2 };

test.each(table)("%s from %s to %s with %j: %s. %s", (product, from, to, changes, way) => {
  const settings = { ...defaultSettings, ...changes };
  const judged = atBackend(product, from, to, settings);
  const wanted = { product, edition: to, months: 1, configuration, autoRenewal: undefined };
  const { steps, refusals } = planChanges(wanted, recordOf(product, from), settings);
  if (way !== "ticket") {
    expect(judged).toBe(way);
    expect(refusals).toEqual([]);
    expect(steps).toMatchObject([{ verb: way === "in place" ? "upgrade" : "purchase", edition: to }]);
    return;
  }
  const written = new RegExp(
    `write: SDKAppID ${id}, monthly package ab12 of .*please switch it from ".*" to ".*"`,
  );
  const { code, message }: Partial<ApiError> = Object(judged);
  expect(code).toBe("UnauthorizedOperation.PaidEditionContactSupport");
  expect(message).toMatch(written);
  expect(steps).toEqual([]);
  expect(refusals).toMatchObject([{ path: "edition", reason: expect.stringMatching(written) }]);
});

test("every pair of paid versions of every product is decided alike by the backend and the preview", () => {
  for (const [product, from, to] of pairs()) {
    const judged = atBackend(product, from, to, defaultSettings);
    const wanted = { product, edition: to, months: 1, configuration, autoRenewal: undefined };
    const { refusals } = planChanges(wanted, recordOf(product, from), defaultSettings);
    expect([product, from, to, refusals.length > 0]).toEqual([product, from, to, judged !== "in place"]);
  }
});

const pairs = (): [SubscriptionProduct, Edition, Edition][] =>
  table
    .map(([product]) => product)
    .flatMap((product) => {
      const [, ...paid] = editionsOfProduct[product];
      return paid.flatMap((from) =>
        paid.map((to): [SubscriptionProduct, Edition, Edition] => [product, from, to]),
      );
    });

test("a ticket's way to its end: previewed, written, carried out by support, declared", async () => {
  const backend = await Backend.open();
  try {
    const engine = backend.engine({ "tencentrtc:allowPurchases": "true" });
    const program = (edition: Edition) => [
      application("app", { products: ["call"] }),
      subscription("plan", { application: idOf("app"), edition }),
    ];
    await engine.up(program("1-to-1-call"));
    const group = program("group-call");
    const [refusal] = (await engine.preview(group)).failures;
    expect(refusal?.reason).toMatch(
      /please switch it from "1-to-1 Call" to "Group Call".*Declare "group-call" once it is so/,
    );
    expect(refusal?.reason).toContain("tencentrtc account settings set PaidUpgradeCall=self-service");
    expect(await engine.up(group)).toMatchObject({ writes: [], failures: [{ property: "edition" }] });
    const SdkAppId = Number(engine.resource("app").id);
    const act = { SdkAppId, Product: "call", Event: "upgrade", Edition: "group-call" } as const;
    await backend.admin(SimulateSubscription, act);
    expect(await engine.up(group)).toMatchObject({ writes: [], failures: [], faults: [] });
    expect((await engine.previewRefresh()).changed.plan).toEqual([]);
    expect((await engine.preview(group)).ops.plan).toBe("same");
  } finally {
    await backend.close();
  }
});
