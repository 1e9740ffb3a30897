import { z } from "zod";
import type { Bag } from "../../ground/bag";
import { CutOff } from "../../ground/errors";
import { whenAborted } from "../client/signals";
import { policy } from "./properties/meta";

/** The operations that a timeout bounds. */
export type Verb = "create" | "read" | "update" | "delete";

/** Seconds that the operations of a kind may take unless its resource says otherwise. */
export const defaultTimeouts = {
  /** Nothing is waited for: seconds, with room for retries. */
  withoutWaits: { create: 120, read: 120, update: 120, delete: 120 },
  /** Two windows of 5 minutes at most, and the same again for a slow day; a creation may end disabled. Reading waits for nothing. */
  withWindows: { create: 1_200, read: 120, update: 1_200, delete: 2_400 },
} as const satisfies Readonly<Record<string, Readonly<Record<Verb, number>>>>;

const unitSeconds: Readonly<Record<string, number>> = { ms: 0.001, s: 1, m: 60, h: 3_600 };
const durations = /^(\d+(\.\d+)?(ms|s|m|h))+$/;

/** A duration as Pulumi's `customTimeouts` writes it, in seconds: `90s`, `10m`, `1h30m`. */
export const Duration = z
  .string('must be a duration, for example "30m"')
  .regex(durations, 'must be a duration, for example "90s", "30m" or "1h30m"');

export const Timeouts = policy(
  z
    .strictObject(
      {
        create: Duration.optional(),
        read: Duration.optional(),
        update: Duration.optional(),
        delete: Duration.optional(),
      },
      'must map "create", "read", "update" and "delete" to durations, for example {"delete": "1h"}',
    )
    .optional(),
  {
    mayBeAbsent: true,
    description:
      "How long creating, reading, updating and deleting may take, as durations. The resource option `customTimeouts` does the same.",
    example: { delete: "1h" },
  },
);

/** Seconds of a duration that has passed `Duration`. */
export function durationSeconds(text: string): number {
  let seconds = 0;
  for (const [, amount, , unit] of text.matchAll(/(\d+(\.\d+)?)(ms|s|m|h)/g)) {
    seconds += Number(amount) * (unitSeconds[unit ?? "s"] ?? 1);
  }
  return seconds;
}

/** Node fires a timer that is set for longer, some 25 days, at once. */
const longestTimerMs = 2 ** 31 - 1;

/** Rings once after so many milliseconds. */
export type Alarm = (milliseconds: number, ring: () => void) => void;

/** No process stays for its sake. */
export const systemAlarm: Alarm = (milliseconds, ring) =>
  void setTimeout(ring, Math.min(milliseconds, longestTimerMs)).unref();

/**
 * What ends one operation, with a CutOff as its reason: its timeout, as declared in `properties` or else by default
 * (in seconds), or the run's being cancelled.
 */
export function limitOf(
  verb: Verb,
  properties: Bag,
  defaults: Readonly<Record<Verb, number>>,
  { cancelled, alarm = systemAlarm }: { cancelled?: AbortSignal | undefined; alarm?: Alarm | undefined },
): AbortSignal {
  const declared = properties.timeouts;
  const text = typeof declared === "object" && declared !== null ? Reflect.get(declared, verb) : undefined;
  const seconds = typeof text === "string" ? durationSeconds(text) : defaults[verb];
  const controller = new AbortController();
  const passed = () =>
    new CutOff(`the ${verb} timeout of ${seconds} s has passed (timeouts.${verb} sets it)`);
  alarm(seconds * 1_000, () => controller.abort(passed()));
  if (cancelled) whenAborted(cancelled, () => controller.abort(cancelled.reason));
  return controller.signal;
}
