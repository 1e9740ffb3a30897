import type { EngineEvent, Stack, StepEventMetadata } from "@pulumi/pulumi/automation";
import { driftIn } from "../../apps/engine/drift";
import { run } from "../../apps/engine/run";
import { changesInWords } from "../../cli/reports/changes";
import { changesAsMarkdown } from "../../cli/reports/changes-markdown";
import { driftReport } from "../../cli/reports/drift-report";
import { printSecretChange } from "../../provider/lifecycle/differences";

const urn =
  "urn:pulumi:main::shop::tencentrtc:apps:AppsFromFiles$pulumi-nodejs:dynamic/tencentrtc:PushCertificate::shop/hw";
/** As the engine writes any secret in its events. */
const masked = {
  "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270",
  ciphertext: "[secret]",
};
const side = (packageName: string, fingerprint?: string) => ({
  id: "1999000001/9900001",
  inputs: { platform: { vendor: "huawei", packageName, appSecret: masked } },
  outputs: { ...(fingerprint !== undefined && { fingerprint }) },
});
const update = (before: object, after: object): StepEventMetadata =>
  JSON.parse(
    JSON.stringify({
      op: "update",
      type: "pulumi-nodejs:dynamic/tencentrtc:PushCertificate",
      urn,
      old: before,
      new: after,
      logical: true,
      provider: "",
    }),
  );
const said = (message: string, ephemeral = true): Partial<EngineEvent> => ({
  diagnosticEvent: { severity: "info", message, urn, ephemeral, color: "never" },
});
const planned = (step: StepEventMetadata): Partial<EngineEvent> => ({
  resourcePreEvent: { metadata: step, planning: true },
});
const done = (step: StepEventMetadata): Partial<EngineEvent> => ({
  resOutputsEvent: { metadata: step, planning: true },
});

/** A run of an engine that says these things. */
async function outcomeOf(verb: "preview" | "previewRefresh", events: readonly Partial<EngineEvent>[]) {
  const tell = async ({ onEvent }: { readonly onEvent: (event: Partial<EngineEvent>) => void }) =>
    events.forEach(onEvent);
  const stack = { preview: tell, previewRefresh: tell };
  const outcome = await run(Object.assign(Object.create(null) satisfies Stack, stack), verb, { parallel: 1 });
  return { stack: "main", account: "default", environment: "main", outcome };
}

test("a secret's update is told, without what it is", async () => {
  const events = [planned(update(side("a"), side("a"))), said(printSecretChange("platform.appSecret"))];
  const found = await outcomeOf("preview", events);
  expect(changesInWords(found)).toBe(
    "main: 1 to update\n  ~ PushCertificate shop/hw (1999000001/9900001)\n      platform.appSecret: [secret] changes",
  );
  expect(changesAsMarkdown(found)).toContain("| platform.appSecret | \\[secret\\] | \\[secret\\], another |");
});

test("a secret that stays isn't told of where something else changes", async () => {
  const { outcome } = await outcomeOf("preview", [planned(update(side("a"), side("b")))]);
  expect(outcome.changes[0]?.properties).toEqual([{ path: "platform.packageName", before: "a", after: "b" }]);
});

test("both are told where both change, each once", async () => {
  const secret = said(printSecretChange("platform.appSecret"));
  const { outcome } = await outcomeOf("preview", [secret, planned(update(side("a"), side("b"))), secret]);
  expect(outcome.changes[0]?.properties).toEqual([
    { path: "platform.packageName", before: "a", after: "b" },
    { path: "platform.appSecret", before: "[secret]", after: "[secret]" },
  ]);
});

test("a secret that was changed behind the files' back is drift", async () => {
  const { outcome, ...about } = await outcomeOf("previewRefresh", [
    done(update(side("a", "e6f5"), side("a", "9f51"))),
  ]);
  const drift = driftIn(outcome);
  expect(drift).toMatchObject([{ what: "platform.appSecret", declared: "[secret]", actual: "[secret]" }]);
  expect(driftReport([{ ...about, resources: 1, drift, errors: [] }]).text()).toContain(
    "PushCertificate shop/hw (1999000001) platform.appSecret: another [secret] than declared",
  );
});
