/** Tencent RTC and Chat applications as resources of a TypeScript or JavaScript Pulumi program. */
export { AdminAccount } from "./admin-account";
export { Application } from "./application";
export { getApplication, getApplicationOutput } from "./get-application";
export { getApplications, getApplicationsOutput } from "./get-applications";
export { getSubscription, getSubscriptionOutput } from "./get-subscription";
export { Subscription } from "./subscription";
export { Tag } from "./tag";
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
  GetSubscriptionArgs,
  GetSubscriptionOutputArgs,
  GetSubscriptionResult,
} from "./types/get-subscription.generated";
export type { SubscriptionArgs, SubscriptionOutputs } from "./types/subscription.generated";
export type { TagArgs, TagOutputs } from "./types/tag.generated";
export { type UserSigArgs, userSig } from "./user-sig";
