import { type Read, statement } from "../store";
import { instant, type Leaving } from "./application-record";
import { spendTokens } from "./late-requests";
import { liveApplication } from "./live-application";
import { subscriptionsOf } from "./live-subscription";
import { freeOrderTokens } from "./orders";
import { saveCertificate } from "./push-certificate-change";
import type { WriteMoment } from "./scope";
import { saveSubscription } from "./subscription-change";

const noLonger = { owner: null, claim_hash: null, leaving_at: null } as const;

const leavingCertificates = statement<{ ids: readonly number[] }>()((db, { list }) =>
  db
    .selectFrom("push_certificates")
    .select(["sdk_app_id", "certificate_id", "leaving_at"])
    .where("sdk_app_id", "in", list("ids"))
    .where("leaving_at", "is not", null)
    .orderBy("certificate_id"),
);

/** The push certificates that are to go with each of these applications. */
export async function leavingWith(db: Read, ids: readonly number[]): Promise<Map<number, Leaving>> {
  const leaving = new Map<number, Leaving>(ids.map((id) => [id, []]));
  if (ids.length === 0) return leaving;
  for (const { sdk_app_id, certificate_id, leaving_at } of await leavingCertificates(db, { ids })) {
    const Since = instant(leaving_at ?? 0);
    leaving.get(sdk_app_id)?.push({ Noun: "PushCertificate", Id: `${sdk_app_id}/${certificate_id}`, Since });
  }
  return leaving;
}

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
