import type { ApplicationRow, PushCertificateRow } from "../../store";
import { spendTokens } from "../late-requests";
import type { WriteMoment } from "../scope";
import { saveCertificate } from "./change";

/** Gives a push certificate up as it is: nobody manages it, and its token no longer finds it. */
export async function releaseCertificate(row: PushCertificateRow, moment: WriteMoment): Promise<void> {
  await spendTokens([row.client_token], moment);
  const given = { owner: null, claim_hash: null, leaving_at: null, client_token: null };
  await saveCertificate(row, { ...given, claimed_at: moment.askedAt }, moment);
}

/** Gives up the push certificates that were to go with an application. */
export async function releaseLeavingCertificates(
  { sdk_app_id }: ApplicationRow,
  moment: WriteMoment,
): Promise<void> {
  const leaving = await moment.db
    .selectFrom("push_certificates")
    .selectAll()
    .where("sdk_app_id", "=", sdk_app_id)
    .where("leaving_at", "is not", null)
    .execute();
  for (const row of leaving) await releaseCertificate(row, moment);
}
