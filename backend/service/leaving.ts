import { subscriptionsOf } from "./application/attached";
import { liveApplication } from "./application/live";
import { spendTokens } from "./late-requests";
import { saveCertificate } from "./push-certificate/change";
import type { WriteMoment } from "./scope";
import { saveSubscription } from "./subscription/change";
import { freeOrderTokens } from "./subscription/orders";

const noLonger = { owner: null, claim_hash: null, leaving_at: null } as const;

/** An application that is given up stays as it is, with what was to go with it: nobody manages that either. */
export async function releaseLeaving(sdkAppId: number, moment: WriteMoment): Promise<void> {
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
