import { ApiError, type Settings } from "../../api";

/** @param live applications that are not gone: disabled ones and those being deleted count. */
export const applicationQuota = (live: number, settings: Settings): ApiError | undefined =>
  live < settings.ApplicationsPerAccount
    ? undefined
    : new ApiError(
        "LimitExceeded.Applications",
        `the account has ${live} applications and may have ${settings.ApplicationsPerAccount}: disable and delete one that nobody needs, then create this one`,
      );

/** An id is never given out twice, so a range of ids may come to its end. */
export const sdkAppIdQuota = (next: number, last: number): ApiError | undefined =>
  next <= last
    ? undefined
    : new ApiError(
        "LimitExceeded.Applications",
        `the account has given out all its SDKAppIDs, up to ${last}: add another account to this backend`,
      );
