import { ApiError, type CreatePushCertificate, claimDigest } from "../../api";
import {
  heldPlatform,
  judgeCertificateToken,
  judgePlatformEdit,
  pushCertificateQuota,
} from "../../rules/push-certificates";
import type { PushCertificateRow } from "../../store";
import { liveApplication, mustBeEditable } from "../application/live";
import { instant } from "../application/record";
import { newClaim } from "../claims";
import { mustNotBeLate, mustNotBeSpent } from "../late-requests";
import { throwIf } from "../request";
import type { Handler, Scope, WriteMoment } from "../scope";
import { noteCertificate, saveCertificate } from "./change";
import { secretColumns } from "./record";
import { type JudgeSecrets, readSecrets } from "./secrets";

type Request = Parameters<Handler<typeof CreatePushCertificate>>[0];

/** The first result of a token again, or a new certificate with an id that no other ever had. */
export const createPushCertificate: Handler<typeof CreatePushCertificate> = async (request, scope) => {
  const judge = await readSecrets(request.Platform, request.Secrets, scope);
  return scope.write(async (moment) => {
    mustBeEditable(await liveApplication(request.SdkAppId, moment), moment);
    const made = (await leavingOf(request, moment)) ?? (await madeByToken(request, moment));
    const claim = await newClaim(scope, moment);
    const row = made
      ? await reclaim(made, claim, moment)
      : await create(request, judge, claim, scope, moment);
    return {
      CertificateId: row.certificate_id,
      Claim: claim,
      Replayed: made !== undefined,
      CreatedTime: instant(row.created_at),
      TakenBack: made !== undefined && made.leaving_at !== null,
    };
  });
};

/**
 * What this declaration has let go of, to go with an application that is still there: however long ago it was made,
 * and whatever name it had then.
 */
async function leavingOf(
  { SdkAppId, Owner, Platform }: Request,
  { db, account }: WriteMoment,
): Promise<PushCertificateRow | undefined> {
  if (Owner === undefined) return undefined;
  const rows = await db
    .selectFrom("push_certificates")
    .selectAll()
    .where("uin", "=", account.uin)
    .where("sdk_app_id", "=", SdkAppId)
    .where("owner", "=", Owner)
    .where("leaving_at", "is not", null)
    .orderBy("certificate_id")
    .execute();
  return rows.find((row) => judgePlatformEdit(heldPlatform(row.platform), Platform) === undefined);
}

async function madeByToken(
  request: Request,
  { db, now, account, settings }: WriteMoment,
): Promise<PushCertificateRow | undefined> {
  if (request.ClientToken === undefined) return undefined;
  const used = await db
    .selectFrom("push_certificates")
    .selectAll()
    .where("uin", "=", account.uin)
    .where("client_token", "=", request.ClientToken)
    .executeTakeFirst();
  const judged = used && judgeCertificateToken(used, request, now, settings);
  if (judged instanceof ApiError) throw judged;
  return used;
}

/** A repetition changes nothing but who holds the claim: whoever asked last. */
async function reclaim(
  row: PushCertificateRow,
  claim: string,
  moment: WriteMoment,
): Promise<PushCertificateRow> {
  mustNotBeLate(row, moment);
  const taken = { claim_hash: claimDigest(claim), claimed_at: moment.askedAt, leaving_at: null };
  await saveCertificate(row, taken, moment);
  return row;
}

async function create(
  request: Request,
  judge: JudgeSecrets,
  claim: string,
  { sealer }: Scope,
  moment: WriteMoment,
): Promise<PushCertificateRow> {
  const { db, now, account, settings } = moment;
  const { SdkAppId, Platform, Secrets } = request;
  await mustNotBeSpent(request.ClientToken, moment);
  const credential = judge(now);
  const { count } = await db
    .selectFrom("push_certificates")
    .select(({ fn }) => fn.countAll().as("count"))
    .where("sdk_app_id", "=", SdkAppId)
    .executeTakeFirstOrThrow();
  throwIf(pushCertificateQuota(Number(count), settings));
  const { uin, next_certificate_id: id } = account;
  const row: PushCertificateRow = {
    certificate_id: id,
    uin,
    sdk_app_id: SdkAppId,
    platform: JSON.stringify(Platform),
    ...secretColumns(sealer, { uin, id, secrets: Secrets, credential }),
    client_token: request.ClientToken ?? null,
    owner: request.Owner ?? null,
    claim_hash: claimDigest(claim),
    claimed_at: moment.askedAt,
    created_at: now,
    saved_at: now,
    leaving_at: null,
  };
  await db
    .updateTable("accounts")
    .set({ next_certificate_id: id + 1 })
    .where("uin", "=", uin)
    .execute();
  await db.insertInto("push_certificates").values(row).execute();
  noteCertificate(row, "created", moment);
  return row;
}
