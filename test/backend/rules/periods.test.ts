import fc from "fast-check";
import { subscriptionProducts } from "../../../backend/api";
import { addMonths, daysOf, periodEnd } from "../../../backend/rules/subscription/periods";
import { dayMs } from "../../../ground/time";

const at = (text: string) => Date.parse(text);
const text = (instant: number) => new Date(instant).toISOString();

describe("months later", () => {
  test.each([
    ["2026-01-15T10:00:00.000Z", 1, "2026-02-15T10:00:00.000Z"],
    ["2026-01-31T10:00:00.000Z", 1, "2026-02-28T10:00:00.000Z"],
    ["2024-01-31T10:00:00.000Z", 1, "2024-02-29T10:00:00.000Z"],
    ["2026-01-31T10:00:00.000Z", 2, "2026-03-31T10:00:00.000Z"],
    ["2026-12-31T23:59:59.999Z", 1, "2027-01-31T23:59:59.999Z"],
    ["2026-03-01T00:00:00.000Z", 24, "2028-03-01T00:00:00.000Z"],
  ])("%s and %i months are %s", (from, months, expected) => {
    expect(text(addMonths(at(from), months))).toBe(expected);
  });
});

describe("the end of a package", () => {
  test.each([
    ["chat", "2026-03-10T10:00:00.000Z", 1, "2026-04-10T10:00:00.000Z"],
    ["call", "2026-03-10T10:00:00.000Z", 1, "2026-04-09T23:59:59.000Z"],
    ["rtc-engine", "2026-01-31T00:00:00.000Z", 1, "2026-02-27T23:59:59.000Z"],
    ["call-pack", "2026-03-10T23:59:59.000Z", 12, "2027-03-09T23:59:59.000Z"],
  ] as const)("%s, bought at %s for %i months: %s", (product, from, months, expected) => {
    expect(text(periodEnd(product, at(from), months))).toBe(expected);
  });
});

describe("days of a period", () => {
  const period = { starts_at: at("2026-03-10T10:00:00.000Z"), ends_at: at("2026-04-09T23:59:59.000Z") };
  test.each([
    ["2026-03-10T10:00:00.000Z", 31, 31],
    ["2026-03-11T00:00:00.000Z", 30, 31],
    ["2026-04-09T23:00:00.000Z", 1, 31],
    ["2026-04-10T00:00:00.000Z", 0, 31],
  ])("at %s %i of %i are left", (now, remaining, total) => {
    expect(daysOf(period, at(now))).toEqual({ remaining, total });
  });
});

const instants = fc.integer({ min: at("2020-01-01"), max: at("2040-01-01") });
const products = fc.constantFrom(...subscriptionProducts);
const months = fc.integer({ min: 1, max: 60 });

test("law: more months end later, and each lasts 27 to 31 days", () => {
  fc.assert(
    fc.property(products, instants, months, (product, from, count) => {
      const length = periodEnd(product, from, count + 1) - periodEnd(product, from, count);
      expect(length).toBeGreaterThanOrEqual(27 * dayMs);
      expect(length).toBeLessThanOrEqual(31 * dayMs);
    }),
  );
});

test("law: the days that are left only become fewer, and are none exactly from the end on", () => {
  fc.assert(
    fc.property(
      products,
      instants,
      months,
      fc.integer({ min: -10, max: 2_000 }),
      (product, from, count, days) => {
        const period = { starts_at: from, ends_at: periodEnd(product, from, count) };
        const now = from + days * dayMs;
        const { remaining, total } = daysOf(period, now);
        expect(remaining).toBeGreaterThanOrEqual(0);
        expect(remaining).toBeLessThanOrEqual(total);
        expect(remaining > 0).toBe(now < period.ends_at);
        expect(daysOf(period, now + dayMs).remaining).toBeLessThanOrEqual(remaining);
      },
    ),
  );
});
