import type { StepEventMetadata } from "@pulumi/pulumi/automation";
import { changeIn } from "../../apps/engine/change";
import { changesInWords, consequences } from "../../cli/changes";

const application = "tencentrtc:apps:AppsFromFiles$pulumi-nodejs:dynamic/tencentrtc:Application";
const state = (inputs: object) => ({ id: "1999000001", inputs });
const step = (op: string, before: object, after?: object): StepEventMetadata =>
  JSON.parse(
    JSON.stringify({
      op,
      type: application,
      urn: `urn:pulumi:main::shop::${application}::support`,
      old: state(before),
      new: after && state(after),
      keys: [],
      logical: true,
      provider: "",
    }),
  );
const of = (one: StepEventMetadata) => [changeIn(one)].flatMap((change) => (change ? [change] : []));

test.each([
  { op: "delete", before: { deletionPolicy: "delete" }, says: ["none of its data"], not: "stays" },
  {
    op: "delete",
    before: { deletionPolicy: "disable" },
    says: ["disabling Application 1999000001", "It stays disabled."],
    not: "recovered",
  },
  {
    op: "delete",
    before: { deletionPolicy: "retain" },
    says: ["Application 1999000001 stays as it is and is managed by nobody."],
    not: "disabling",
  },
  { op: "replace", before: { deletionPolicy: "retain" }, says: ["stays as it is"], not: "recovered" },
  {
    op: "update",
    before: { enabled: true },
    after: { enabled: false },
    says: ["disabling Application 1999000001"],
    not: "deleted",
  },
])("$op of an application that has $before", ({ op, before, after, says, not }) => {
  const [statement = ""] = consequences(of(step(op, before, after)));
  for (const text of says) expect(statement).toContain(text);
  expect(statement).not.toContain(not);
});

test("what moves a terminal's cursor or turns the reading direction is shown and not done", () => {
  const changes = of(step("update", { name: "a" }, { name: "\u202egniK\u009b2J" }));
  const about = { stack: "main", account: "default", environment: "main" };
  expect(changesInWords({ ...about, outcome: { changes, resources: 1, errors: ["\u001b[2J"] } })).toBe(
    'main: 1 to update\n  ~ Application support (1999000001)\n      name: "a" → "\u{fffd}gniK\u{fffd}2J"\nerror: \u{fffd}[2J',
  );
});
