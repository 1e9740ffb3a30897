import { Stack } from "@pulumi/pulumi/automation";
import type { OpenStack } from "../../apps/engine";
import { OpenStacks } from "../../cli/fleet/open-stacks";
import type { Target } from "../../cli/fleet/targets";

let told: string[];
beforeEach(() => {
  told = [];
});

const stack: Stack = Object.create(Stack.prototype);

/** Opens as the engine does, and tells; a stack isn't there before it is made. */
function ways(isThere: boolean) {
  const opened = (isStandIn: boolean): Promise<OpenStack> =>
    Promise.resolve({
      stack,
      resources: [],
      hasOthers: false,
      isStandIn,
      close: () => told.push(isStandIn ? "stand-in closed" : "closed"),
    });
  return {
    programOf: () => () => Promise.resolve({}),
    openForPreview: () => {
      told.push(isThere ? "opened" : "stand-in opened");
      return opened(!isThere);
    },
    openStack: () => {
      told.push("made");
      return opened(false);
    },
  };
}

const target: Target = {
  account: "default",
  environment: "main",
  sources: [],
  chosen: undefined,
  settings: {},
  problem: undefined,
  onPlugin: false,
  place: { root: "/", stateUrl: undefined, stack: "main", settingsFile: "/main.yaml", env: {}, fast: false },
};

test.each([
  ["a stack that is there is opened once", true, ["opened", "closed"]],
  [
    "one that isn't has a stand-in once, which goes before it is made once",
    false,
    ["stand-in opened", "stand-in closed", "made", "closed"],
  ],
])("for a preview and the up after it %s", async (_, isThere, expected) => {
  await OpenStacks.during(async (stacks) => {
    await stacks.look(target);
    await stacks.look(target);
    expect((await stacks.make(target)).isStandIn).toBe(false);
    await stacks.make(target);
  }, ways(isThere));
  expect(told).toEqual(expected);
});

test.each([
  ["a stack that is there stays open", true, ["opened", "closed"]],
  [
    "one that isn't leaves nothing of its stand-in",
    false,
    ["stand-in opened", "stand-in closed", "stand-in opened", "stand-in closed", "made", "closed"],
  ],
])("while somebody is asked between a preview and the up, %s", async (_, isThere, expected) => {
  await OpenStacks.during(async (stacks) => {
    await stacks.look(target);
    stacks.closeStandIns();
    expect(told.at(-1)).toBe(isThere ? "opened" : "stand-in closed");
    await stacks.make(target);
  }, ways(isThere));
  expect(told).toEqual(expected);
});

test("what was opened is closed where the work fails", async () => {
  const work = OpenStacks.during(async (stacks) => {
    await stacks.look(target);
    throw new Error("refused");
  }, ways(false));
  await expect(work).rejects.toThrow("refused");
  expect(told).toEqual(["stand-in opened", "stand-in closed"]);
});
