import type { Stack } from "@pulumi/pulumi/automation";
import { run } from "../../apps/engine/run";

const verbs = ["preview", "up", "previewRefresh", "destroy"] as const;

/** An engine that ends well whatever it is told, as it does when it is told to stop before its first step. */
function engine(during: () => void = () => {}) {
  const verb = jest.fn(async () => during());
  const workspace = { envVars: {}, projectSettings: async () => ({ name: "shop", runtime: "nodejs" }) };
  const stack = { ...Object.fromEntries(verbs.map((name) => [name, verb])), workspace };
  // Nothing else of a stack is asked for by a run that ends well.
  return { verb, stack: Object.assign(Object.create(null), stack) satisfies Partial<Stack> };
}

describe.each(verbs)("%s", (verb) => {
  test("that is cancelled before the engine has begun never begins, and is no success", async () => {
    const { stack, verb: begun } = engine();
    const outcome = await run(stack, verb, { parallel: 1, signal: AbortSignal.abort() });
    expect(outcome).toMatchObject({
      changes: [],
      errors: [expect.stringContaining("the run was cancelled")],
    });
    expect(begun).not.toHaveBeenCalled();
  });

  test("that is cancelled while the engine runs is no success, though the engine ends well", async () => {
    const controller = new AbortController();
    const { stack } = engine(() => controller.abort());
    const outcome = await run(stack, verb, { parallel: 1, signal: controller.signal });
    expect(outcome.errors).toEqual([expect.stringContaining("the run was cancelled")]);
  });

  test("that nobody cancels has no errors", async () => {
    const { stack } = engine();
    const { signal } = new AbortController();
    expect(await run(stack, verb, { parallel: 1, signal })).toEqual({
      changes: [],
      resources: 0,
      handouts: {},
      told: [],
      errors: [],
    });
  });
});
