import type { Found } from "../../apps/format/imported";
import type { WebhookRecord } from "../../backend/api";
import { bulkImport } from "../../cli/commands/files/bulk-file";
import { applicationRecord } from "./application-record";

const found = (SdkAppId: number, Name: string, userIds: readonly string[] = []): Found => ({
  record: {
    ...applicationRecord,
    SdkAppId,
    Name,
    AdminAccounts: ["administrator", ...userIds].map((UserId) => ({ UserId, CreatedTime: "" })),
  },
  tags: { team: "shop" },
  subscriptions: [],
  certificates: [],
  webhooks: [],
});

test("an application comes before what hangs on it, by its name; its tags come with it", () => {
  const webhook: WebhookRecord = {
    SdkAppId: 1999000001,
    Product: "call",
    Address: "https://example.com/calls",
    Events: ["Call.CallbackAfterEndCall"],
    Revision: "1",
    Owner: null,
    NotAvailable: null,
    ChangedTime: "",
  };
  const hanging = { certificates: [7], webhooks: [webhook] };
  const one: Found = { ...found(1999000001, "shop", ["ops"]), subscriptions: ["call"], ...hanging };
  const parent = { parent: "shop" };
  expect(bulkImport([one])).toEqual({
    resources: [
      { type: "tencentrtc:index:Application", name: "shop", id: "1999000001" },
      { type: "tencentrtc:index:AdminAccount", name: "shop-ops", id: "1999000001/ops", ...parent },
      { type: "tencentrtc:index:PushCertificate", name: "shop-7", id: "1999000001/7", ...parent },
      { type: "tencentrtc:index:Subscription", name: "shop-call", id: "1999000001/call", ...parent },
      { type: "tencentrtc:index:Webhook", name: "shop-call-webhook", id: "1999000001/call", ...parent },
    ],
  });
});

test("a program's own provider is named, and each resource says it", () => {
  const urn = "urn:pulumi:dev::shop::pulumi:providers:tencentrtc::singapore";
  const bulk = bulkImport([found(1999000001, "shop", ["ops"])], urn);
  expect(bulk.nameTable).toEqual({ singapore: urn });
  expect(bulk.resources.map(({ provider }) => provider)).toEqual(["singapore", "singapore"]);
});

test.each<[string, readonly Found[]]>([
  ["names in consoles alike", [found(1999000001, "shop"), found(1999000002, "shop")]],
  ["names that differ in case alone", [found(1999000001, "shop"), found(1999000002, "Shop")]],
  ["names that no program can have", [found(1999000001, "客服"), found(1999000002, "")]],
  [
    "an application called like another's account",
    [found(1999000001, "a", ["b"]), found(1999000002, "a_b", ["c"])],
  ],
  ["accounts that join alike", [found(1999000001, "a", ["b_c"]), found(1999000002, "a_b", ["c"])]],
])("no two are one variable of a program: %s", (_, applications) => {
  const { resources } = bulkImport(applications);
  const variables = resources.map(({ name }) => name.replace(/\W|_/g, "").toLowerCase());
  expect(new Set(variables).size).toBe(resources.length);
  const names = resources.map(({ name }) => name);
  for (const { parent } of resources) if (parent !== undefined) expect(names).toContain(parent);
});
