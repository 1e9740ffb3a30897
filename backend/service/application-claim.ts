import type { ClaimApplication, ReleaseApplication } from "../api";
import { isOutdated } from "../rules/claims";
import { saveApplication } from "./application/change";
import { liveApplication, mustBeEditable } from "./application/live";
import { taken } from "./claims";
import { spendTokensOf } from "./late-requests";
import { releaseLeaving } from "./leaving";
import type { Handler, WriteMoment } from "./scope";

export const claimApplication: Handler<typeof ClaimApplication> = (request, scope) =>
  scope.write(async (moment) => {
    const application = await liveApplication(request.SdkAppId, moment);
    mustBeEditable(application, moment);
    const { columns, answer } = await taken(
      { held: application, by: request, thing: "application" },
      scope,
      moment,
    );
    await saveApplication(application, columns, moment);
    if (application.owner !== request.Owner) await freeToken(request.SdkAppId, moment);
    return answer;
  });

export const releaseApplication: Handler<typeof ReleaseApplication> = (request, scope) =>
  scope.write(async (moment) => {
    const application = await liveApplication(request.SdkAppId, moment);
    if (isOutdated(application, request.Claim)) return {};
    await saveApplication(application, { owner: null, claim_hash: null, claimed_at: moment.askedAt }, moment);
    await freeToken(request.SdkAppId, moment);
    // It stays as it is, with what was to go with it: nobody manages that either.
    const given = await liveApplication(request.SdkAppId, moment);
    for (const release of releaseLeaving) await release(given, moment);
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
