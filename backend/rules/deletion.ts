import { ApiError, type Settings } from "../api";
import { type Editions, hasPaidChat } from "./products";

/** A paid Chat edition is deleted by support, whatever its status (IM console, "停用/删除应用"). */
export const deletableBySupportOnly = (editions: Editions, settings: Settings): boolean =>
  settings.PaidChatDeletion === "contact-support" && hasPaidChat(editions);

/**
 * What forbids deleting an application in any status. It is asked before the status is: whoever hears
 * "disable it first" would disable an application that can't be deleted afterwards.
 */
export function forbidsDeletion(
  application: { readonly protected: boolean; readonly editions: Editions },
  settings: Settings,
): ApiError | undefined {
  if (application.protected) {
    return new ApiError(
      "OperationDenied.ApplicationProtected",
      "the application is protected against deletion: turn its deletion protection off first",
    );
  }
  if (deletableBySupportOnly(application.editions, settings)) {
    return new ApiError(
      "UnauthorizedOperation.PaidEditionContactSupport",
      `the application has a paid Chat edition (${application.editions.chat}), which only Tencent Cloud support deletes: open a ticket in the console, or give the application up without deleting it`,
    );
  }
  return undefined;
}
