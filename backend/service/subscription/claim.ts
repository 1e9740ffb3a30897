import { type ClaimSubscription, claimDigest, type ReleaseSubscription } from "../../api";
import { isOutdated, judgeTaking } from "../../rules/claims";
import { mustNotBeLate } from "../late-requests";
import { newClaim } from "../new-claim";
import { throwIf } from "../request";
import type { Handler } from "../scope";
import { saveSubscription } from "./change";
import { noSuchSubscription, subscriptionTarget } from "./live";
import { freeOrderTokens } from "./orders";

export const claimSubscription: Handler<typeof ClaimSubscription> = (request, scope) =>
  scope.write(async (moment) => {
    const { application, subscription } = await subscriptionTarget(request, moment);
    if (!subscription) throw noSuchSubscription(request.SdkAppId, request.Product);
    mustNotBeLate(subscription, moment);
    const { Owner: owner, Claim: current, TakeOver: takeOver } = request;
    throwIf(judgeTaking(subscription, { owner, claim: current, takeOver }, "subscription"));
    const isProven = current !== undefined && !isOutdated(subscription, current);
    const claim = isProven ? current : await newClaim(scope, moment);
    const held = { owner, claim_hash: claimDigest(claim), claimed_at: moment.askedAt, leaving_at: null };
    await saveSubscription(subscription, { ...subscription, ...held }, application, moment);
    if (subscription.owner !== owner) await freeOrderTokens(subscription, moment);
    return { Claim: claim, PreviousOwner: subscription.owner };
  });

/** Whoever has it next begins with what it is then: what was ordered before counts no more. */
export const releaseSubscription: Handler<typeof ReleaseSubscription> = (request, scope) =>
  scope.write(async (moment) => {
    const { application, subscription } = await subscriptionTarget(request, moment);
    if (!subscription) throw noSuchSubscription(request.SdkAppId, request.Product);
    if (isOutdated(subscription, request.Claim)) return { Outdated: true };
    const auto_renewal = request.KeepAutoRenewal ? subscription.auto_renewal : 0;
    if (request.WithApplication) {
      const leaving = { auto_renewal, leaving_at: subscription.leaving_at ?? moment.now };
      const left = { ...subscription, ...leaving, claimed_at: moment.askedAt };
      await saveSubscription(subscription, left, application, moment);
      return { Outdated: false };
    }
    const given = {
      ...subscription,
      auto_renewal,
      leaving_at: null,
      ordered_edition: subscription.edition,
      owner: null,
      claim_hash: null,
      claimed_at: moment.askedAt,
    };
    await saveSubscription(subscription, given, application, moment);
    await freeOrderTokens(subscription, moment);
    return { Outdated: false };
  });
