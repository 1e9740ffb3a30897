import { bill } from "../../../backend/rules/application/billing";
import {
  begin,
  hindrance,
  type StatusState,
  settle,
  windowUntil,
} from "../../../backend/rules/application/status";
import { application, day, second, settings, t0 } from "./application";

const at = (state: StatusState, now: number) => settle(state, now, settings);
const inWindow = (status: StatusState["status"], changes: Partial<StatusState> = {}) =>
  application({ status, status_until: t0 + 200 * second, ...changes });

describe("a window", () => {
  test.each([
    ["Disabling", 199_999, "Disabling", null],
    ["Disabling", 200_000, "Disabled", "manual"],
    ["Enabling", 199_999, "Enabling", null],
    ["Enabling", 200_000, "Normal", null],
    ["Deleting", 199_999, "Deleting", null],
  ] as const)("%s after %i ms is %s (%s)", (status, passed, expected, reason) => {
    const found = at(inWindow(status), t0 + passed);
    expect(found).toMatchObject({ status: expected, disabled_reason: reason });
  });

  test("Deleting ends in nothing at all", () => {
    expect(at(inWindow("Deleting"), t0 + 200_000)).toBeUndefined();
  });

  test("that has ended began its new status at its end, whenever anybody looks", () => {
    expect(at(inWindow("Disabling"), t0 + 30 * day)).toMatchObject({
      status_since: t0 + 200_000,
      status_until: null,
    });
  });

  test.each([
    [0, 180],
    [0.5, 240],
    [0.999, 300],
  ])("drawn at %d lasts %d seconds", (draw, seconds) => {
    expect((windowUntil(t0, settings, draw) - t0) / second).toBeCloseTo(seconds, 0);
  });

  test("has no length where the settings give it none", () => {
    const instantly = { ...settings, WindowSecondsMin: 0, WindowSecondsMax: 0 };
    expect(windowUntil(t0, instantly, 0.7)).toBe(t0);
  });
});

describe("billing, as time passes", () => {
  const billed = (event: NonNullable<StatusState["billing_event"]>, changes: Partial<StatusState> = {}) =>
    application({ billing_event: event, billing_event_at: t0, ...changes });

  test.each([
    ["arrears", 0, "Normal", null],
    ["arrears", 7 * day - 1, "Normal", null],
    ["arrears", 7 * day, "Disabled", "arrears"],
    ["refund", 0, "Expired", null],
    ["refund", 7 * day - 1, "Expired", null],
    ["refund", 7 * day, "Disabled", "refund"],
    ["expired", 0, "Expired", null],
    ["expired", 7 * day, "Disabled", "expired"],
    ["package-used-up", 0, "Disabled", "package-used-up"],
    ["pay-as-you-go-off", 0, "Disabled", "pay-as-you-go-off"],
  ] as const)("%s after %i ms: %s (%s)", (event, passed, status, reason) => {
    expect(at(billed(event), t0 + passed)).toMatchObject({ status, disabled_reason: reason });
  });

  test("a plan that ends expires, and disables after the grace of arrears", () => {
    const planned = application({ expires_at: t0 + 30 * day });
    expect(at(planned, t0 + 30 * day - 1)).toMatchObject({ status: "Normal" });
    expect(at(planned, t0 + 30 * day)).toMatchObject({ status: "Expired", status_since: t0 + 30 * day });
    expect(at(planned, t0 + 37 * day)).toMatchObject({ status: "Disabled", disabled_reason: "expired" });
  });

  test("ends an Enabling window that it overtakes", () => {
    const enabling = billed("arrears", { status: "Enabling", status_until: t0 + 8 * day });
    expect(at(enabling, t0 + 7 * day)).toMatchObject({
      status: "Disabled",
      disabled_reason: "arrears",
      status_until: null,
    });
  });

  test("leaves what was disabled by hand manual, but keeps it from being enabled", () => {
    const disabled = billed("arrears", { status: "Disabled", disabled_reason: "manual" });
    expect(at(disabled, t0 + 8 * day)).toMatchObject({ status: "Disabled", disabled_reason: "manual" });
    expect(hindrance(disabled, t0 + 6 * day, settings)).toBe("manual");
    expect(hindrance(disabled, t0 + 7 * day, settings)).toBe("arrears");
  });

  test("under a grace that was shortened since, disables no earlier than the status before began", () => {
    const normal = billed("arrears", { status_since: t0 + 5 * day });
    const shorter = { ...settings, ArrearsGraceDays: 1 };
    expect(settle(normal, t0 + 6 * day, shorter)).toMatchObject({
      status: "Disabled",
      status_since: t0 + 5 * day,
    });
  });

  test("never brings a deletion back", () => {
    const deleting = billed("refund", { status: "Deleting", status_until: t0 + 200_000 });
    expect(at(deleting, t0 + 1)).toMatchObject({ status: "Deleting" });
    expect(at(deleting, t0 + 200_000)).toBeUndefined();
  });
});

describe("payment", () => {
  const pay = (state: StatusState) => bill(state, "paid", t0 + 10 * day, settings, 0);

  test.each([
    ["Expired", null],
    ["Disabled", "arrears"],
    ["Disabled", "package-used-up"],
    ["Disabled", "refund"],
  ] as const)("brings %s (%s) back through Enabling", (status, reason) => {
    const paid = pay(
      application({ status, disabled_reason: reason, billing_event: "refund", billing_event_at: t0 }),
    );
    expect(paid).toMatchObject({ status: "Enabling", billing_event: null, disabled_reason: null });
    expect(at(paid, t0 + 11 * day)).toMatchObject({ status: "Normal" });
  });

  test("leaves disabled what was disabled by hand, free to be enabled", () => {
    const paid = pay(
      application({
        status: "Disabled",
        disabled_reason: "manual",
        billing_event: "arrears",
        billing_event_at: t0,
      }),
    );
    expect(paid).toMatchObject({ status: "Disabled", disabled_reason: "manual" });
    expect(hindrance(paid, t0 + 20 * day, settings)).toBe("manual");
  });

  test("ends a plan that has lapsed and keeps one that runs", () => {
    expect(pay(application({ expires_at: t0 + day })).expires_at).toBeNull();
    expect(pay(application({ expires_at: t0 + 90 * day })).expires_at).toBe(t0 + 90 * day);
  });
});

test("a deletion keeps the reason for which the application was disabled", () => {
  const arrears = application({ status: "Disabled", disabled_reason: "arrears" });
  expect({ ...arrears, ...begin("Deleting", t0, t0 + 1) }).toMatchObject({ disabled_reason: "arrears" });
});
