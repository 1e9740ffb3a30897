import type { ProviderFunction } from "./function";
import { getApplication } from "./get-application";
import { getApplications } from "./get-applications";
import { getPushCertificates } from "./get-push-certificates";
import { getSubscription } from "./get-subscription";
import { getWebhook } from "./get-webhook";

export { answerBefore, parsedArgs } from "./answer";
export type { ProviderFunction } from "./function";
export { getApplication, getApplications, getPushCertificates, getSubscription, getWebhook };

/** Every function there is, in the order of the reference pages. */
export const functions: readonly ProviderFunction[] = [
  getApplication,
  getApplications,
  getPushCertificates,
  getSubscription,
  getWebhook,
];
