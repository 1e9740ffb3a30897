import fc from "fast-check";
import { DescribeTrials, type Edition, rankOf } from "../../backend/api";
import type { Bag } from "../../ground/bag";
import { inputs } from "../depth";
import { Backend } from "../provider/backend";
import { application, idOf, subscription } from "../provider/engine/declarations";
import type { MiniEngine } from "../provider/mini-engine";

let backend: Backend;
beforeAll(async () => {
  backend = await Backend.open({
    ApplicationsPerAccount: 10_000,
    TrialsPerAccount: 10_000,
    PaidUpgradeCall: "self-service",
  });
});
afterAll(() => backend.close());

interface Run {
  readonly edition: Edition;
  readonly months: number;
  readonly autoRenewal: boolean;
  readonly name: string;
  /** Days that pass before it. */
  readonly days: number;
  readonly refreshed: boolean;
  /** Killed after so many calls, then run again. */
  readonly killAfterCall: number | undefined;
}

const run: fc.Arbitrary<Run> = fc.record({
  edition: fc.constantFrom<Edition>("free-trial", "1-to-1-call", "group-call"),
  months: fc.integer({ min: 1, max: 4 }),
  autoRenewal: fc.boolean(),
  name: fc.constantFrom("plan", "renamed"),
  days: fc.constantFrom(0, 0, 1, 20, 45),
  refreshed: fc.boolean(),
  killAfterCall: fc.option(fc.nat(12), { nil: undefined }),
});

const programOf = ({ edition, months, autoRenewal, name }: Run) => {
  const paid: Bag = edition === "free-trial" ? {} : { months, autoRenewal };
  return [
    application("app", { products: ["chat", "call"] }),
    subscription(name, { application: idOf("app"), edition, ...paid }),
  ];
};

const packageOf = (engine: MiniEngine) => backend.subscription(engine.resource("app").id);

describe("whatever is declared, whenever, and however often a run is killed", () => {
  test("never more months are bought than the most that was declared, no edition higher, no trial too many", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(run, { minLength: 1, maxLength: 5 }), async (runs) => {
        const engine = backend.engine({ "tencentrtc:allowPurchases": "true" });
        await engine.up([application("app", { products: ["chat", "call"] })]);
        let mostMonths = 0;
        let highest = 0;
        for (const one of runs) {
          backend.pass({ days: one.days });
          if (one.edition !== "free-trial") mostMonths = Math.max(mostMonths, one.months);
          highest = Math.max(highest, rankOf("call", one.edition));
          const program = programOf(one);
          if (one.refreshed) await engine.refresh();
          if (one.killAfterCall !== undefined)
            await engine.up(program, { trouble: { killAfterCall: one.killAfterCall } });
          await engine.up(program);
          const held = await packageOf(engine);
          expect(held?.Months ?? 0).toBeLessThanOrEqual(mostMonths);
          expect(rankOf("call", held?.Edition ?? "free-trial")).toBeLessThanOrEqual(highest);
        }
        const SdkAppId = Number(engine.resource("app").id);
        const { Application } = await backend.call(DescribeTrials, { SdkAppId });
        expect(Application.Claimed).toBeLessThanOrEqual(1);
      }),
      { numRuns: inputs(40) },
    );
  });

  test("without leave nothing is ever bought, and a preview writes nothing with it either", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(run, { minLength: 1, maxLength: 4 }), async (runs) => {
        const engine = backend.engine();
        await engine.up([application("app", { products: ["chat", "call"] })]);
        const buyer = backend.engine({ "tencentrtc:allowPurchases": "true" });
        for (const one of runs) {
          backend.pass({ days: one.days });
          await engine.up(programOf(one));
          expect((await packageOf(engine))?.Months ?? 0).toBe(0);
          Object.assign(buyer, { stack: engine.stack, state: engine.state });
          expect((await buyer.preview(programOf(one))).writes).toEqual([]);
        }
      }),
      { numRuns: inputs(25) },
    );
  });
});
