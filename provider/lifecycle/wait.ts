import type { ApplicationEntry, ApplicationStatus } from "../../backend/api";
import { CutOff, UserError } from "./errors";
import type { Session } from "./kind";
import type { Declaration } from "./reporter";

/** What an application is, for those who wait for it. */
export type Seen = ApplicationStatus | "gone";

export interface Wait {
  readonly sdkAppId: number;
  readonly about: Declaration;
  /** Ends the wait; its reason says why. */
  readonly signal: AbortSignal;
  /** What is to be said of the future where the wait is cut off; the general word if nothing. */
  readonly outlook?: string;
}

/** The status in an entry. Not being allowed to look is an error, never "gone". */
export function seen(entry: ApplicationEntry): Seen {
  if (entry.Outcome === "Found") return entry.Application.Status;
  if (entry.Code === "ResourceNotFound.Application") return "gone";
  throw new UserError(`Application ${entry.SdkAppId}: ${entry.Message} (${entry.Code})`);
}

/**
 * Waits while an application is in one of `pending`, telling how it stands. Bounded by the signal; whatever the
 * status is then is in the error, never reported as success.
 *
 * @param from the status as far as it is known before the first look.
 * @returns the first status that isn't pending.
 */
export async function waitWhile(
  session: Session,
  wait: Wait,
  pending: readonly Seen[],
  from?: Seen,
): Promise<Seen> {
  let last = from;
  const started = Date.now();
  const seconds = () => Math.round((Date.now() - started) / 1_000);
  try {
    const entry = await session.client.until(
      wait.sdkAppId,
      (current) => {
        last = seen(current);
        const waiting = pending.includes(last);
        if (waiting) session.reporter.progress(wait.about, progressOf(current, seconds()));
        return !waiting;
      },
      wait.signal,
    );
    return seen(entry);
  } catch (error) {
    if (!(error instanceof CutOff)) throw error;
    throw new CutOff(`${error.why}: the application is still ${last ?? "not seen"}`, wait.outlook);
  }
}

function progressOf(entry: ApplicationEntry, waited: number): string {
  if (entry.Outcome !== "Found") return "";
  const { Status, StatusUntil } = entry.Application;
  const left = StatusUntil === null ? undefined : Math.ceil((Date.parse(StatusUntil) - Date.now()) / 1_000);
  return left === undefined || left < 0 ? `${Status} (${waited} s)` : `${Status}, about ${left} s left`;
}
