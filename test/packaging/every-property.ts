/**
 * A program that sets every argument and reads every output: `Required` and `Record<keyof …>` make the compiler
 * name the one that is missing here. Lines under `@ts-expect-error` must not compile.
 */
export const everyProperty = `
import * as pulumi from "@pulumi/pulumi";
import * as rtc from "pulumi-tencentrtc";
import { AppsFromFiles } from "pulumi-tencentrtc/apps";
import { adminAccount, application, pushCertificate, subscription, tag } from "pulumi-tencentrtc/dynamic";

const applicationArgs: Required<rtc.ApplicationArgs> = {
  name: "support_chat",
  description: pulumi.output("customer_support"),
  applicationType: "social",
  products: ["chat", pulumi.output("call" as const)],
  region: "singapore",
  enabled: true,
  tags: { team: "support", stack: pulumi.getStack(), cost: pulumi.output("4711") },
  rtcService: true,
  signatureAlgorithm: "HMAC-SHA256",
  dismissRooms: true,
  deletionPolicy: "disable",
  deletionProtection: false,
  adopt: "1400000001",
  takeOver: true,
  timeouts: { create: "5m", update: "10m", delete: "1h" },
};
const support = new rtc.Application("support", applicationArgs, { protect: true });
const applicationOutputs: Record<keyof rtc.ApplicationOutputs, pulumi.Output<unknown>> = {
  name: support.name,
  description: support.description,
  applicationType: support.applicationType,
  products: support.products,
  region: support.region,
  enabled: support.enabled,
  tags: support.tags,
  rtcService: support.rtcService,
  dismissRooms: support.dismissRooms,
  deletionPolicy: support.deletionPolicy,
  deletionProtection: support.deletionProtection,
  adopt: support.adopt,
  takeOver: support.takeOver,
  timeouts: support.timeouts,
  sdkAppId: support.sdkAppId,
  secretKey: support.secretKey,
  publicKey: support.publicKey,
  privateKey: support.privateKey,
  signatureAlgorithm: support.signatureAlgorithm,
  status: support.status,
  disabledReason: support.disabledReason,
  disabledCure: support.disabledCure,
  productStatus: support.productStatus,
  rtcServiceStatus: support.rtcServiceStatus,
  editions: support.editions,
  createdTime: support.createdTime,
  expireTime: support.expireTime,
  rtcRegion: support.rtcRegion,
  executor: support.executor,
};
const id: pulumi.Output<string> = support.id;
const sdkAppId: pulumi.Output<number> = support.sdkAppId;
const tags: pulumi.Output<Record<string, string>> = support.tags;
const team: pulumi.Output<string | undefined> = support.tags.apply((all) => all["team"]);
const wait: pulumi.Output<string | undefined> = support.timeouts.apply((timeouts) => timeouts?.delete);
const isOn: pulumi.Output<boolean> = support.status.apply((status) => status === "Normal");

const adminAccountArgs: Required<rtc.AdminAccountArgs> = {
  application: support,
  userId: "ops_admin",
  adopt: true,
  timeouts: { delete: "1h" },
};
const ops = new rtc.AdminAccount("ops", adminAccountArgs, { parent: support });
const adminAccountOutputs: Record<keyof rtc.AdminAccountOutputs, pulumi.Output<unknown>> = {
  application: ops.application,
  userId: ops.userId,
  adopt: ops.adopt,
  timeouts: ops.timeouts,
  createdTime: ops.createdTime,
  isAdmin: ops.isAdmin,
};
new rtc.AdminAccount("by-id", { application: support.id, userId: "by_id" });
new rtc.AdminAccount("by-text", { application: "1400000001", userId: "by_text" });
new rtc.AdminAccount("by-number", { application: 1400000001, userId: "by_number" });
new rtc.Application("known", { adopt: 1400000001 });

const subscriptionArgs: Required<rtc.SubscriptionArgs> = {
  application: support,
  product: "call",
  edition: "group-call",
  months: pulumi.output(2),
  configuration: { monthlyActiveUsers: 20_000 },
  autoRenewal: true,
  refundOnDestroy: false,
  adopt: true,
  takeOver: true,
  timeouts: { create: "1m" },
};
const plan = new rtc.Subscription("plan", subscriptionArgs);
const subscriptionOutputs: Record<keyof rtc.SubscriptionOutputs, pulumi.Output<unknown>> = {
  application: plan.application,
  product: plan.product,
  edition: plan.edition,
  months: plan.months,
  configuration: plan.configuration,
  autoRenewal: plan.autoRenewal,
  refundOnDestroy: plan.refundOnDestroy,
  adopt: plan.adopt,
  takeOver: plan.takeOver,
  timeouts: plan.timeouts,
  packageId: plan.packageId,
  status: plan.status,
  cure: plan.cure,
  purchasedTime: plan.purchasedTime,
  effectiveTime: plan.effectiveTime,
  expireTime: plan.expireTime,
  versionDetails: plan.versionDetails,
};

const tagArgs: Required<rtc.TagArgs> = {
  application: support,
  key: "cost_centre",
  value: "4711",
  timeouts: { create: "1m" },
};
const cost = new rtc.Tag("cost", tagArgs);
const tagOutputs: Record<keyof rtc.TagOutputs, pulumi.Output<unknown>> = {
  application: cost.application,
  key: cost.key,
  value: cost.value,
  timeouts: cost.timeouts,
};

const webhookArgs: Required<rtc.WebhookArgs> = {
  application: support,
  product: "call",
  url: pulumi.secret("https://example.com/calls?token=s3cr3t"),
  events: ["Call.CallbackAfterEndCall"],
  adopt: true,
  timeouts: { create: "1m" },
};
const hook = new rtc.Webhook("hook", webhookArgs, { dependsOn: plan });
const webhookOutputs: Record<keyof rtc.WebhookOutputs, pulumi.Output<unknown>> = {
  application: hook.application,
  product: hook.product,
  url: hook.url,
  events: hook.events,
  adopt: hook.adopt,
  timeouts: hook.timeouts,
  address: hook.address,
};
const hooked: pulumi.Output<rtc.GetWebhookResult> = rtc.getWebhookOutput({ application: support.id, product: "call" });
const hookUrl: Promise<pulumi.Output<string | undefined>> = rtc.getWebhook({ application: "1400000001", product: "live" }).then(({ url }) => url);

const plain: Promise<rtc.GetApplicationResult> = rtc.getApplication({ id: "1400000001" });
const found: pulumi.Output<rtc.GetApplicationResult> = rtc.getApplicationOutput({ id: support.id });
const key: pulumi.Output<string | undefined> = found.secretKey;
const appliedKey: pulumi.Output<string | undefined> = found.apply(({ secretKey }) => secretKey);
const status: pulumi.Output<"Normal" | "Disabling" | "Disabled" | "Enabling" | "Expired" | "Deleting" | "Unknown"> = found.status;
const filters: Required<rtc.GetApplicationsArgs> = { name: "a", status: "Normal", tags: { team: "support" } };
const listed: pulumi.Output<string[]> = rtc.getApplicationsOutput({ ...filters, name: support.name }).ids;
const names: Promise<string[]> = rtc.getApplications(filters).then(({ applications }) => applications.map((one) => one.name));
const pushes: Promise<number[]> = rtc.getPushCertificates({ application: "1400000001", vendor: "fcm" }).then(({ certificates }) => certificates.map((one) => one.certificateId));
const latePushes: pulumi.Output<rtc.GetPushCertificatesResult> = rtc.getPushCertificatesOutput({ application: support.id });
const sig: pulumi.Output<string> = rtc.userSig({
  sdkAppId: found.sdkAppId,
  secretKey: key,
  userId: ops.userId,
  issuedAt: "2026-11-01T00:00:00Z",
  expiresIn: 86_400,
});
const bought: pulumi.Output<rtc.GetSubscriptionResult> = rtc.getSubscriptionOutput({ application: support.id, product: "call" });
const perhaps: Promise<rtc.GetSubscriptionResult | undefined> = rtc.findSubscription({ application: "1400000001", product: "call" });
const sought: pulumi.Output<rtc.GetApplicationResult | undefined> = rtc.findApplicationOutput({ id: support.id });
const ends: Promise<string> = rtc.getSubscription({ application: "1400000001", product: "call" }).then(({ expireTime }) => expireTime);
// @ts-expect-error a signature without its time
rtc.userSig({ sdkAppId, secretKey: key, userId: "ops", expiresIn: 86_400 });

const pushCertificateArgs: Required<rtc.PushCertificateArgs> = {
  application: support,
  platform: {
    vendor: "apns-p12",
    environment: "production",
    bundleId: "com.example.shop",
    file: new pulumi.asset.FileAsset("push.p12"),
    password: pulumi.secret("x"),
  },
  adopt: 6768,
  takeOver: true,
  timeouts: { create: "1m" },
};
const ios = new rtc.PushCertificate("ios", pushCertificateArgs);
const pushCertificateOutputs: Record<keyof rtc.PushCertificateOutputs, pulumi.Output<unknown>> = {
  application: ios.application,
  platform: ios.platform,
  adopt: ios.adopt,
  takeOver: ios.takeOver,
  expired: ios.expired,
  timeouts: ios.timeouts,
  certificateId: ios.certificateId,
  fingerprint: ios.fingerprint,
  app: ios.app,
  subject: ios.subject,
  topics: ios.topics,
  notBefore: ios.notBefore,
  notAfter: ios.notAfter,
  daysLeft: ios.daysLeft,
  createdTime: ios.createdTime,
  effectiveTime: ios.effectiveTime,
  timpushConfig: ios.timpushConfig,
};
const file = new Uint8Array(3);
const keyFile = new pulumi.asset.StringAsset("-----BEGIN PRIVATE KEY-----");
const clickAction = { opens: "web-page" as const, url: pulumi.output("https://shop.example.com") };
const forms: rtc.PushCertificatePlatformArgs[] = [
  { vendor: "apns-p12", environment: "development", file, password: "" },
  { vendor: "apns-p8", environment: "production", file: keyFile, keyId: "A", teamId: "B", bundleId: "c.d" },
  { vendor: "fcm", serviceAccount: "{}", messageMode: "data", channelId: "chat" },
  { vendor: "huawei", packageName: "a.b", appId: "1", appSecret: "s", badgeClass: "a.B", channelId: "c", category: "IM", clickAction },
  { vendor: "honor", appId: "1", clientSecret: "s", badgeClass: "a.B", importance: "NORMAL" },
  { vendor: "xiaomi", packageName: "a.b", appId: "1", appSecret: "s", channelId: "c" },
  { vendor: "oppo", appKey: "k", appId: "1", masterSecret: "s", channelId: "c", clickAction: { opens: "in-app-page", activity: "a.B" } },
  { vendor: "vivo", appKey: "k", appId: "1", appSecret: pulumi.secret("s"), category: "IM" },
  { vendor: "meizu", packageName: "a.b", appId: "1", appSecret: "s", clickAction: { opens: "application" } },
  { vendor: "harmonyos", serviceAccount: keyFile },
];
const timpush: pulumi.Output<string> = rtc.timpushConfigs([ios]);
const keyId: pulumi.Output<string> = ios.platform.apply((form) => (form.vendor === "apns-p8" ? form.keyId : ""));
// @ts-expect-error a field of another vendor
new rtc.PushCertificate("mixed", { application: support, platform: { vendor: "honor", appId: "1", clientSecret: "s", packageName: "a.b" } });
// @ts-expect-error a field that is needed
new rtc.PushCertificate("short", { application: support, platform: { vendor: "oppo", appKey: "k", appId: "1", masterSecret: "s" } });
// @ts-expect-error a vendor that does not exist
new rtc.PushCertificate("gcm", { application: support, platform: { vendor: "gcm", serverKey: "s" } });
// @ts-expect-error HarmonyOS opens no web pages
new rtc.PushCertificate("web", { application: support, platform: { vendor: "harmonyos", serviceAccount: "{}", clickAction } });
// @ts-expect-error nobody declares it
new rtc.PushCertificate("old", { application: support, platform: forms[0], expired: true });

const handlers: pulumi.dynamic.ResourceProvider[] = [application, adminAccount, pushCertificate, subscription, tag];

// @ts-expect-error a region that does not exist
new rtc.Application("nowhere", { products: ["chat"], region: "mars" });
// @ts-expect-error a product outside a list
new rtc.Application("single", { products: "chat", region: "singapore" });
// @ts-expect-error an argument that does not exist
new rtc.Application("typo", { products: ["chat"], region: "singapore", descripton: "" });
// @ts-expect-error an account without its application
new rtc.AdminAccount("alone", { userId: "ops_admin" });
// @ts-expect-error the id of an application is known in every plan, its sdkAppId is not
new rtc.AdminAccount("unknown", { application: support.sdkAppId, userId: "ops_admin" });
// @ts-expect-error an edition that does not exist
new rtc.Subscription("none", { application: support, product: "call", edition: "flagship" });
// @ts-expect-error outputs are read, never set
support.sdkAppId = pulumi.output(1);

const fleet = new AppsFromFiles("apps", { path: ["apps/*.yaml"], environment: "prod", account: "main" });
const fleetKey: pulumi.Output<string | undefined> | undefined = fleet.applications.support?.secretKey;
const fleetIds: pulumi.Output<Record<string, number>> = fleet.sdkAppIds;
new rtc.Tag("of-file", { application: fleet.applications.support ?? "1400000001", key: "team", value: "a" });
// @ts-expect-error an environment must be chosen
new AppsFromFiles("none", { path: "apps/*.yaml" });

export { fleetIds, fleetKey };
export { appliedKey, bought, ends, forms, keyId, latePushes, listed, names, perhaps, plain, pushes, sig, sought, status, timpush };
export { adminAccountOutputs, applicationOutputs, handlers, id, isOn, pushCertificateOutputs, sdkAppId };
export { subscriptionOutputs, tagOutputs, tags, team, wait };
`;
