import { type DisabledReason, disabledReasons, statuses } from "../../../backend/api";
import { cures } from "../../../backend/rules/application/cures";
import { transition, type Verb, verbs } from "../../../backend/rules/application/verbs";

const nothing = "nothing";
const notDisabled = "FailedOperation.ApplicationNotDisabled";
const busy = "FailedOperation.ApplicationBusy";
const overdue = "FailedOperation.Overdue";
const expired = "FailedOperation.SubscriptionExpired";
const deleting = "OperationDenied.ApplicationDeleting";

/** docs/rules.md, section 0, "Status × verb": status, reason, then what enable, disable, delete and edit do. */
const table = [
  ["Normal", null, nothing, "Disabling", notDisabled, "allowed"],
  ["Disabling", "manual", busy, nothing, busy, "allowed"],
  ["Disabled", "manual", "Enabling", nothing, "Deleting", "allowed"],
  ["Disabled", "arrears", overdue, nothing, "Deleting", "allowed"],
  ["Disabled", "package-used-up", overdue, nothing, "Deleting", "allowed"],
  ["Disabled", "pay-as-you-go-off", overdue, nothing, "Deleting", "allowed"],
  ["Disabled", "refund", expired, nothing, "Deleting", "allowed"],
  ["Disabled", "expired", expired, nothing, "Deleting", "allowed"],
  ["Enabling", null, nothing, busy, busy, "allowed"],
  ["Expired", "refund", expired, "Disabling", notDisabled, "allowed"],
  ["Expired", "expired", expired, "Disabling", notDisabled, "allowed"],
  ["Deleting", "manual", deleting, deleting, nothing, deleting],
  ["Deleting", "arrears", deleting, deleting, nothing, deleting],
] as const;

const cells = table.flatMap(([status, reason, enable, disable, remove, edit]) =>
  Object.entries({ enable, disable, delete: remove, edit }).map(
    ([verb, outcome]) => [status, reason, verb, outcome] as const,
  ),
);

const isVerb = (text: string): text is Verb => verbs.some((verb) => verb === text);

function outcomeOf(status: (typeof table)[number][0], reason: DisabledReason | null, verb: string): string {
  if (!isVerb(verb)) throw new Error(`${verb} is no verb`);
  const change = transition(status, reason, verb);
  if (change.outcome === "begins") return change.window;
  return change.outcome === "refused" ? change.code : change.outcome;
}

test.each(cells)("%s (%s) × %s = %s", (status, reason, verb, outcome) => {
  expect(outcomeOf(status, reason, verb)).toBe(outcome);
});

test("the table has a row for every status, and for every reason to be Disabled", () => {
  expect(new Set(table.map(([status]) => status))).toEqual(new Set(statuses));
  const reasons = table.flatMap(([status, reason]) => (status === "Disabled" ? [reason] : []));
  expect(new Set(reasons)).toEqual(new Set(disabledReasons));
});

describe("a refusal says what to do next", () => {
  test.each([
    ["Normal", null, "delete", "disable it, wait until it is Disabled (StatusUntil), then delete it"],
    ["Disabling", "manual", "delete", "try again once it is Disabled"],
    ["Enabling", null, "disable", "try again once it is Normal"],
    ["Disabled", "arrears", "enable", cures.arrears],
    ["Disabled", "refund", "enable", cures.refund],
    ["Deleting", "manual", "edit", "create a new one instead"],
  ] as const)("%s (%s) × %s", (status, reason, verb, advice) => {
    const change = transition(status, reason, verb);
    expect(change.outcome === "refused" && change.message).toContain(advice);
  });
});
