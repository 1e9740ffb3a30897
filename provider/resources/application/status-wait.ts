import type { ApplicationEntry, everyStatus } from "../../../backend/api";
import { CutOff } from "../../../ground/errors";
import { foundIn } from "../../client/gone";
import type { Session } from "../../lifecycle/kind";
import type { Declaration } from "../../lifecycle/run/reporter";

/** What an application is, for those who wait for it. */
export type Seen = (typeof everyStatus)[number] | "gone";

export interface Wait {
  readonly sdkAppId: number;
  readonly about: Declaration;
  /** Ends the wait; its reason says why. */
  readonly signal: AbortSignal;
  /** What is to be said of the future where the wait is cut off; the general word if nothing. */
  readonly outlook?: string;
}

/** The status in an entry. Not being allowed to look is an error, never "gone". */
export const seen = (entry: ApplicationEntry): Seen =>
  foundIn(entry, "Application")?.Application.Status ?? "gone";

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
  let told: string | undefined;
  const isPending = (standing: Standing): boolean => {
    last = standing.status;
    const waiting = pending.includes(last);
    const left = standing.until === null ? undefined : client.millisecondsUntil(standing.until);
    const isOverdue = left !== undefined && left < -overdueMs;
    const isSoonOver = left !== undefined && left < worthTellingMs && !isOverdue;
    const news = `${last} ${standing.until} ${isOverdue}`;
    // Where nobody watches, as in CI, the engine prints a line each time, for each of hundreds of applications.
    if (waiting && news !== told && !isSoonOver)
      session.reporter.progress(wait.about, progressOf(last, left));
    told = news;
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

/** By so much a window may end late without a word: clocks differ, and looks take time. */
const overdueMs = 15_000;

/** A wait that is over sooner is over before anybody reads of it. */
const worthTellingMs = 10_000;

/** True as long as the status and its end stay as they are, so that it need not be said again. */
function progressOf(status: Seen, left: number | undefined): string {
  if (left === undefined) return status;
  if (left < -overdueMs) return `${status}, longer than it should take`;
  return `${status} until about ${new Date(Date.now() + left).toTimeString().slice(0, 8)}`;
}
