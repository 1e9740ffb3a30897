import { ApiError, defaultAdminAccount, type Settings } from "../api";

/** What creating an admin account finds: its place is free, it is there already and may be taken, or it is in use. */
export function judgeAdminAccount(
  userId: string,
  held: { readonly client_token: string | null } | undefined,
  clientToken: string | undefined,
): "free" | "existed" | ApiError {
  if (!held) return "free";
  if (userId === defaultAdminAccount) return "existed";
  if (clientToken !== undefined && held.client_token === clientToken) return "existed";
  return new ApiError(
    "ResourceInUse.AdminAccount",
    `the application already has the admin account "${userId}": take over the existing one, or delete it first`,
    "UserId",
  );
}

/** The default account can't be deleted, everything else can. */
export const forbidsAdminDeletion = (userId: string): ApiError | undefined =>
  userId === defaultAdminAccount
    ? new ApiError(
        "OperationDenied.DefaultAdminAccount",
        `"${defaultAdminAccount}" is the default account of every application and can't be deleted`,
        "UserId",
      )
    : undefined;

/** @param held admin accounts that the application has, `administrator` included. */
export const adminAccountQuota = (held: number, settings: Settings): ApiError | undefined =>
  held < settings.AdminAccountsPerApplication
    ? undefined
    : new ApiError(
        "LimitExceeded.AdminAccounts",
        `the application has ${held} admin accounts, the default "administrator" included, and may have ${settings.AdminAccountsPerApplication}: delete one that nobody needs first`,
      );
