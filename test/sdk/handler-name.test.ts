import * as pulumi from "@pulumi/pulumi";
import type { Bag } from "../../ground/bag";
import { handlerCode } from "../../provider/adapters/type-token";
import { Application } from "../../sdk/dynamic";

/** A state as the plugin leaves it. */
const ofPlugin = {
  sdkAppId: 1_400_000_001,
  secretKey: pulumi.secret("3f9a0c57d1e84b62"),
  name: "shop",
  region: "tokyo",
  __backend: "b/1",
  __schemaVersion: 2,
};
const __provider = handlerCode("application");

/** What the engine is told of a resource's outputs when it answers with such a state. */
async function told(state: Bag, { isPreview = false, isRead = false } = {}): Promise<Bag[]> {
  const mocks: pulumi.runtime.Mocks = {
    newResource: () => ({ id: "1400000001", state }),
    call: () => ({}),
  };
  await pulumi.runtime.setMocks(mocks, "shop", "dev", isPreview, "acme");
  const monitor = pulumi.runtime.getMonitor();
  if (!monitor) throw new Error("there is no monitor");
  const registered = jest.spyOn(monitor, "registerResourceOutputs");
  const app = isRead
    ? Application.get("app", "1400000001")
    : new Application("app", { name: "shop", products: ["chat"], region: "tokyo" });
  await new Promise((resolve) => app.urn.apply(resolve));
  await pulumi.runtime.disconnect();
  return registered.mock.calls.map(([request]) => request.getOutputs()?.toJavaScript() ?? {});
}

test("a state that names no handler is completed, and its secret stays one", async () => {
  const secretKey = {
    [pulumi.runtime.specialSigKey]: pulumi.runtime.specialSecretSig,
    value: "3f9a0c57d1e84b62",
  };
  expect(await told(ofPlugin)).toEqual([{ ...ofPlugin, secretKey, __provider }]);
});

test.each([
  ["names its handler", { ...ofPlugin, __provider }, {}],
  [
    "names it as the plugin of a build of before did",
    { ...ofPlugin, __provider: "require('pulumi-tencentrtc/dyn').application(exports)" },
    {},
  ],
  ["is that of something that failed", {}, {}],
  ["is that of a preview", ofPlugin, { isPreview: true }],
  ["is only read", { ...ofPlugin, __provider }, { isRead: true }],
])("a state that %s stays as it is", async (_, state, how) => {
  expect(await told(state, how)).toEqual([]);
});
