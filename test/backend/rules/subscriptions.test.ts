import fc from "fast-check";
import { subscriptionProducts } from "../../../backend/api";
import {
  beginPeriod,
  type Period,
  settleSubscription,
  statusOf,
} from "../../../backend/rules/subscription/subscriptions";
import { dayMs } from "../../../ground/time";

const start = Date.parse("2026-03-10T10:00:00.000Z");
const at = (text: string) => Date.parse(text);
const chat = (changes: Partial<Period> = {}): Period => ({
  product: "chat",
  edition: "pro",
  auto_renewal: 0,
  ...beginPeriod("chat", start, 1),
  ...changes,
});
const trial: Period = {
  ...chat(),
  product: "call",
  edition: "free-trial",
  period_months: 0,
  ends_at: start + 7 * dayMs,
};

/** Instant, whether it renews itself, since when the account owes: the months it has then, and how it stands. */
const table: [string, Period, string, string | null, number, string][] = [
  ["a package in its month", chat(), "2026-04-10T09:59:59.999Z", null, 1, "InUse"],
  ["a package at its end", chat(), "2026-04-10T10:00:00.000Z", null, 1, "Expired"],
  ["a renewed one at its end", chat({ auto_renewal: 1 }), "2026-04-10T10:00:00.000Z", null, 2, "InUse"],
  ["a renewed one after years", chat({ auto_renewal: 1 }), "2028-04-10T09:00:00.000Z", null, 25, "InUse"],
  ["one that owes", chat(), "2026-04-01T00:00:00.000Z", "2026-03-20T00:00:00.000Z", 1, "Overdue"],
  [
    "a renewed one that owes at its end",
    chat({ auto_renewal: 1 }),
    "2026-05-01T00:00:00.000Z",
    "2026-04-01T00:00:00.000Z",
    1,
    "Expired",
  ],
  [
    "a renewed one that owes since after a renewal",
    chat({ auto_renewal: 1 }),
    "2026-05-01T00:00:00.000Z",
    "2026-04-20T00:00:00.000Z",
    2,
    "Overdue",
  ],
  [
    "one that owes from the very end on isn't renewed",
    chat({ auto_renewal: 1 }),
    "2026-04-10T10:00:00.000Z",
    "2026-04-10T10:00:00.000Z",
    1,
    "Expired",
  ],
  ["a refunded one", chat({ refunded_at: start }), "2026-03-11T00:00:00.000Z", null, 1, "Refunded"],
  [
    "a refunded one after its end",
    chat({ refunded_at: start }),
    "2027-03-11T00:00:00.000Z",
    null,
    1,
    "Refunded",
  ],
  ["a trial", trial, "2026-03-17T09:00:00.000Z", null, 0, "InUse"],
  ["a trial after seven days", trial, "2026-03-17T10:00:00.000Z", null, 0, "Expired"],
  ["a trial is never renewed", { ...trial, auto_renewal: 1 }, "2026-04-17T10:00:00.000Z", null, 0, "Expired"],
];

describe("by the clock", () => {
  test.each(table)("%s", (_, period, now, owing, months, status) => {
    const since = owing === null ? null : at(owing);
    const settled = settleSubscription(period, at(now), since);
    expect(settled.period_months).toBe(months);
    expect(statusOf(settled, at(now), since)).toBe(status);
  });
});

test("law: it doesn't matter how often anybody looked in between", () => {
  const days = fc.integer({ min: 0, max: 1_200 });
  fc.assert(
    fc.property(
      fc.constantFrom(...subscriptionProducts),
      fc.constantFrom(0, 1),
      fc.integer({ min: 1, max: 12 }),
      days,
      days,
      fc.option(days),
      (product, auto_renewal, months, one, other, owing) => {
        const period = { ...chat({ product, auto_renewal }), ...beginPeriod(product, start, months) };
        const [first, last] = [Math.min(one, other), Math.max(one, other)].map((day) => start + day * dayMs);
        if (first === undefined || last === undefined) throw new Error("two instants");
        const since = owing === null ? null : start + owing * dayMs;
        // Arrears are known from their beginning on.
        const atFirst = since !== null && since <= first ? since : null;
        const atLast = since !== null && since <= last ? since : null;
        const looked = settleSubscription(settleSubscription(period, first, atFirst), last, atLast);
        expect(looked).toEqual(settleSubscription(period, last, atLast));
      },
    ),
  );
});
