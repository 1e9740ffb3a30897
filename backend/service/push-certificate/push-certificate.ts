import {
  ApiError,
  type DeletePushCertificate,
  type DescribePushCertificates,
  type ListPushCertificates,
  type ModifyPushCertificate,
  type ResponseOf,
} from "../../api";
import { isOutdated, overtaken } from "../../rules/claims";
import { heldPlatform, judgePlatformEdit } from "../../rules/push-certificates";
import type { PushCertificateRow } from "../../store";
import { applicationRows, isLive, judgeRow, liveApplication, mustBeEditable } from "../application/live";
import { spendTokens } from "../late-requests";
import { refused } from "../refused";
import { throwIf } from "../request";
import type { Handler, WriteMoment } from "../scope";
import { noteCertificate, saveCertificate } from "./change";
import { certificateRecord, noSuchCertificate, secretColumns } from "./record";
import { readSecrets } from "./secrets";

type Entry = ResponseOf<typeof DescribePushCertificates>["Entries"][number];

export const describePushCertificates: Handler<typeof DescribePushCertificates> = (request, scope) =>
  scope.read(async (moment) => {
    const { db, account } = moment;
    const asked = request.PushCertificates;
    const applicationIds = [...new Set(asked.map(({ SdkAppId }) => SdkAppId))];
    const applications = await applicationRows(applicationIds, db);
    const certificates = await db
      .selectFrom("push_certificates")
      .selectAll()
      .where("uin", "=", account.uin)
      .where(
        "certificate_id",
        "in",
        asked.map(({ CertificateId }) => CertificateId),
      )
      .execute();
    const certificateOf = new Map(certificates.map((row) => [row.certificate_id, row]));
    const entry = (key: (typeof asked)[number]): Entry => {
      const application = judgeRow(applications.get(key.SdkAppId), key.SdkAppId, moment);
      if (application instanceof ApiError) return refused("PushCertificate", key, application);
      const row = certificateOf.get(key.CertificateId);
      if (row?.sdk_app_id !== key.SdkAppId) {
        return refused("PushCertificate", key, noSuchCertificate(key.SdkAppId, key.CertificateId));
      }
      return { Outcome: "Found", ...key, PushCertificate: certificateRecord(row, moment, scope) };
    };
    return { Entries: asked.map(entry) };
  });

export const listPushCertificates: Handler<typeof ListPushCertificates> = (request, scope) =>
  scope.read(async (moment) => {
    const { SdkAppId, Offset, Limit } = request;
    if (SdkAppId !== undefined) await liveApplication(SdkAppId, moment);
    const ofAccount = moment.db
      .selectFrom("push_certificates")
      .innerJoin("applications", "applications.sdk_app_id", "push_certificates.sdk_app_id")
      .where("push_certificates.uin", "=", moment.account.uin)
      .where(isLive(moment.now));
    const held =
      SdkAppId === undefined ? ofAccount : ofAccount.where("push_certificates.sdk_app_id", "=", SdkAppId);
    const { count } = await held.select(({ fn }) => fn.countAll().as("count")).executeTakeFirstOrThrow();
    const rows = await held
      .selectAll("push_certificates")
      .orderBy("certificate_id")
      .limit(Limit)
      .offset(Offset)
      .execute();
    return {
      TotalCount: Number(count),
      PushCertificates: rows.map((row) => certificateRecord(row, moment, scope)),
    };
  });

interface Key {
  readonly SdkAppId: number;
  readonly CertificateId: number;
}

/** @throws ApiError when the application or the certificate is gone, or the application can't be edited. */
export async function editableCertificate(
  { SdkAppId, CertificateId }: Key,
  moment: WriteMoment,
): Promise<PushCertificateRow> {
  mustBeEditable(await liveApplication(SdkAppId, moment), moment);
  const row = await moment.db
    .selectFrom("push_certificates")
    .selectAll()
    .where("uin", "=", moment.account.uin)
    .where("certificate_id", "=", CertificateId)
    .where("sdk_app_id", "=", SdkAppId)
    .executeTakeFirst();
  if (!row) throw noSuchCertificate(SdkAppId, CertificateId);
  return row;
}

export const modifyPushCertificate: Handler<typeof ModifyPushCertificate> = async (request, scope) => {
  const { Platform, Secrets } = request;
  const judge = Secrets && (await readSecrets(Platform, Secrets, scope));
  return scope.write(async (moment) => {
    const row = await editableCertificate(request, moment);
    if (isOutdated(row, request.Claim)) throw overtaken(row, "push certificate");
    throwIf(judgePlatformEdit(heldPlatform(row.platform), Platform));
    const saved = { platform: JSON.stringify(Platform), saved_at: moment.now };
    const { uin, certificate_id: id } = row;
    const secrets =
      Secrets && judge
        ? secretColumns(scope.sealer, { uin, id, secrets: Secrets, credential: judge(moment.now) })
        : {};
    await saveCertificate(row, { ...saved, ...secrets }, moment);
    return {};
  });
};

export const deletePushCertificate: Handler<typeof DeletePushCertificate> = (request, scope) =>
  scope.write(async (moment) => {
    const row = await editableCertificate(request, moment);
    if (isOutdated(row, request.Claim)) return { Outdated: true };
    if (request.WithApplication) {
      const leaving = { leaving_at: row.leaving_at ?? moment.now, claimed_at: moment.askedAt };
      await saveCertificate(row, leaving, moment);
      return { Outdated: false };
    }
    await moment.db
      .deleteFrom("push_certificates")
      .where("uin", "=", row.uin)
      .where("certificate_id", "=", row.certificate_id)
      .execute();
    await spendTokens([row.client_token], moment);
    noteCertificate(row, "deleted", moment);
    return { Outdated: false };
  });
