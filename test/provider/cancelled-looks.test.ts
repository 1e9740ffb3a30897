import { everyCall } from "../depth";
import { Backend } from "./backend";
import {
  adminAccount,
  application,
  type Declared,
  idOf,
  subscription,
  tag,
  webhook,
} from "./engine/declarations";
import { cancellingUnanswered } from "./engine/interrupted";
import type { MiniEngine, RunOptions } from "./mini-engine";

let backend: Backend;
beforeAll(async () => {
  backend = await Backend.open({ TrialsPerAccount: 1_000 });
});
afterAll(() => backend.close());

const before: Declared[] = [
  application("app", { products: ["chat", "call"], tags: { team: "a" } }),
  adminAccount("bot", { application: idOf("app"), userId: "bot" }),
  tag("cost", { application: idOf("app"), key: "cost", value: "1" }),
  subscription("trial", { application: idOf("app") }),
  webhook("calls", { application: idOf("app") }, { dependsOn: ["trial"] }),
];
const after: Declared[] = [
  application("app", { products: ["chat", "call"], tags: { team: "b" }, description: "b" }),
  adminAccount("bot", { application: idOf("app"), userId: "bot" }),
  tag("cost", { application: idOf("app"), key: "cost", value: "2" }),
  subscription("trial", { application: idOf("app") }),
  webhook("calls", { application: idOf("app"), url: "https://example.com/other" }, { dependsOn: ["trial"] }),
];

type Run = (engine: MiniEngine, options?: RunOptions) => ReturnType<MiniEngine["up"]>;
const runs: Readonly<Record<string, { readonly from: readonly Declared[]; readonly run: Run }>> = {
  "a preview of new resources": { from: [], run: (engine, options) => engine.preview(before, options) },
  "a preview of changes": { from: before, run: (engine, options) => engine.preview(after, options) },
  creations: { from: [], run: (engine, options) => engine.up(before, options) },
  updates: { from: before, run: (engine, options) => engine.up(after, options) },
  "a refresh": { from: before, run: (engine, options) => engine.refresh(options) },
  "a destroy": { from: before, run: (engine, options) => engine.destroy(options) },
};

describe("every look that is never answered ends at the cancellation, and the same run goes on later", () => {
  test.each(Object.entries(runs))("of %s", async (_, { from, run }) => {
    const begun = async () => {
      const engine = backend.engine();
      if (from.length > 0) expect((await engine.up(from)).faults).toEqual([]);
      return engine;
    };
    const whole = await begun();
    const { calls, faults } = await run(whole);
    expect(faults).toEqual([]);
    await whole.destroy();
    for (const cut of everyCall(calls)) {
      const engine = await begun();
      const cancelled = await run(
        engine,
        cancellingUnanswered((_call, index) => index === cut),
      );
      const held = cancelled.calls[cut - 1];
      const others = cancelled.faults.filter((fault) => !fault.includes("cancelled"));
      expect({ cut, held, others }).toEqual({ cut, held, others: [] });
      if (held?.access === "read")
        expect({ held, faults: cancelled.faults.length }).not.toEqual({ held, faults: 0 });
      expect((await run(engine)).faults).toEqual([]);
      expect((await engine.destroy()).faults).toEqual([]);
    }
  });
});
