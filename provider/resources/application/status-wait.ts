import type { ApplicationEntry, ApplicationStatus } from "../../../backend/api";
import { CutOff, UserError } from "../../lifecycle/errors";
import type { Session } from "../../lifecycle/kind";
import type { Declaration } from "../../lifecycle/run/reporter";

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

/** How an application stands, and when the window that runs ends by the backend's clock. */
export interface Standing {
  readonly status: Seen;
  readonly until: string | null;
}

/**
 * Waits while an application is in one of `pending`, telling how it stands. Bounded by the signal; whatever the
 * status is then is in the error, never reported as success.
 *
 * @param known how it stands by an answer just had; looked for unless given.
 * @returns the first status that isn't pending.
 */
export async function waitWhile(
  session: Session,
  wait: Wait,
  pending: readonly Seen[],
  known?: Standing,
): Promise<Seen> {
  const { client } = session;
  let last = known?.status;
  const started = performance.now();
  const isPending = (standing: Standing): boolean => {
    last = standing.status;
    const waiting = pending.includes(last);
    const waited = Math.round((performance.now() - started) / 1_000);
    if (waiting) session.reporter.progress(wait.about, progressOf(session, standing, waited));
    return waiting;
  };
  try {
    const standing = known ?? standingIn(await client.application(wait.sdkAppId));
    if (!isPending(standing)) return standing.status;
    const entry = await client.until({
      sdkAppId: wait.sdkAppId,
      statusUntil: standing.until,
      done: (current) => !isPending(standingIn(current)),
      signal: wait.signal,
    });
    return seen(entry);
  } catch (error) {
    if (!(error instanceof CutOff)) throw error;
    throw new CutOff(`${error.why}: the application is still ${last ?? "not seen"}`, wait.outlook);
  }
}

const standingIn = (entry: ApplicationEntry): Standing => ({
  status: seen(entry),
  until: entry.Outcome === "Found" ? entry.Application.StatusUntil : null,
});

function progressOf({ client }: Session, { status, until }: Standing, waited: number): string {
  const left = until === null ? undefined : client.millisecondsUntil(until);
  return left === undefined || left < 0
    ? `${status} (${waited} s)`
    : `${status}, about ${Math.ceil(left / 1_000)} s left`;
}
