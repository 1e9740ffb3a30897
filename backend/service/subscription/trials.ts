import type { Claimed } from "../../rules/subscription/orders";
import type { Moment } from "../scope";

/** Trials claimed so far, from the ledger: those of deleted applications count for the account. */
export async function claimedTrials(sdkAppId: number | undefined, { db, account }: Moment): Promise<Claimed> {
  const trials = await db
    .selectFrom("orders")
    .select(["sdk_app_id", "product"])
    .where("uin", "=", account.uin)
    .where("verb", "=", "trial")
    .execute();
  const ofPack = trials.filter(({ product }) => product === "call-pack");
  const others = trials.filter(({ product }) => product !== "call-pack");
  const on = (list: typeof trials) => list.filter((trial) => trial.sdk_app_id === sdkAppId).length;
  return { onApplication: on(others), ofCallPack: on(ofPack), onAccount: others.length };
}
