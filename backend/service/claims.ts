import { claimDigest } from "../api";
import { type Claimed, claimBytes, claimOf, isOutdated, judgeTaking } from "../rules/claims";
import { statement } from "../store";
import { mustNotBeLate } from "./late-requests";
import { throwIf } from "./request";
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

/** What is to be taken, as its row has it, and by whom. */
interface Taking {
  readonly held: {
    readonly owner: string | null;
    readonly claim_hash: string | null;
    readonly claimed_at: number;
  };
  readonly by: { readonly Owner: string; readonly Claim?: string | undefined; readonly TakeOver: boolean };
  readonly thing: Claimed;
}

/** What a taking writes into the row of what is taken, and what it answers. */
interface Taken {
  readonly columns: Taking["held"];
  readonly answer: { readonly Claim: string; readonly PreviousOwner: string | null };
}

/**
 * Makes a declaration the one that manages a thing. A claim that is proven stays good, so that a lost answer loses
 * nothing.
 *
 * @throws ApiError where another one manages it, or has taken or given it up since the request was signed.
 */
export async function taken({ held, by, thing }: Taking, scope: Scope, moment: WriteMoment): Promise<Taken> {
  mustNotBeLate(held, moment);
  const { Owner: owner, Claim: current, TakeOver: takeOver } = by;
  throwIf(judgeTaking(held, { owner, claim: current, takeOver }, thing));
  const isProven = current !== undefined && !isOutdated(held, current);
  const claim = isProven ? current : await newClaim(scope, moment);
  return {
    columns: { owner, claim_hash: claimDigest(claim), claimed_at: moment.askedAt },
    answer: { Claim: claim, PreviousOwner: held.owner },
  };
}
