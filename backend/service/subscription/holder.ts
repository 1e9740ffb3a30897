import { claimDigest } from "../../api";
import { isOutdated, overtaken } from "../../rules/claims";
import type { SubscriptionRow } from "../../store";
import { newClaim } from "../claims";
import { mustNotBeLate } from "../late-requests";
import type { Scope, WriteMoment } from "../scope";
import { subscriptionTarget } from "./live";

export interface HolderRequest {
  readonly SdkAppId: number;
  readonly Product: SubscriptionRow["product"];
  readonly Owner?: string | undefined;
  readonly Claim?: string | undefined;
}

/** Who manages a package from its order on. */
export interface PackageHolder {
  readonly owner: string | null;
  readonly claim_hash: string | null;
  readonly claimed_at: number;
  /** For whoever orders; null where a declaration manages the package that doesn't order itself. */
  readonly claim: string | null;
  /** Months ordered before that go on counting. */
  readonly months: number;
}

/**
 * A declaration manages what it orders. What a person orders in a console for a package that a declaration manages
 * stays that declaration's, months and all.
 */
export async function holderOf(
  request: HolderRequest,
  before: SubscriptionRow | undefined,
  scope: Scope,
  moment: WriteMoment,
): Promise<PackageHolder> {
  if (before && before.owner !== null && request.Owner === undefined && request.Claim === undefined) {
    const { owner, claim_hash, claimed_at, months } = before;
    return { owner, claim_hash, claimed_at, claim: null, months };
  }
  // A declaration's order; a person's in a console is nobody's repetition.
  if (before && request.Owner !== undefined) mustNotBeLate(before, moment);
  const claim = await claimFor(before, request.Claim, scope, moment);
  const owner = request.Owner ?? null;
  const months = before && owner !== null && before.owner === owner ? before.months : 0;
  return { owner, claim_hash: claimDigest(claim), claimed_at: moment.askedAt, claim, months };
}

/** A claim in hand stays good, so that a lost answer loses nothing; one that is outdated has been overtaken. */
async function claimFor(
  before: SubscriptionRow | undefined,
  claim: string | undefined,
  scope: Scope,
  moment: WriteMoment,
): Promise<string> {
  if (!before || claim === undefined) return newClaim(scope, moment);
  if (isOutdated(before, claim)) throw overtaken(before, "subscription");
  return claim;
}

/** A repetition changes nothing but who holds the claim: whoever asked last. */
export async function reclaim(request: HolderRequest, scope: Scope, moment: WriteMoment): Promise<string> {
  const { subscription } = await subscriptionTarget(request, moment);
  if (subscription) mustNotBeLate(subscription, moment);
  const claim = await claimFor(subscription, request.Claim, scope, moment);
  await moment.db
    .updateTable("subscriptions")
    .set({ claim_hash: claimDigest(claim), claimed_at: moment.askedAt })
    .where("sdk_app_id", "=", request.SdkAppId)
    .where("product", "=", request.Product)
    .execute();
  return claim;
}
