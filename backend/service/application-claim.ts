import type { ClaimApplication, ReleaseApplication } from "../api";
import { isOutdated } from "../rules/claims";
import { subscriptionsOf } from "./application/attached";
import { saveApplication } from "./application/change";
import { liveApplication, mustBeEditable } from "./application/live";
import { taken } from "./claims";
import { spendTokens, spendTokensOf } from "./late-requests";
import { saveCertificate } from "./push-certificate/change";
import type { Handler, WriteMoment } from "./scope";
import { saveSubscription } from "./subscription/change";
import { freeOrderTokens } from "./subscription/orders";

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

const noLonger = { owner: null, claim_hash: null, leaving_at: null } as const;

/** An application that is given up stays as it is, with what was to go with it: nobody manages that either. */
async function releaseLeaving(sdkAppId: number, moment: WriteMoment): Promise<void> {
  const { db } = moment;
  const certificates = await db
    .selectFrom("push_certificates")
    .selectAll()
    .where("sdk_app_id", "=", sdkAppId)
    .where("leaving_at", "is not", null)
    .execute();
  for (const row of certificates) {
    await spendTokens([row.client_token], moment);
    const given = { ...noLonger, client_token: null, claimed_at: moment.askedAt };
    await saveCertificate(row, given, moment);
  }
  const application = await liveApplication(sdkAppId, moment);
  for (const row of await subscriptionsOf(db, [sdkAppId])) {
    if (row.leaving_at === null) continue;
    const given = { ...row, ...noLonger, ordered_edition: row.edition, claimed_at: moment.askedAt };
    await saveSubscription(row, given, application, moment);
    await freeOrderTokens(row, moment);
  }
}
