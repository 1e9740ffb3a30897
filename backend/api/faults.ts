import { z } from "zod";
import { actionsOf } from "./action";
import { Instant, storedText } from "./fields";
import { managementVersion } from "./version";

const action = actionsOf("rtcapp", managementVersion);

/** What can be made to go wrong, so that users can see what their programs do then. */
export const faultKinds = [
  /** The answer comes late. */
  "latency",
  /** RequestLimitExceeded, and nothing was done. */
  "throttling",
  /** HTTP 500 before anything was done. */
  "error-before-commit",
  /** HTTP 500 although everything was done. */
  "error-after-commit",
  /** Everything was done, and the connection breaks without an answer. */
  "lost-reply",
  /** AuthFailure.SignatureExpire, as from a machine whose clock is wrong. */
  "expired-clock",
  /** The account's clock stands still, so that no window ends; it jumps ahead when the fault goes. */
  "stuck-window",
] as const;

export const Fault = z.strictObject({
  Kind: z.enum(faultKinds),
  /** Only for this action; without it for every one that is no administrator's. */
  Action: storedText(100).optional(),
  /** Only for so many requests, counted by each server for itself; without it for all. */
  Times: z.number().int().positive().optional(),
  /** Share of the matching requests that fail: 0 to 1. */
  Share: z.number().min(0).max(1).default(1),
  /** For `latency`: how much later, in milliseconds. */
  Milliseconds: z.number().int().min(0).max(60_000).default(0),
});
export type Fault = z.output<typeof Fault>;

export const Faults = z.array(Fault).max(50);

const Active = z.object({ Faults: z.array(Fault), Since: Instant.nullable() });

export const DescribeFaults = action("DescribeFaults", "admin", z.strictObject({}), Active);

/** Replaces the account's faults with these; an empty list ends them all. */
export const ModifyFaults = action("ModifyFaults", "admin", z.strictObject({ Faults }), Active);
