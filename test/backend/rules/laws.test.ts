import fc from "fast-check";
import { disabledReasons, statuses } from "../../../backend/api";
import { type BillingNews, bill } from "../../../backend/rules/application/billing";
import {
  begin,
  hindrance,
  type StatusState,
  settle,
  windowUntil,
} from "../../../backend/rules/application/status";
import { transition, type Verb } from "../../../backend/rules/application/verbs";
import { application, day, settings, t0 } from "./application";

const billingReasons = disabledReasons.filter((reason) => reason !== "manual");
const instant = fc.integer({ min: t0, max: t0 + 30 * day });

/** Any row at all, also those that no sequence of verbs makes: what an old release left must settle too. */
const anyState: fc.Arbitrary<StatusState> = fc.record({
  status: fc.constantFrom(...statuses),
  status_since: instant,
  status_until: fc.option(instant),
  disabled_reason: fc.option(fc.constantFrom(...disabledReasons)),
  billing_event: fc.option(fc.constantFrom(...billingReasons)),
  billing_event_at: fc.option(instant),
  expires_at: fc.option(instant),
});

const verb = fc.constantFrom<Verb>("enable", "disable", "delete");
const news = fc.constantFrom<BillingNews>(...billingReasons, "paid");
const step = fc.oneof(
  fc.record({ verb }),
  fc.record({ news }),
  fc.record({ pass: fc.oneof(fc.integer({ min: 0, max: 400_000 }), fc.integer({ min: 0, max: 9 * day })) }),
);
type Step = { verb: Verb } | { news: BillingNews } | { pass: number };

interface Seen {
  readonly state: StatusState | undefined;
  readonly now: number;
}

function take({ state, now }: Seen, step: Step): Seen {
  if ("pass" in step)
    return { state: state && settle(state, now + step.pass, settings), now: now + step.pass };
  if (!state) return { state, now };
  if ("news" in step) {
    const billed = state.status === "Deleting" ? state : bill(state, step.news, now, settings, 0.5);
    return { state: settle(billed, now, settings), now };
  }
  const change = transition(state.status, hindrance(state, now, settings), step.verb);
  if (change.outcome !== "begins") return { state, now };
  return { state: { ...state, ...begin(change.window, now, windowUntil(now, settings, 0.5)) }, now };
}

const walk = (steps: readonly Step[]): Seen[] => {
  const seen: Seen[] = [{ state: application(), now: t0 }];
  for (const next of steps) seen.push(take(seen[seen.length - 1] ?? { state: undefined, now: t0 }, next));
  return seen;
};

test("settling twice is settling once", () => {
  fc.assert(
    fc.property(anyState, instant, (state, now) => {
      const once = settle(state, now, settings);
      expect(once && settle(once, now, settings)).toEqual(once);
    }),
  );
});

test("it doesn't matter how often anybody looked in between", () => {
  fc.assert(
    fc.property(anyState, instant, fc.integer({ min: 0, max: 20 * day }), (state, now, later) => {
      const between = settle(state, now, settings);
      const looked = between && settle(between, now + later, settings);
      expect(looked).toEqual(settle(state, now + later, settings));
    }),
  );
});

test("gone stays gone", () => {
  fc.assert(
    fc.property(anyState, instant, fc.integer({ min: 0, max: 20 * day }), (state, now, later) => {
      fc.pre(settle(state, now, settings) === undefined);
      expect(settle(state, now + later, settings)).toBeUndefined();
    }),
  );
});

test("no verb, bill or passing of time leads from Normal to gone, or to being deleted", () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
      const seen = walk(steps);
      for (const [index, { state }] of seen.entries()) {
        const before = seen[index - 1]?.state;
        if (before?.status !== "Normal") continue;
        expect(state).toBeDefined();
        expect(state?.status).not.toBe("Deleting");
      }
    }),
  );
});

test("only what was Disabled is ever deleted", () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
      const seen = walk(steps);
      for (const [index, { state }] of seen.entries()) {
        const before = seen[index - 1]?.state;
        if (state?.status !== "Deleting" || before?.status === "Deleting") continue;
        expect(before?.status).toBe("Disabled");
      }
    }),
  );
});

test("deleting twice is deleting once", () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 20 }), (steps) => {
      const end = walk(steps).at(-1);
      if (!end) return;
      const once = take(end, { verb: "delete" });
      expect(take(once, { verb: "delete" })).toEqual(once);
    }),
  );
});

test("an application is Normal again within one window of being enabled, unless billing is against it", () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 20 }), (steps) => {
      const end = walk(steps).at(-1);
      fc.pre(
        end?.state?.status === "Disabled" &&
          end.state.billing_event === null &&
          end.state.expires_at === null,
      );
      if (!end) return;
      const enabled = take(take(end, { verb: "enable" }), { pass: 300_000 });
      expect(enabled.state?.status).toBe("Normal");
    }),
  );
});
