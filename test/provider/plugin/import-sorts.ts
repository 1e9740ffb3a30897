import {
  ClaimApplication,
  ClaimPushCertificate,
  ClaimSubscription,
  CreateAdminAccount,
  CreatePushCertificate,
  DescribePushCertificates,
  DescribeWebhooks,
  type Noun,
  PurchaseSubscription,
  SetWebhook,
} from "../../../backend/api";
import type { Bag } from "../../../ground/bag";
import type { Backend } from "../backend";
import { forms } from "../push-certificate/forms";

/** A kind as an import meets it. */
export interface Sort {
  readonly kind: Noun;
  /** Makes one in a console, and says its id. */
  make(): Promise<string>;
  /** What a program says of it as it is. */
  says(id: string): Bag;
  /** What a program changes of it; none where all of it is identity. */
  readonly change?: Bag;
  /** Makes a declaration the one that manages it; none where the backend knows no such thing. */
  give?(id: string, Owner: string): Promise<unknown>;
  /** Whether it is still there, or still in effect. */
  isThere(id: string): Promise<boolean>;
  readonly missing: string;
  readonly malformed: Readonly<Record<string, RegExp>>;
}

const appOf = (id: string) => Number(id.split("/")[0]);
const certificateKey = (id: string) => ({ SdkAppId: appOf(id), CertificateId: Number(id.split("/")[1]) });
const huawei = { platform: forms.huawei };
const hook = {
  Url: "https://example.com/calls?token=s3cr3t",
  Events: ["Call.CallbackAfterEndCall", "Call.CallbackAfterStartCall"],
};
const taking = { TakeOver: true };

/** One of each kind, as a console makes it. `here` is where. */
export const sortsOn = (here: () => Backend): readonly Sort[] => [
  {
    kind: "Application",
    make: async () => {
      const id = await here().create({ Name: "console", Products: ["call", "chat"], Description: "by_hand" });
      await here().retag(id, { ReplaceTags: [{ TagKey: "team", TagValue: "a" }] });
      return String(id);
    },
    says: () => ({
      name: "console",
      description: "by_hand",
      region: "tokyo",
      products: ["chat", "call"],
      tags: { team: "a" },
    }),
    change: { description: "by_code" },
    give: (id, Owner) => here().call(ClaimApplication, { SdkAppId: appOf(id), Owner, ...taking }),
    isThere: async (id) => (await here().application(id)) !== undefined,
    missing: "1999999999",
    malformed: { chat: /"chat" is no SDKAppID; it has digits only/, " 1999000001": /is no SDKAppID/ },
  },
  {
    kind: "AdminAccount",
    make: async () => {
      const SdkAppId = await here().create();
      await here().call(CreateAdminAccount, { SdkAppId, UserId: "ops" });
      return `${SdkAppId}/ops`;
    },
    says: (id) => ({ application: String(appOf(id)), userId: "ops" }),
    isThere: async (id) =>
      (await here().application(String(appOf(id))))?.AdminAccounts.some(({ UserId }) => UserId === "ops") ===
      true,
    missing: "1999000001/nobody",
    malformed: {
      ops: /"ops" is no id of the form <SDKAppID>\/<userId>/,
      "x/ops": /"x" is no SDKAppID/,
      "1999000001/a b": /is no id of an admin account: .*letters/,
    },
  },
  {
    kind: "PushCertificate",
    make: async () => {
      const SdkAppId = await here().create();
      const { packageName, appId, appSecret } = forms.huawei;
      const made = await here().call(CreatePushCertificate, {
        SdkAppId,
        Platform: { Vendor: "huawei", PackageName: packageName, AppId: appId },
        Secrets: { AppSecret: appSecret },
      });
      return `${SdkAppId}/${made.CertificateId}`;
    },
    says: (id) => ({ application: String(appOf(id)), ...huawei }),
    change: { platform: { ...forms.huawei, category: "IM" } },
    give: (id, Owner) => here().call(ClaimPushCertificate, { ...certificateKey(id), Owner, ...taking }),
    isThere: async (id) => {
      const asked = { PushCertificates: [certificateKey(id)] };
      return (await here().call(DescribePushCertificates, asked)).Entries[0]?.Outcome === "Found";
    },
    missing: "1999000001/99999",
    malformed: { "1999000001/x": /no id of a push certificate; it is <SDKAppID>\/<certificateId>/ },
  },
  {
    kind: "Subscription",
    make: async () => {
      const SdkAppId = await here().create({ Products: ["chat", "call"] });
      const order = { SdkAppId, Product: "call", Edition: "1-to-1-call", Months: 3 } as const;
      await here().call(PurchaseSubscription, { ...order, Configuration: {}, AutoRenewal: true });
      return `${SdkAppId}/call`;
    },
    says: (id) => ({
      application: String(appOf(id)),
      product: "call",
      edition: "1-to-1-call",
      months: 3,
      autoRenewal: true,
    }),
    change: { autoRenewal: false },
    give: (id, Owner) =>
      here().call(ClaimSubscription, { SdkAppId: appOf(id), Product: "call", Owner, ...taking }),
    // It lapses, and until then isn't renewed any more.
    isThere: async (id) => (await here().subscription(String(appOf(id))))?.AutoRenewal === true,
    missing: "1999000001/live",
    malformed: {
      "1999000001/calls": /no id of a subscription: its product must be one of/,
      call: /is no id of the form <SDKAppID>\/<product>/,
    },
  },
  {
    kind: "Tag",
    make: async () => {
      const id = await here().create();
      await here().retag(id, { ReplaceTags: [{ TagKey: "cost center", TagValue: "a" }] });
      return `${id}/cost%20center`;
    },
    says: (id) => ({ application: String(appOf(id)), key: "cost center", value: "a" }),
    change: { value: "b" },
    isThere: async (id) => (await here().tags(String(appOf(id))))["cost center"] !== undefined,
    missing: "1999000001/nothing",
    malformed: { "1999000001/%": /write its key as encodeURIComponent does/, key: /<SDKAppID>\/<key>/ },
  },
  {
    kind: "Webhook",
    make: async () => {
      const SdkAppId = await here().create({ Products: ["chat", "call"] });
      const order = { SdkAppId, Product: "call", Edition: "1-to-1-call", Months: 1 } as const;
      await here().call(PurchaseSubscription, { ...order, Configuration: {}, AutoRenewal: false });
      await here().call(SetWebhook, { SdkAppId, Product: "call", ...hook });
      return `${SdkAppId}/call`;
    },
    says: (id) => ({
      application: String(appOf(id)),
      product: "call",
      url: hook.Url,
      events: [...hook.Events].reverse(),
    }),
    change: { url: "https://example.com/others" },
    isThere: async (id) => {
      const Webhooks = [{ SdkAppId: appOf(id), Product: "call" as const }];
      return (await here().call(DescribeWebhooks, { Webhooks })).Entries[0]?.Outcome === "Found";
    },
    missing: "1999000001/live",
    malformed: {
      "1999000001/calls": /no id of a webhook: its product must be one of/,
      call: /is no id of the form <SDKAppID>\/<product>/,
    },
  },
];
