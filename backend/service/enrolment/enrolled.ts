import { ApiError, type EnrolledApplication, type PendingAttestation } from "../../api";
import type { EnrolledApplicationRow, EvidenceRow, Read } from "../../store";
import { instant } from "../application/record";
import { toldUnopened } from "../application/secrets-read";
import type { Moment, Scope } from "../scope";
import { evidenceRecord } from "./evidence";

/** Where the key of an enrolled application stands. */
export const keyPlace = (sdkAppId: number) => ({
  table: "enrolled_applications",
  row: String(sdkAppId),
  column: "secret_key",
});

/** @throws BackendError where it doesn't open. */
export const keyOf = (
  { sdk_app_id: id, secret_key }: EnrolledApplicationRow,
  { sealer }: Scope,
): string | undefined => (secret_key === null ? undefined : sealer.open(keyPlace(id), secret_key));

export const enrolledRows = (db: Read, ids: readonly number[]): Promise<EnrolledApplicationRow[]> =>
  db
    .selectFrom("enrolled_applications")
    .selectAll()
    .where("sdk_app_id", "in", [...ids])
    .execute();

/** The row of an application, or the refusal that stands for it. */
export function judgeEnrolled(
  row: EnrolledApplicationRow | undefined,
  sdkAppId: number,
  { account }: Moment,
): EnrolledApplicationRow | ApiError {
  if (!row) {
    // Not "not found": that it isn't enrolled tells nothing of whether it is there.
    return new ApiError(
      "FailedOperation.NotEnrolled",
      `application ${sdkAppId} isn't known to this account: make it known by \`tencentrtc enrol\`, or check the SDKAppID`,
      "SdkAppId",
    );
  }
  if (row.uin === account.uin) return row;
  return new ApiError(
    "UnauthorizedOperation",
    `application ${sdkAppId} is enrolled in another account of this backend: use that account's credentials`,
    "SdkAppId",
  );
}

/** @throws ApiError where it isn't enrolled in this account. */
export async function enrolledRow(sdkAppId: number, moment: Moment): Promise<EnrolledApplicationRow> {
  const [row] = await enrolledRows(moment.db, [sdkAppId]);
  const found = judgeEnrolled(row, sdkAppId, moment);
  if (found instanceof ApiError) throw found;
  return found;
}

export const enrolledRecord = (
  row: EnrolledApplicationRow,
  known: ReadonlyMap<number, readonly EvidenceRow[]>,
  pending: ReadonlyMap<number, readonly PendingAttestation[]>,
): EnrolledApplication => ({
  SdkAppId: row.sdk_app_id,
  Owner: row.owner,
  EnrolledTime: instant(row.enrolled_at),
  HasSecretKey: row.secret_key !== null,
  Facts: (known.get(row.sdk_app_id) ?? []).map(evidenceRecord),
  Pending: [...(pending.get(row.sdk_app_id) ?? [])],
});

/** The key of an application, for whoever asks in this scope. */
export function secretsOf(row: EnrolledApplicationRow, scope: Scope): Partial<EnrolledApplication> {
  if (row.secret_key === null) return {};
  if (scope.actor.readsSecrets === false) return { SecretsWithheld: true };
  try {
    const SecretKey = keyOf(row, scope);
    return { ...(SecretKey !== undefined && { SecretKey }) };
  } catch (error) {
    return { SecretsFault: toldUnopened(error, scope) };
  }
}
