import { z } from "zod";
import { actionsOf } from "./action";
import { entryOf } from "./entry";
import { ClientToken, Instant, SdkAppId, storedText } from "./fields";
import { UserId } from "./user-id";
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

export const DescribeAdminAccounts = action(
  "DescribeAdminAccounts",
  "read",
  z.strictObject({
    AdminAccounts: z.array(z.strictObject(adminAccountId)).min(1).max(adminAccountsPerRequest),
  }),
  z.object({
    Entries: z.array(
      entryOf("AdminAccount", adminAccountId, {
        /** Null where nobody knows: of a real application. */
        CreatedTime: Instant.nullable(),
        /** Of a real application alone: false of a user who is known to be no admin. */
        IsAdmin: z.boolean().optional(),
        /** Of a real application alone: why the last look told nothing; what is told was known before. */
        Unasked: z.string().nullish(),
      }),
    ),
  }),
);

export const DeleteAdminAccount = action(
  "DeleteAdminAccount",
  "write",
  z.strictObject(adminAccountId),
  z.object({}),
);
