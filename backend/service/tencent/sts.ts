import type { GetCallerIdentity } from "../../api";
import type { Handler } from "../scope";

/** Simulated accounts have no sub-users with numbers of their own: a key pair stands for its account. */
export const getCallerIdentity: Handler<typeof GetCallerIdentity> = (_request, scope) =>
  scope.read(async ({ account: { uin } }) => ({
    Arn: `qcs::cam::uin/${uin}:uin/${uin}`,
    AccountId: uin,
    UserId: uin,
    PrincipalId: uin,
    Type: "CAMUser",
  }));
