import * as pulumi from "@pulumi/pulumi";
import { stackResources } from "../../sdk/dynamic/program/stack-resources";

/** The engine's answers, the first ones failures as while it is writing the state. */
async function engineThatFails(times: number): Promise<{ asked: number }> {
  const calls = { asked: 0 };
  const mocks: pulumi.runtime.Mocks = {
    newResource: () => ({ id: "id", state: {} }),
    call: () => {
      calls.asked += 1;
      if (calls.asked <= times) throw new Error("failed to load checkpoint: EOF");
      return { outputs: { urn: { outputs: { sdkAppId: 1_999_000_001 } } } };
    },
  };
  await pulumi.runtime.setMocks(mocks, "shop", "dev", false, "acme");
  return calls;
}

test("a state that is just being written is asked for again", async () => {
  const engine = await engineThatFails(2);
  expect(await stackResources()).toEqual([{ urn: "urn", outputs: { sdkAppId: 1_999_000_001 } }]);
  expect(engine.asked).toBe(3);
});

test("one that can't be read isn't asked for without end", async () => {
  const engine = await engineThatFails(100);
  await expect(stackResources()).rejects.toThrow();
  expect(engine.asked).toBe(5);
});
