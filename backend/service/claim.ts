import { type ClaimApplication, claimDigest, type ReleaseApplication } from "../api";
import { isOutdated, judgeTaking } from "../rules/claims";
import { saveApplication } from "./application/change";
import { liveApplication, mustBeEditable } from "./application/live";
import { mustNotBeLate, spendTokensOf } from "./late-requests";
import { releaseLeaving } from "./leaving";
import { newClaim } from "./new-claim";
import { throwIf } from "./request";
import type { Handler, WriteMoment } from "./scope";

export const claimApplication: Handler<typeof ClaimApplication> = (request, scope) =>
  scope.write(async (moment) => {
    const application = await liveApplication(request.SdkAppId, moment);
    mustBeEditable(application, moment);
    mustNotBeLate(application, moment);
    const { Owner: owner, Claim: current, TakeOver: takeOver } = request;
    throwIf(judgeTaking(application, { owner, claim: current, takeOver }));
    const isProven = current !== undefined && !isOutdated(application, current);
    const claim = isProven ? current : await newClaim(scope, moment);
    await saveApplication(
      application,
      { owner, claim_hash: claimDigest(claim), claimed_at: moment.askedAt },
      moment,
    );
    if (application.owner !== owner) await freeToken(request.SdkAppId, moment);
    return { Claim: claim, PreviousOwner: application.owner };
  });

export const releaseApplication: Handler<typeof ReleaseApplication> = (request, scope) =>
  scope.write(async (moment) => {
    const application = await liveApplication(request.SdkAppId, moment);
    if (isOutdated(application, request.Claim)) return {};
    await saveApplication(application, { owner: null, claim_hash: null, claimed_at: moment.askedAt }, moment);
    await freeToken(request.SdkAppId, moment);
    await releaseLeaving(request.SdkAppId, moment);
    return {};
  });

/**
 * A token stands for the declaration that made the application. When another takes it, or nobody keeps it, the
 * first one must get an application of its own again, and never this one behind its new owner's back.
 */
async function freeToken(sdkAppId: number, moment: WriteMoment): Promise<void> {
  await spendTokensOf(sdkAppId, moment);
  const { db, account } = moment;
  await db
    .deleteFrom("client_tokens")
    .where("uin", "=", account.uin)
    .where("sdk_app_id", "=", sdkAppId)
    .execute();
}
