import {
  ApiError,
  type ApplicationStatus,
  roomHistoryDays,
  roomHoursPerRequest,
  roomsPerPage,
  type Settings,
} from "../api";
import { servesIn } from "./application/face-status";

interface Span {
  /** Seconds since 1970. */
  readonly StartTime: number;
  readonly EndTime: number;
}

/** What the list of rooms refuses to show: too much at once, too long ago, or more than the package includes. */
export function judgeSpan(
  { StartTime, EndTime }: Span,
  now: number,
  settings: Settings,
): ApiError | undefined {
  if (EndTime < StartTime || EndTime - StartTime > roomHoursPerRequest * 3_600) {
    return new ApiError(
      "InvalidParameter.QueryScaleOversize",
      `must be at most ${roomHoursPerRequest} hours after StartTime, and not before it`,
      "EndTime",
    );
  }
  const daysAgo = (now / 1_000 - StartTime) / 86_400;
  if (daysAgo > roomHistoryDays) {
    return new ApiError(
      "InvalidParameter.StartTimeExpire",
      `must be within the last ${roomHistoryDays} days`,
      "StartTime",
    );
  }
  if (daysAgo > settings.RoomHistoryDays || settings.RoomHistoryDays === 0) {
    return new ApiError(
      "InvalidParameter.StartTimeOversize",
      `the account's package shows the rooms of ${settings.RoomHistoryDays} days: buy one that shows more`,
      "StartTime",
    );
  }
  return undefined;
}

export const judgePageSize = (size: number): ApiError | undefined =>
  size <= roomsPerPage
    ? undefined
    : new ApiError("InvalidParameter.PageSizeOversize", `must be at most ${roomsPerPage}`, "PageSize");

/** Where one of them is missing, the first ten are meant. */
export const pageOf = (number: number | undefined, size: number | undefined) =>
  number === undefined || size === undefined
    ? { offset: 0, limit: 10 }
    : { offset: number * size, limit: size };

/** Nobody enters once disabling or deleting has taken effect; who is in a room stays (RTC console, "Important Note"). */
export function judgeEntry(
  status: ApplicationStatus,
  present: readonly string[],
  entering: readonly string[],
): ApiError | undefined {
  if (servesIn(status) || entering.every((user) => present.includes(user))) return undefined;
  return new ApiError(
    "FailedOperation",
    `nobody enters a room any more: the application is ${status}. Enable it first, and wait until it is Normal`,
    "SdkAppId",
  );
}

/** Who is in a room (JSON, as stored). */
export function usersIn(stored: string): string[] {
  const users: unknown = JSON.parse(stored);
  return Array.isArray(users) ? users.filter((user) => typeof user === "string") : [];
}
