import type { ExpressionBuilder } from "kysely";
import { ApiError } from "../api";
import { hindrance, settle } from "../rules/status";
import { transition, type Verb } from "../rules/verbs";
import type { ApplicationRow, Database, Write } from "../store";
import type { Moment, WriteMoment } from "./scope";

/** Applications whose deletion has not ended. What the clock has deleted may still have a row, and is never seen. */
export const isLive =
  (now: number) =>
  ({ and, eb, not }: ExpressionBuilder<Database, "applications">) =>
    not(and([eb("applications.status", "=", "Deleting"), eb("applications.status_until", "<=", now)]));

const noSuchApplication = (sdkAppId: number): ApiError =>
  new ApiError(
    "ResourceNotFound.Application",
    `application ${sdkAppId} does not exist: it was deleted, or the SDKAppID is wrong`,
    "SdkAppId",
  );

/** The application of a row as it is now, or the error that stands for it. */
export function judgeRow(
  row: ApplicationRow | undefined,
  sdkAppId: number,
  { now, settings, account }: Moment,
): ApplicationRow | ApiError {
  if (row && row.uin !== account.uin) {
    return new ApiError(
      "UnauthorizedOperation",
      `application ${sdkAppId} belongs to another account: use that account's credentials`,
      "SdkAppId",
    );
  }
  return (row && settle(row, now, settings)) ?? noSuchApplication(sdkAppId);
}

/** @throws ApiError when it doesn't exist or belongs to another account. */
export async function liveApplication(sdkAppId: number, moment: Moment): Promise<ApplicationRow> {
  const row = await moment.db
    .selectFrom("applications")
    .selectAll()
    .where("sdk_app_id", "=", sdkAppId)
    .executeTakeFirst();
  const found = judgeRow(row, sdkAppId, moment);
  if (found instanceof ApiError) throw found;
  return found;
}

/** What a verb does to an application that is live now. */
export const transitionOf = (application: ApplicationRow, verb: Verb, { now, settings }: Moment) =>
  transition(application.status, hindrance(application, now, settings), verb);

/** @throws ApiError when the application is being deleted. */
export function mustBeEditable(application: ApplicationRow, moment: Moment): void {
  const edit = transitionOf(application, "edit", moment);
  if (edit.outcome === "refused") throw new ApiError(edit.code, edit.message);
}

export const throwIf = (error: ApiError | undefined): void => {
  if (error) throw error;
};

/** Removes an application with all that hangs on it; admin accounts and tags go with the row. */
export async function removeRows(db: Write, uin: string, sdkAppIds: number[]): Promise<void> {
  if (sdkAppIds.length === 0) return;
  await db.deleteFrom("client_tokens").where("uin", "=", uin).where("sdk_app_id", "in", sdkAppIds).execute();
  await db.deleteFrom("applications").where("sdk_app_id", "in", sdkAppIds).execute();
}

/** Takes off the disk what the clock has deleted: its secrets shall not outlive it for long. */
export async function sweep({ db, now, account }: WriteMoment): Promise<void> {
  const gone = await db
    .selectFrom("applications")
    .select("sdk_app_id")
    .where("uin", "=", account.uin)
    .where("status", "=", "Deleting")
    .where("status_until", "<=", now)
    .execute();
  await removeRows(
    db,
    account.uin,
    gone.map((row) => row.sdk_app_id),
  );
}
