import { claimBytes, claimOf } from "../rules/claims";
import { statement } from "../store";
import type { Scope, WriteMoment } from "./scope";

const takeNumber = statement<{ uin: string }>()((db, { value }) =>
  db
    .updateTable("accounts")
    .set(({ eb, lit }) => ({ next_claim: eb("next_claim", "+", lit(1)) }))
    .where("uin", "=", value("uin"))
    .returning("next_claim"),
);

/** A claim that nobody has had before, with the account's next number. */
export async function newClaim({ random }: Scope, { db, account }: WriteMoment): Promise<string> {
  const [taken] = await takeNumber(db, { uin: account.uin });
  if (!taken) throw new Error(`the account ${account.uin} is gone in the middle of a transaction`);
  return claimOf(taken.next_claim - 1, random.bytes(claimBytes));
}
