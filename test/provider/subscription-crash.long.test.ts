import { ApiError } from "../../backend/api";
import type { Bag } from "../../ground/bag";
import type { Transport } from "../../provider/client/transport";
import { everyCall } from "../depth";
import { Backend } from "./backend";
import { application, type Declared, idOf, subscription } from "./engine/declarations";
import { MiniEngine } from "./mini-engine";

let backend: Backend;
beforeAll(async () => {
  backend = await Backend.open({
    ApplicationsPerAccount: 10_000,
    TrialsPerAccount: 10_000,
    PaidUpgradeCall: "self-service",
  });
});
afterAll(() => backend.close());

const program = (inputs: Bag, name = "plan"): Declared[] => [
  application("app", { products: ["chat", "call"] }),
  subscription(name, { application: idOf("app"), ...inputs }),
];
const paid = { edition: "1-to-1-call", months: 2, autoRenewal: true };
const newEngine = () => backend.engine({ "tencentrtc:allowPurchases": "true" });
const stateful = async (declared: Declared[]) => {
  const engine = newEngine();
  await engine.up(declared);
  return engine;
};

/** One package as declared, no order too many, and a state that agrees. */
async function expectConverged(engine: MiniEngine, declared: Declared[], expected: object): Promise<void> {
  const { id } = engine.resource("app");
  expect(await backend.subscription(id)).toMatchObject(expected);
  expect(await engine.up(declared)).toMatchObject({ faults: [], writes: [] });
  expect(new Set(Object.values((await engine.preview(declared)).ops))).toEqual(new Set(["same"]));
}

/** From nothing, or from a program, to a program; what there must be in the end. */
const runs: [string, Declared[] | undefined, Declared[], object][] = [
  ["a purchase", undefined, program(paid), { Edition: "1-to-1-call", Months: 2, AutoRenewal: true }],
  ["a trial", undefined, program({}), { Edition: "free-trial", Months: 0 }],
  ["a purchase after a trial", program({}), program(paid), { Edition: "1-to-1-call", Months: 2 }],
  [
    "every order at once",
    program({ ...paid, autoRenewal: false }),
    program({ edition: "group-call", months: 5, autoRenewal: true, configuration: { mau: 7 } }),
    { Edition: "group-call", Months: 5, AutoRenewal: true, Configuration: { mau: 7 } },
  ],
  [
    "a rename",
    program(paid),
    program(paid, "renamed"),
    { Edition: "1-to-1-call", Months: 2, AutoRenewal: true },
  ],
  [
    "a rename with an upgrade",
    program(paid),
    program({ ...paid, edition: "group-call" }, "renamed"),
    { Edition: "group-call", Months: 2, AutoRenewal: true },
  ],
];

describe.each([true, false])("killed at every call, with checkpoints: %s", (checkpoints) => {
  test.each(runs)(
    "of %s: up again converges, and nothing is bought twice or stopped",
    async (_, before, after, expected) => {
      const prepared = () => (before ? stateful(before) : Promise.resolve(newEngine()));
      const { calls } = await (await prepared()).up(after);
      for (const killAfterCall of everyCall(calls)) {
        const engine = await prepared();
        await engine.up(after, { trouble: { killAfterCall }, checkpoints });
        expect(await engine.up(after)).toMatchObject({ faults: [] });
        await expectConverged(engine, after, expected);
        expect(await engine.destroy()).toMatchObject({ faults: [] });
      }
    },
  );

  test.each([
    ["a destroy", {}, { Status: "InUse", AutoRenewal: false, Owner: null }],
    [
      "a destroy with a refund",
      { refundOnDestroy: true },
      { Status: "Refunded", AutoRenewal: false, Owner: null },
    ],
  ])("of %s: the same again ends it", async (_, more, expected) => {
    const declared = program({ ...paid, ...more });
    const without = declared.slice(0, 1);
    const { calls } = await (await stateful(declared)).up(without);
    for (const killAfterCall of everyCall(calls)) {
      const engine = await stateful(declared);
      await engine.up(without, { trouble: { killAfterCall }, checkpoints });
      expect(await engine.up(without)).toMatchObject({ faults: [] });
      expect([...engine.state.keys()]).toEqual(["app"]);
      expect(await backend.subscription(engine.resource("app").id)).toMatchObject(expected);
    }
  });

  test("of a replacement: the new one is bought once, and the old one lapses", async () => {
    const moved = program({ ...paid, product: "call-pack" });
    const { calls } = await (await stateful(program(paid))).up(moved);
    for (const killAfterCall of everyCall(calls)) {
      const engine = await stateful(program(paid));
      await engine.up(moved, { trouble: { killAfterCall }, checkpoints });
      expect(await engine.up(moved)).toMatchObject({ faults: [] });
      const { id } = engine.resource("app");
      expect(await backend.subscription(id)).toMatchObject({ AutoRenewal: false, Owner: null, Months: 2 });
      expect(await backend.subscription(id, "call-pack")).toMatchObject({ AutoRenewal: true, Months: 2 });
    }
  });
});

/** Every first answer to an order is lost on its way, in a manner that the client tries again. */
const losingAnswers = (engine: MiniEngine): MiniEngine => {
  const real = backend.transport();
  const seen = new Set<string>();
  const call: Transport["call"] = async (action, request, options) => {
    const answer = await real.call(action, request, options);
    const order = JSON.stringify([action.name, request]);
    if (action.access === "read" || seen.has(order)) return answer;
    seen.add(order);
    throw new ApiError("ServiceUnavailable", "the answer was lost");
  };
  const other = new MiniEngine({ ...engine.home, transport: () => ({ ...real, call }) }, engine.stack);
  other.state = engine.state;
  return other;
};

test.each(runs.slice(0, 4))(
  "lost answers of %s are asked for again, and order nothing twice",
  async (_, before, after, expected) => {
    const engine = losingAnswers(before ? await stateful(before) : newEngine());
    expect(await engine.up(after)).toMatchObject({ faults: [] });
    const { id } = engine.resource("app");
    expect(await backend.subscription(id)).toMatchObject(expected);
    engine.state = new Map([...engine.state].filter(([name]) => name === "app"));
    expect((await engine.up(after)).faults).toEqual([]);
    expect(await backend.subscription(id)).toMatchObject(expected);
  },
);
