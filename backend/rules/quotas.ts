import { ApiError, type Settings } from "../api";

/** @param live applications that are not gone: disabled ones and those being deleted count. */
export const applicationQuota = (live: number, settings: Settings): ApiError | undefined =>
  live < settings.ApplicationsPerAccount
    ? undefined
    : new ApiError(
        "LimitExceeded.Applications",
        `the account has ${live} applications and may have ${settings.ApplicationsPerAccount}: disable and delete one that nobody needs, then create this one`,
      );

/** @param held push certificates that the application has, of whatever vendor. */
export const pushCertificateQuota = (held: number, settings: Settings): ApiError | undefined =>
  held < settings.PushCertificatesPerApplication
    ? undefined
    : new ApiError(
        "LimitExceeded.PushCertificates",
        `the application has ${held} push certificates and may have ${settings.PushCertificatesPerApplication}: delete one that no client reports any more first`,
      );

/** An id is never given out twice, so a range of ids may come to its end. */
export const sdkAppIdQuota = (next: number, last: number): ApiError | undefined =>
  next <= last
    ? undefined
    : new ApiError(
        "LimitExceeded.Applications",
        `the account has given out all its SDKAppIDs, up to ${last}: add another account to this backend`,
      );

/** @param held admin accounts that the application has, `administrator` included. */
export const adminAccountQuota = (held: number, settings: Settings): ApiError | undefined =>
  held < settings.AdminAccountsPerApplication
    ? undefined
    : new ApiError(
        "LimitExceeded.AdminAccounts",
        `the application has ${held} admin accounts, the default "administrator" included, and may have ${settings.AdminAccountsPerApplication}: delete one that nobody needs first`,
      );
