import { adminAccountsPerRequest, DescribeAdminAccounts, type ResponseOf } from "../../../backend/api";
import { LookUp } from "../../client/look-up";

export interface Key {
  readonly SdkAppId: number;
  readonly UserId: string;
}

export type Entry = ResponseOf<typeof DescribeAdminAccounts>["Entries"][number];

export const adminAccounts = new LookUp({
  limit: adminAccountsPerRequest,
  print: ({ SdkAppId, UserId }: Key) => `${SdkAppId}/${UserId}`,
  load: async (call, AdminAccounts) => (await call(DescribeAdminAccounts, { AdminAccounts })).Entries,
});
