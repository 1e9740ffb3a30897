import { z } from "zod";
import { property } from "./meta";

const unitSeconds: Readonly<Record<string, number>> = { ms: 0.001, s: 1, m: 60, h: 3_600 };
const durations = /^(\d+(\.\d+)?(ms|s|m|h))+$/;

/** A duration as Pulumi's `customTimeouts` writes it, in seconds: `90s`, `10m`, `1h30m`. */
export const Duration = z
  .string('must be a duration, for example "30m"')
  .regex(durations, 'must be a duration, for example "90s", "30m" or "1h30m"');

export const Timeouts = property(
  z
    .strictObject(
      { create: Duration.optional(), update: Duration.optional(), delete: Duration.optional() },
      'must map "create", "update" and "delete" to durations, for example {"delete": "1h"}',
    )
    .optional(),
  {
    policy: true,
    mayBeAbsent: true,
    description:
      "How long creating, updating and deleting may wait, as durations. The resource option `customTimeouts` says the same.",
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
