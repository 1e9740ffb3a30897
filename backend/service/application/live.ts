import type { Expression, ExpressionBuilder } from "kysely";
import { ApiError, type ErrorCode } from "../../api";
import { hindrance, settle } from "../../rules/application/status";
import { transition, type Verb } from "../../rules/application/verbs";
import { type ApplicationRow, type Database, type Read, statement } from "../../store";
import type { Moment } from "../scope";

/** Applications whose deletion has not ended. What the clock has deleted may still have a row, and is never seen. */
export const isLive =
  (now: number | Expression<number>) =>
  ({ and, eb, not }: ExpressionBuilder<Database, "applications">) =>
    not(and([eb("applications.status", "=", "Deleting"), eb("applications.status_until", "<=", now)]));

const noSuchApplication = (sdkAppId: number): ApiError =>
  new ApiError(
    "ResourceNotFound.Application",
    `application ${sdkAppId} does not exist: it was deleted, or the SDKAppID is wrong`,
    "SdkAppId",
  );

/** What stands for the row of an application that a real account of this backend has: it isn't gone. */
const ofReal = Symbol("of a real account");

/** The application of a row as it is now, or the error that stands for it. */
export function judgeRow(
  row: ApplicationRow | typeof ofReal | undefined,
  sdkAppId: number,
  { now, settings, account }: Moment,
): ApplicationRow | ApiError {
  if (row === ofReal) {
    return new ApiError(
      "UnauthorizedOperation",
      `application ${sdkAppId} is enrolled in a real account of this backend, and this account is simulated: name that account by its number (tencentrtc:uin, TENCENTRTC_UIN, --uin), or use a key pair of it`,
      "SdkAppId",
    );
  }
  if (row && row.uin !== account.uin) {
    return new ApiError(
      "UnauthorizedOperation",
      `application ${sdkAppId} belongs to another account: use that account's credentials`,
      "SdkAppId",
    );
  }
  return (row && settle(row, now, settings)) ?? noSuchApplication(sdkAppId);
}

const rowsOf = statement<{ ids: readonly number[] }>()((db, { list }) =>
  db.selectFrom("applications").selectAll().where("sdk_app_id", "in", list("ids")),
);

const enrolledOf = statement<{ ids: readonly number[] }>()((db, { list }) =>
  db.selectFrom("enrolled_applications").select("sdk_app_id").where("sdk_app_id", "in", list("ids")),
);

/** The rows of applications, by their ids; of those that are there. What real accounts have is asked for where one isn't. */
export async function applicationRows(
  ids: readonly number[],
  db: Read,
): Promise<Map<number, ApplicationRow | typeof ofReal>> {
  const rows = await rowsOf(db, { ids });
  const found = new Map<number, ApplicationRow | typeof ofReal>(rows.map((row) => [row.sdk_app_id, row]));
  const missing = ids.filter((id) => !found.has(id));
  const enrolled = missing.length === 0 ? [] : await enrolledOf(db, { ids: missing });
  for (const { sdk_app_id } of enrolled) found.set(sdk_app_id, ofReal);
  return found;
}

/** @throws ApiError when it doesn't exist or belongs to another account. */
export async function liveApplication(sdkAppId: number, moment: Moment): Promise<ApplicationRow> {
  const rows = await applicationRows([sdkAppId], moment.db);
  const found = judgeRow(rows.get(sdkAppId), sdkAppId, moment);
  if (found instanceof ApiError) throw found;
  return found;
}

/** As `liveApplication`, refused in the words of another service. @param codeOf its code for each refusal */
export async function liveInWordsOf(
  sdkAppId: number,
  moment: Moment,
  codeOf: (refusal: ApiError) => ErrorCode,
): Promise<ApplicationRow> {
  try {
    return await liveApplication(sdkAppId, moment);
  } catch (error) {
    if (error instanceof ApiError) throw new ApiError(codeOf(error), error.message, "SdkAppId");
    throw error;
  }
}

/** What a verb does to an application that is live now. */
export const transitionOf = (application: ApplicationRow, verb: Verb, { now, settings }: Moment) =>
  transition(application.status, hindrance(application, now, settings), verb);

/** @throws ApiError when the application is being deleted. */
export function mustBeEditable(application: ApplicationRow, moment: Moment): void {
  const edit = transitionOf(application, "edit", moment);
  if (edit.outcome === "refused") throw new ApiError(edit.code, edit.message);
}
