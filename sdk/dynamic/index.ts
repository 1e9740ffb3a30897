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
export { AdminAccount } from "./resources/admin-account";
export type { AdminAccountArgs, AdminAccountOutputs } from "./resources/admin-account.generated";
export { Application } from "./resources/application";
export type { ApplicationArgs, ApplicationOutputs } from "./resources/application.generated";
export { PushCertificate } from "./resources/push-certificate";
export type * from "./resources/push-certificate.generated";
export { Subscription } from "./resources/subscription";
export type { SubscriptionArgs, SubscriptionOutputs } from "./resources/subscription.generated";
export { Tag } from "./resources/tag";
export type { TagArgs, TagOutputs } from "./resources/tag.generated";
export { timpushConfigs } from "./resources/timpush-configs";
export { type UserSigArgs, userSig } from "./user-sig";
