import type { DescribeAccount } from "../../api";
import { instant } from "../application/record";
import { fingerprintKeyOf } from "../push-certificate/fingerprint-key";
import type { Handler } from "../scope";

/** A real account gives out claims, and neither SDKAppIDs nor certificates. */
export const describeAccount: Handler<typeof DescribeAccount> = (_request, scope) =>
  scope.read(async ({ db, now, settings, account }) => {
    const { count } = await db
      .selectFrom("enrolled_applications")
      .select(({ fn }) => fn.countAll().as("count"))
      .where("uin", "=", account.uin)
      .executeTakeFirstOrThrow();
    return {
      Identity: scope.identity,
      Uin: account.uin,
      Simulated: false,
      Executor: account.executor,
      Site: account.site,
      Settings: settings,
      Applications: Number(count),
      ServerTime: instant(now),
      NextClaim: account.next_claim,
      FingerprintKey: fingerprintKeyOf(account, scope),
    };
  });
