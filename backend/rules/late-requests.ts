import { ApiError } from "../api";

/** Milliseconds that a spent token is kept: longer than a signature is good, on both sides of its clock. */
export const spentTokenKeptFor = 15 * 60 * 1_000;

/**
 * A signed request may be held up on its way and arrive when its sender has long been killed, and the next run has
 * done the work. It must not take from that run what it has, nor make again what that run has taken away.
 *
 * @param signedAt milliseconds since 1970; undefined for a request that comes straight from its sender's process
 * @param since when what it asks for was last claimed, given up or deleted, by the clocks of those that asked
 */
export function judgeLateness(signedAt: number | undefined, since: number): ApiError | undefined {
  if (signedAt === undefined || signedAt >= since) return undefined;
  return new ApiError(
    "OperationDenied.LateRequest",
    `this request was signed on ${new Date(signedAt).toISOString()}, and a later one, signed on ${new Date(since).toISOString()}, has claimed, given up or deleted since what it asks for; nothing was changed. If no other run is at work, set this machine's clock and run again`,
  );
}
