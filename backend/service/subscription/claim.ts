import type { ClaimSubscription, ReleaseSubscription } from "../../api";
import { isOutdated } from "../../rules/claims";
import { taken } from "../claims";
import type { Handler } from "../scope";
import { saveSubscription } from "./change";
import { noSuchSubscription, subscriptionTarget } from "./live";
import { freeOrderTokens } from "./orders";
import { releasePackage } from "./release";

export const claimSubscription: Handler<typeof ClaimSubscription> = (request, scope) =>
  scope.write(async (moment) => {
    const { application, subscription } = await subscriptionTarget(request, moment);
    if (!subscription) throw noSuchSubscription(request.SdkAppId, request.Product);
    const { columns, answer } = await taken(
      { held: subscription, by: request, thing: "subscription" },
      scope,
      moment,
    );
    const held = { ...subscription, ...columns, leaving_at: null };
    await saveSubscription(subscription, held, application, moment);
    if (subscription.owner !== request.Owner) await freeOrderTokens(subscription, moment);
    return answer;
  });

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
    await releasePackage({ row: subscription, auto_renewal }, application, moment);
    return { Outdated: false };
  });
