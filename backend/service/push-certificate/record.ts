import {
  ApiError,
  type PushCertificateRecord,
  type PushCredential,
  type PushSecrets,
  toldFingerprint,
} from "../../api";
import { daysLeft, effectiveAt, heldPlatform, isExpired } from "../../rules/push-certificates";
import type { PushCertificateRow, Sealer } from "../../store";
import { instant } from "../application/record";
import type { Moment, Scope } from "../scope";
import { fingerprintKeyOf } from "./fingerprint-key";

const instantOrNull = (milliseconds: number | null) => (milliseconds === null ? null : instant(milliseconds));

/** What is said of a push certificate. Its secrets aren't opened for anybody. */
export function certificateRecord(
  row: PushCertificateRow,
  { now, settings, account }: Moment,
  scope: Scope,
): PushCertificateRecord {
  const platform = heldPlatform(row.platform);
  const key = fingerprintKeyOf(account, scope);
  return {
    SdkAppId: row.sdk_app_id,
    CertificateId: row.certificate_id,
    Platform: platform,
    Fingerprint: toldFingerprint(key, platform.Vendor, row.fingerprint),
    App: row.app,
    Subject: row.subject,
    Topics: JSON.parse(row.topics),
    NotBefore: instantOrNull(row.not_before),
    NotAfter: instantOrNull(row.not_after),
    DaysLeft: daysLeft(row.not_after, now),
    Expired: isExpired(row.not_after, now),
    CreatedTime: instant(row.created_at),
    SavedTime: instant(row.saved_at),
    EffectiveTime: instant(effectiveAt(row.saved_at, settings)),
    Owner: row.owner,
    ClaimDigest: row.claim_hash,
    LeavingSince: instantOrNull(row.leaving_at),
  };
}

interface Secret {
  readonly uin: string;
  readonly id: number;
  readonly secrets: PushSecrets;
  readonly credential: PushCredential;
}

/** What a row keeps of a form's secrets: sealed as they are, and in clear what they are. */
export function secretColumns(sealer: Sealer, { uin, id, secrets, credential }: Secret) {
  const { fingerprint, app, certificate } = credential;
  const place = { table: "push_certificates", row: `${uin}/${id}`, column: "secrets" };
  return {
    secrets: sealer.seal(place, JSON.stringify(secrets)),
    fingerprint,
    app,
    subject: certificate?.subject ?? null,
    topics: JSON.stringify(certificate?.topics ?? []),
    not_before: certificate?.notBefore.getTime() ?? null,
    not_after: certificate?.notAfter.getTime() ?? null,
  };
}

export const noSuchCertificate = (sdkAppId: number, certificateId: number): ApiError =>
  new ApiError(
    "ResourceNotFound.PushCertificate",
    `application ${sdkAppId} has no push certificate ${certificateId}: it was deleted, or the id is wrong`,
    "CertificateId",
  );
