import { importedFile, keysFor } from "../../apps/format/imported";
import type { WebhookRecord } from "../../backend/api";
import { applicationRecord as record } from "./application-record";

const bare = { record, tags: {}, subscriptions: [], certificates: [], webhooks: [] };
const hook = (Product: "call" | "live", Url: string): WebhookRecord => ({
  SdkAppId: record.SdkAppId,
  Product,
  Url,
  Address: Url,
  Events: ["Call.CallbackAfterEndCall"],
  Revision: "1",
  Owner: null,
  NotAvailable: null,
  ChangedTime: "2026-03-01T00:00:00.000Z",
});
const here = { account: "default", environment: undefined };

test("everything that a file can say", () => {
  const found = {
    record,
    tags: { team: "shop" },
    subscriptions: ["call", "chat"],
    certificates: [7],
    webhooks: [
      hook("call", "https://example.com/calls"),
      hook("live", "https://example.com/live?token=s3cr3t"),
    ],
  } as const;
  expect(importedFile("shop", { account: "main", environment: "prod" }, found)).toEqual({
    application: "shop",
    account: "main",
    adopt: "1999000001",
    name: "shop",
    products: ["chat"],
    region: "tokyo",
    deletionProtection: true,
    tags: { team: "shop" },
    admins: [{ userId: "ops", adopt: true }],
    subscriptions: [
      { product: "call", adopt: true },
      { product: "chat", adopt: true },
    ],
    webhooks: [
      {
        product: "call",
        url: "https://example.com/calls",
        events: ["Call.CallbackAfterEndCall"],
        adopt: true,
      },
    ],
    environments: { prod: {} },
  });
});

test.each([
  { name: "serving", status: "Normal", reason: null, says: undefined },
  { name: "on its way to serving", status: "Enabling", reason: null, says: undefined },
  { name: "disabled by hand", status: "Disabled", reason: "manual", says: false },
  { name: "on its way there", status: "Disabling", reason: null, says: false },
  { name: "in arrears, which nobody decided", status: "Disabled", reason: "arrears", says: undefined },
  { name: "expired, which is neither", status: "Expired", reason: null, says: undefined },
] as const)("an application $name", ({ status, reason, says }) => {
  const found = { ...bare, record: { ...record, Status: status, DisabledReason: reason } };
  expect(importedFile("shop", here, found).enabled).toBe(says);
});

test("each application gets a file of its own, where case makes no difference too", () => {
  const named = (Name: string, SdkAppId: number) => ({ ...record, Name, SdkAppId });
  const records = [
    named("Shop", 1),
    named("shop", 2),
    named("SHOP", 3),
    named("客服", 4),
    named("9 lives", 5),
    named("News", 6),
  ];
  expect([...keysFor(records, ["news"]).values()]).toEqual([
    "Shop",
    "shop-2",
    "SHOP-3",
    "app-4",
    "lives",
    "News-6",
  ]);
});
