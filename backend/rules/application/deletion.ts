import { ApiError, isPaidEdition, rtcProducts, type Settings } from "../../api";
import { type Editions, hasPaidChat } from "./products";

/** What decides who deletes an application. */
export interface Deletable {
  /** Editions in force: of running packages, and of a paid Chat package even after it has ended. */
  readonly editions: Editions;
  readonly rtcService: boolean;
  /** Whether a paid call pack runs. */
  readonly callPack: boolean;
}

/** TRTC on a Chat application without a paid package (IM console, "TRTC 体验版"). */
const hasTrtcTrial = ({ editions, rtcService, callPack }: Deletable): boolean =>
  editions.chat !== undefined &&
  rtcService &&
  !callPack &&
  !rtcProducts.some((product) => isPaidEdition(editions[product]));

/** Why support alone deletes an application, whatever its status (IM console, "停用/删除应用"); undefined where it doesn't. */
function supportsReason(application: Deletable, settings: Settings): string | undefined {
  if (settings.PaidChatDeletion === "contact-support" && hasPaidChat(application.editions))
    return `has a paid Chat edition (${application.editions.chat})`;
  if (settings.TrtcTrialDeletion === "contact-support" && hasTrtcTrial(application))
    return "has a TRTC trial beside Chat";
  return undefined;
}

export const deletableBySupportOnly = (application: Deletable, settings: Settings): boolean =>
  supportsReason(application, settings) !== undefined;

/**
 * What forbids deleting an application in any status. It is asked before the status is: whoever hears
 * "disable it first" would disable an application that can't be deleted afterwards.
 */
export function forbidsDeletion(
  application: Deletable & { readonly protected: boolean },
  settings: Settings,
): ApiError | undefined {
  if (application.protected) {
    return new ApiError(
      "OperationDenied.ApplicationProtected",
      "the application is protected against deletion: turn its deletion protection off first",
    );
  }
  const reason = supportsReason(application, settings);
  if (reason === undefined) return undefined;
  return new ApiError(
    "UnauthorizedOperation.PaidEditionContactSupport",
    `the application ${reason}, which only Tencent Cloud support deletes: open a ticket in the console, or give the application up without deleting it`,
  );
}
