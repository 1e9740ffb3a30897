import { z } from "zod";
import { actionsOf } from "./action";
import { ClientToken, Instant, SdkAppId, storedText, UserId } from "./fields";
import { managementVersion } from "./version";

const action = actionsOf("rtcapp", managementVersion);

export const AdminAccountRecord = z.object({ UserId: z.string(), CreatedTime: Instant });

/** Admin accounts of one look at most. */
export const adminAccountsPerRequest = 100;

export const CreateAdminAccount = action(
  "CreateAdminAccount",
  "write",
  z.strictObject({ SdkAppId, UserId, ClientToken: ClientToken.optional() }),
  /** `Existed` is true for `administrator` and for a repetition of the same token. */
  z.object({ CreatedTime: Instant, Existed: z.boolean() }),
);

const adminAccountId = { SdkAppId, UserId: storedText(200) };
const AdminAccountId = z.object(adminAccountId);

export const DescribeAdminAccounts = action(
  "DescribeAdminAccounts",
  "read",
  z.strictObject({
    AdminAccounts: z.array(z.strictObject(adminAccountId)).min(1).max(adminAccountsPerRequest),
  }),
  z.object({
    Entries: z.array(
      z.discriminatedUnion("Outcome", [
        AdminAccountId.extend({ Outcome: z.literal("Found"), CreatedTime: Instant }),
        AdminAccountId.extend({
          Outcome: z.literal("Refused"),
          Code: z.enum([
            "ResourceNotFound.Application",
            "ResourceNotFound.AdminAccount",
            "UnauthorizedOperation",
          ]),
          Message: z.string(),
        }),
      ]),
    ),
  }),
);

export const DeleteAdminAccount = action(
  "DeleteAdminAccount",
  "write",
  z.strictObject(adminAccountId),
  z.object({}),
);
