import type { StepEventMetadata } from "@pulumi/pulumi/automation";
import { type Change, changeIn } from "../../apps/engine/change";
import { Progress } from "../../cli/fleet/progress";
import { changesAsJson, changesInWords } from "../../cli/reports/changes";
import { changesAsMarkdown } from "../../cli/reports/changes-markdown";
import { unknownValue } from "../../provider/lifecycle/properties/unknown";

/** What the engine tells of a resource that isn't in the state yet. */
function planned(kind: string, name: string, inputs: object): Change {
  const type = `pulumi-nodejs:dynamic/tencentrtc:${kind}`;
  const urn = `urn:pulumi:main::shop::tencentrtc:apps:AppsFromFiles$${type}::${name}`;
  const fresh = { type, urn, custom: true, id: "", inputs, outputs: {}, provider: "" };
  const step: StepEventMetadata = JSON.parse(
    JSON.stringify({ op: "create", type, urn, old: null, new: fresh, keys: [], logical: true, provider: "" }),
  );
  const change = changeIn(step);
  if (!change) throw new Error(`${kind} is one of ours`);
  return change;
}

const outcomeOf = (...changes: readonly Change[]) => ({
  stack: "main",
  account: "default",
  environment: "main",
  outcome: { changes, resources: changes.length, handouts: {}, told: [], errors: [] },
});

const unmade = { application: unknownValue };

test.each([
  { kind: "Application", inputs: { adopt: "1400000001" }, shown: "(adopt 1400000001)", id: "1400000001" },
  { kind: "Application", inputs: { adopt: unknownValue }, shown: "(adopt)" },
  { kind: "AdminAccount", inputs: { ...unmade, userId: "ops", adopt: true }, shown: "(adopt)" },
  { kind: "PushCertificate", inputs: { ...unmade, adopt: 9900001 }, shown: "(adopt)" },
  { kind: "Subscription", inputs: { ...unmade, product: "chat", adopt: true }, shown: "(adopt)" },
])("$kind with $inputs is adopted, and not created", ({ kind, inputs, shown, id }) => {
  const change = planned(kind, "shop", inputs);
  expect(change).toMatchObject({ change: "adopt", id });
  const of = outcomeOf(change);
  expect(changesInWords(of)).toBe(`main: 1 to adopt\n  ← ${kind} shop ${shown}`);
  expect(changesAsMarkdown(of)).toContain(`| 🤝 adopt | ${kind} shop ${shown} | | | |`);
  expect(changesAsJson(of)).toMatchObject({ changes: [{ change: "adopt", kind, id }] });
});

test.each([
  { kind: "Application", inputs: { region: "tokyo" } },
  { kind: "AdminAccount", inputs: { ...unmade, userId: "ops", adopt: false } },
])("$kind with $inputs is created", ({ kind, inputs }) => {
  const change = planned(kind, "shop", inputs);
  expect(change).toMatchObject({ change: "create", id: undefined });
  expect(changesInWords(outcomeOf(change))).toBe(`main: 1 to create\n  + ${kind} shop`);
});

test("a run says that it adopts, and that it has adopted", () => {
  const lines: string[] = [];
  const spy = jest.spyOn(process.stderr, "write").mockImplementation((text) => lines.push(String(text)) > 0);
  const change = planned("Application", "shop", { adopt: "1400000001" });
  const progress = new Progress(true, true);
  progress.started(change);
  progress.done(change);
  spy.mockRestore();
  expect(lines.join("")).toContain("shop (adopting)");
  expect(lines).toContain("Application shop adopted\n");
});
