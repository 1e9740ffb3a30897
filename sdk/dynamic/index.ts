/** Tencent RTC and Chat applications as resources of a TypeScript or JavaScript Pulumi program. */
export { AdminAccount } from "./admin-account";
export { Application } from "./application";
export {
  findApplication,
  findApplicationOutput,
  getApplication,
  getApplicationOutput,
} from "./get-application";
export { getApplications, getApplicationsOutput } from "./get-applications";
export {
  findPushCertificates,
  findPushCertificatesOutput,
  getPushCertificates,
  getPushCertificatesOutput,
} from "./get-push-certificates";
export {
  findSubscription,
  findSubscriptionOutput,
  getSubscription,
  getSubscriptionOutput,
} from "./get-subscription";
export { PushCertificate } from "./push-certificate";
export { Subscription } from "./subscription";
export { Tag } from "./tag";
export { timpushConfigs } from "./timpush-configs";
export type { AdminAccountArgs, AdminAccountOutputs } from "./types/admin-account.generated";
export type { ApplicationArgs, ApplicationOutputs } from "./types/application.generated";
export type {
  GetApplicationArgs,
  GetApplicationOutputArgs,
  GetApplicationResult,
} from "./types/get-application.generated";
export type {
  GetApplicationsApplication,
  GetApplicationsArgs,
  GetApplicationsOutputArgs,
  GetApplicationsResult,
} from "./types/get-applications.generated";
export type {
  GetPushCertificatesArgs,
  GetPushCertificatesCertificate,
  GetPushCertificatesOutputArgs,
  GetPushCertificatesResult,
} from "./types/get-push-certificates.generated";
export type {
  GetSubscriptionArgs,
  GetSubscriptionOutputArgs,
  GetSubscriptionResult,
} from "./types/get-subscription.generated";
export type * from "./types/push-certificate.generated";
export type { SubscriptionArgs, SubscriptionOutputs } from "./types/subscription.generated";
export type { TagArgs, TagOutputs } from "./types/tag.generated";
export { type UserSigArgs, userSig } from "./user-sig";
