import { claimBytes, claimOf } from "../rules/claims";
import type { Scope, WriteMoment } from "./scope";

/** A claim that nobody has had before, with the account's next number. */
export async function newClaim({ random }: Scope, { db, account }: WriteMoment): Promise<string> {
  const { next_claim } = await db
    .updateTable("accounts")
    .set(({ eb, lit }) => ({ next_claim: eb("next_claim", "+", lit(1)) }))
    .where("uin", "=", account.uin)
    .returning("next_claim")
    .executeTakeFirstOrThrow();
  return claimOf(next_claim - 1, random.bytes(claimBytes));
}
