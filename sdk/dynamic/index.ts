/** Tencent RTC and Chat applications as resources of a TypeScript or JavaScript Pulumi program. */

export {
  findApplication,
  findApplicationOutput,
  getApplication,
  getApplicationOutput,
} from "./functions/get-application";
export type {
  GetApplicationArgs,
  GetApplicationOutputArgs,
  GetApplicationResult,
} from "./functions/get-application.generated";
export { getApplications, getApplicationsOutput } from "./functions/get-applications";
export type {
  GetApplicationsApplication,
  GetApplicationsArgs,
  GetApplicationsOutputArgs,
  GetApplicationsResult,
} from "./functions/get-applications.generated";
export {
  findPushCertificates,
  findPushCertificatesOutput,
  getPushCertificates,
  getPushCertificatesOutput,
} from "./functions/get-push-certificates";
export type {
  GetPushCertificatesArgs,
  GetPushCertificatesCertificate,
  GetPushCertificatesOutputArgs,
  GetPushCertificatesResult,
} from "./functions/get-push-certificates.generated";
export {
  findSubscription,
  findSubscriptionOutput,
  getSubscription,
  getSubscriptionOutput,
} from "./functions/get-subscription";
export type {
  GetSubscriptionArgs,
  GetSubscriptionOutputArgs,
  GetSubscriptionResult,
} from "./functions/get-subscription.generated";
export { findWebhook, findWebhookOutput, getWebhook, getWebhookOutput } from "./functions/get-webhook";
export type {
  GetWebhookArgs,
  GetWebhookOutputArgs,
  GetWebhookResult,
} from "./functions/get-webhook.generated";
export * from "./resources/admin-account";
export * from "./resources/application";
export * from "./resources/push-certificate";
export * from "./resources/subscription";
export * from "./resources/tag";
export { timpushConfigs } from "./resources/timpush-configs";
export * from "./resources/webhook";
export { type UserSigArgs, userSig } from "./user-sig";
