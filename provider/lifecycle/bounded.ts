import type { Bag } from "../../ground/bag";
import { whenAborted } from "../client/signals";
import type { Kind, Session } from "./kind";
import { silent } from "./run/reporter";
import { limitOf, systemAlarm, type Verb } from "./timeouts";

/** What ends one operation on a resource with these properties. */
export const limit = (
  kind: Kind,
  { cancelled, alarm, timeout }: Session,
  verb: Verb,
  properties: Bag,
): AbortSignal =>
  limitOf(
    verb,
    properties,
    { ...kind.timeouts, ...(timeout !== undefined && { [verb]: timeout }) },
    { cancelled, alarm },
  );

/** The session of one operation: its calls end with the signal. */
export const within = (session: Session, signal: AbortSignal): Session => ({
  ...session,
  client: session.client.bound(signal),
});

/** Milliseconds that a look may take which saves what is known of something half-made: its operation's own may be over. */
const lastLookMs = 30_000;
/** Whoever has cancelled waits no longer than this for it. */
const hurriedLookMs = 5_000;

/** The session of the look that saves what is known of something half-made. */
export function lastLook(session: Session): Session {
  const { cancelled, alarm = systemAlarm } = session;
  const controller = new AbortController();
  const endAfter = (milliseconds: number) => alarm(milliseconds, () => controller.abort());
  endAfter(lastLookMs);
  if (cancelled) whenAborted(cancelled, () => endAfter(hurriedLookMs));
  return within({ ...session, reporter: silent }, controller.signal);
}
