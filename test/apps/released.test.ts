import type { EngineEvent, Stack } from "@pulumi/pulumi/automation";
import { run } from "../../apps/engine/run";

/** An engine that destroys one resource, as its events tell. */
function destroying(kind: string, name: string, inputs: object): Stack {
  const metadata = {
    op: "delete",
    type: `pulumi-nodejs:dynamic/tencentrtc:${kind}`,
    urn: `urn:pulumi:main::shop::pulumi-nodejs:dynamic/tencentrtc:${kind}::${name}`,
    old: { id: "1", inputs, outputs: {} },
    keys: [],
    logical: true,
    provider: "",
  };
  const event: EngineEvent = JSON.parse(
    JSON.stringify({ sequence: 1, timestamp: 1, resOutputsEvent: { metadata } }),
  );
  const workspace = { envVars: {}, projectSettings: async () => ({ name: "shop", runtime: "nodejs" }) };
  const destroy = async ({ onEvent }: { onEvent: (event: EngineEvent) => void }) => onEvent(event);
  // Nothing else of a stack is asked for by a run that ends well.
  return Object.assign(Object.create(null), { workspace, destroy });
}

test.each([
  ["an application that is left", "Application", "support", { adopt: "1400000001" }, "release"],
  ["its admin account, which stays with it", "AdminAccount", "support/ops", {}, "release"],
  ["its certificate, which stays with it", "PushCertificate", "support/fcm", {}, "release"],
  ["its webhook, which is deleted all the same", "Webhook", "support/call-webhook", {}, "delete"],
  ["a webhook that was adopted, and stays", "Webhook", "support/call-webhook", { adopt: true }, "release"],
  ["a webhook of an application that goes, too", "Webhook", "shop/call-webhook", {}, "delete"],
])("what a destroy says of %s is what it does", async (_, kind, name, inputs, change) => {
  const released = new Set(["support"]);
  const { changes } = await run(destroying(kind, name, inputs), "destroy", { parallel: 1, released });
  expect(changes.map((one) => [one.name, one.change])).toEqual([[name, change]]);
});
