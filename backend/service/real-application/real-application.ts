import {
  ApiError,
  type ApplicationEntry,
  type DescribeApplications,
  type ListApplications,
  type ListOwners,
} from "../../api";
import type { EnrolledApplicationRow, EvidenceRow } from "../../store";
import { recordSecretsRead } from "../application/secrets-read";
import { enrolledRows, judgeEnrolled } from "../enrolment/enrolled";
import { evidenceOf, valueIn } from "../enrolment/evidence";
import { refused } from "../refused";
import type { Handler, Moment } from "../scope";
import { freshen } from "./freshness";
import { realRecord } from "./record";

/**
 * An enrolled application, or the refusal that stands for it. Only somebody's word makes one gone: no call proves it.
 */
export function judgeReal(
  row: EnrolledApplicationRow | undefined,
  evidence: readonly EvidenceRow[],
  sdkAppId: number,
  moment: Moment,
): EnrolledApplicationRow | ApiError {
  const found = judgeEnrolled(row, sdkAppId, moment);
  if (found instanceof ApiError || valueIn(evidence, "Status") !== "deleted") return found;
  const said = evidence.find(({ fact }) => fact === "Status");
  return new ApiError(
    "ResourceNotFound.Application",
    `application ${sdkAppId} was deleted in the console, says ${said?.told_by}`,
    "SdkAppId",
  );
}

/** @throws ApiError where it isn't enrolled in this account, or somebody says that it was deleted. */
export async function standingApplication(sdkAppId: number, moment: Moment): Promise<EnrolledApplicationRow> {
  const [row] = await enrolledRows(moment.db, [sdkAppId]);
  const evidence = (await evidenceOf(moment.db, [sdkAppId])).get(sdkAppId) ?? [];
  const found = judgeReal(row, evidence, sdkAppId, moment);
  if (found instanceof ApiError) throw found;
  return found;
}

/** Asks Tencent Cloud about those of which nothing is known lately, and answers what is known then. */
export const describeApplications: Handler<typeof DescribeApplications> = async (request, scope) => {
  const ids = [...new Set(request.SdkAppIds)];
  const enrolled = await scope.read(async ({ db, account }) =>
    (await enrolledRows(db, ids)).filter(({ uin }) => uin === account.uin),
  );
  await freshen(enrolled, scope);
  const answer = await scope.read(async (moment) => {
    const rows = new Map((await enrolledRows(moment.db, ids)).map((row) => [row.sdk_app_id, row]));
    const known = await evidenceOf(moment.db, ids);
    const entry = (id: number): ApplicationEntry => {
      const evidence = known.get(id) ?? [];
      const found = judgeReal(rows.get(id), evidence, id, moment);
      if (found instanceof ApiError) return refused("Application", { SdkAppId: id }, found);
      const record = realRecord(found, evidence, request.WithSecrets ? scope : undefined);
      return { Outcome: "Found", SdkAppId: id, Application: record };
    };
    return { Entries: request.SdkAppIds.map(entry) };
  });
  const found = answer.Entries.flatMap((entry) => (entry.Outcome === "Found" ? [entry.Application] : []));
  await recordSecretsRead(found, scope);
  return answer;
};

/** As they are known, without asking anybody. */
export const listApplications: Handler<typeof ListApplications> = async (request, scope) => {
  const answer = await scope.read(async (moment) => {
    const { rows, known } = await everyReal(moment);
    const { Offset, Limit } = request;
    return {
      TotalCount: rows.length,
      Applications: rows
        .slice(Offset, Offset + Limit)
        .map((row) =>
          realRecord(row, known.get(row.sdk_app_id) ?? [], request.WithSecrets ? scope : undefined),
        ),
    };
  });
  await recordSecretsRead(answer.Applications, scope);
  return answer;
};

export const listOwners: Handler<typeof ListOwners> = (request, scope) =>
  scope.read(async (moment) => ({
    Owners: (await everyReal(moment)).rows.flatMap(({ sdk_app_id, owner }) =>
      owner?.startsWith(request.Prefix) ? [{ SdkAppId: sdk_app_id, Owner: owner }] : [],
    ),
  }));

/** All of the account but those that somebody says were deleted, by SDKAppID. */
async function everyReal({ db, account }: Moment) {
  const rows = await db
    .selectFrom("enrolled_applications")
    .selectAll()
    .where("uin", "=", account.uin)
    .orderBy("sdk_app_id")
    .execute();
  const known = await evidenceOf(
    db,
    rows.map((row) => row.sdk_app_id),
  );
  const isThere = (id: number) => valueIn(known.get(id) ?? [], "Status") !== "deleted";
  return { rows: rows.filter((row) => isThere(row.sdk_app_id)), known };
}
