import type { Session } from "../lifecycle/kind";
import { type Notice, notice } from "../lifecycle/run/notice";

/** Where in Tencent Cloud's console a person does what no public API does. */
export interface Place {
  /** The way to it: "RTC console > My Applications > Manage > Basic Information". */
  readonly page: string;
  /** What it is called there. */
  readonly field: string;
}

/** Whether the account is at Tencent Cloud itself, where people carry changes out. */
export const isReal = ({ account }: Pick<Session, "account">): boolean => account.Executor === "operator";

export const placeInWords = ({ page, field }: Place): string => `${page}, field "${field}"`;

/** @param property what of the resource differs; @param value what the field shall have */
export const needsPerson = (property: string, place: Place, value: unknown, of: string): Notice =>
  notice(
    "person",
    `${property} of ${of}: needs a person: ${placeInWords(place)}, value ${JSON.stringify(value)}`,
    "No public API of Tencent Cloud does what needs a person. Until it is done, and a look or `tencentrtc attest` says so, the difference stays.",
  );
