import type { Bag } from "../../ground/bag";
import type { Kind, Session } from "./kind";
import { limitOf, type Verb } from "./timeouts";

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
