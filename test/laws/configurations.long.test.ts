import fc from "fast-check";
import { inputs } from "../depth";
import { Backend } from "../provider/backend";
import { organization } from "../provider/engine/door";
import type { MiniEngine } from "../provider/mini-engine";
import { changes, makeChanges } from "./changes";
import {
  allSame,
  type Configuration,
  configuration,
  following,
  noChange,
  programOf,
  removable,
} from "./configurations";

let backend: Backend;
beforeAll(async () => {
  backend = await Backend.open({
    ApplicationsPerAccount: 10_000,
    TrialsPerAccount: 10_000,
    PaidUpgradeCall: "self-service",
  });
});
afterAll(() => backend.close());

const fine = { faults: [], killed: false };
const owned = (engine: MiniEngine) => backend.owned(`${organization}::${engine.stack}::`);

async function broughtUp(config: Configuration): Promise<MiniEngine> {
  const engine = backend.engine({
    "tencentrtc:defaultTags": '{"stage":"test"}',
    "tencentrtc:allowPurchases": "true",
  });
  expect(await engine.up(programOf(config))).toMatchObject(fine);
  return engine;
}

async function expectSettled(engine: MiniEngine, config: Configuration): Promise<void> {
  const planned = await engine.preview(programOf(config));
  expect(planned).toMatchObject(fine);
  expect(planned.ops).toEqual(allSame(config));
  expect((await engine.refresh()).changed).toEqual(noChange(config));
  expect((await engine.preview(programOf(config))).ops).toEqual(allSame(config));
}

describe("for any configuration", () => {
  test("up, then preview is empty and nothing has drifted", async () => {
    await fc.assert(
      fc.asyncProperty(configuration, async (config) => expectSettled(await broughtUp(config), config)),
      { numRuns: inputs(20) },
    );
  });

  test("and any that follows it: up of the second settles as well, and leaves nothing of the first", async () => {
    await fc.assert(
      fc.asyncProperty(configuration, configuration, async (first, any) => {
        const before = removable(first);
        const after = following(before, any);
        const engine = await broughtUp(before);
        expect(await engine.up(programOf(after))).toMatchObject(fine);
        await expectSettled(engine, after);
        expect((await owned(engine)).length).toBe(Object.keys(after).length);
      }),
      { numRuns: inputs(15) },
    );
  });

  test("killed anywhere on the way from one to the next, up again settles and leaves nothing else", async () => {
    await fc.assert(
      fc.asyncProperty(
        configuration,
        configuration,
        fc.nat(60),
        fc.boolean(),
        async (first, any, index, checkpoints) => {
          const before = removable(first);
          const after = following(before, any);
          const engine = await broughtUp(before);
          await engine.up(programOf(after), { trouble: { killAfterCall: index }, checkpoints });
          expect(await engine.up(programOf(after))).toMatchObject(fine);
          await expectSettled(engine, after);
          expect((await owned(engine)).length).toBe(Object.keys(after).length);
        },
      ),
      { numRuns: inputs(20) },
    );
  });

  test("a change behind the back is shown, exactly, and up mends it", async () => {
    await fc.assert(
      fc.asyncProperty(configuration, changes, async (config, byHand) => {
        const engine = await broughtUp(config);
        const shown = await makeChanges(backend, config, byHand, (name) => engine.resource(name).id);
        const expected = Object.fromEntries(
          Object.entries({ ...noChange(config), ...shown.changed }).filter(
            ([name]) => !shown.dropped.has(name),
          ),
        );
        const planned = await engine.previewRefresh();
        expect(planned.changed).toEqual(expected);
        expect(
          Object.keys(planned.ops)
            .filter((name) => planned.ops[name] === "drop")
            .sort(),
        ).toEqual([...shown.dropped].sort());

        await engine.refresh();
        const mended = await engine.up(programOf(config));
        expect(mended).toMatchObject(fine);
        const touched = Object.keys(mended.ops).filter((name) => mended.ops[name] !== "same");
        const drifted = Object.keys(expected).filter((name) => expected[name]?.length);
        expect(touched.sort()).toEqual([...shown.dropped, ...drifted].sort());
        await expectSettled(engine, config);
      }),
      { numRuns: inputs(30) },
    );
  });

  test("destroy leaves the backend empty, goes through Disabled, and twice is once", async () => {
    await fc.assert(
      fc.asyncProperty(configuration, async (any) => {
        const config = removable(any);
        const engine = await broughtUp(config);
        const { state } = engine;
        const seen = new Map<string, string[]>(
          Object.keys(config).map((name) => [engine.resource(name).id, []]),
        );
        const look = async () => {
          for (const [id, statuses] of seen) {
            const status = (await backend.application(id))?.Status ?? "gone";
            if (statuses.at(-1) !== status) statuses.push(status);
          }
        };
        await look();
        expect(await engine.destroy({ trouble: { before: look } })).toMatchObject(fine);
        await look();
        for (const statuses of seen.values()) expect(statuses.slice(-2)).toEqual(["Disabled", "gone"]);
        expect(await owned(engine)).toEqual([]);

        engine.state = state;
        expect(await engine.destroy()).toMatchObject(fine);
        expect(engine.state.size).toBe(0);
        expect(await owned(engine)).toEqual([]);
      }),
      { numRuns: inputs(15) },
    );
  });

  test("a destroy that fails has changed nothing that up doesn't give back with the same ids", async () => {
    await fc.assert(
      fc.asyncProperty(configuration, fc.nat(40), fc.boolean(), async (config, index, checkpoints) => {
        const engine = await broughtUp(config);
        const before = [...engine.state.values()];
        const idsOf = (owner: string) =>
          before
            .filter(({ name, dependencies }) => name === owner || dependencies.includes(owner))
            .map(({ name, id, outputs }) => [name, id, outputs.secretKey, outputs.packageId]);
        const applications = Object.keys(config).map((owner) => ({ owner, id: engine.resource(owner).id }));
        await engine.destroy({ trouble: { killAfterCall: index }, checkpoints });
        await engine.refresh();
        const alive: { owner: string; id: string }[] = [];
        for (const one of applications) {
          const status = (await backend.application(one.id))?.Status ?? "gone";
          if (status !== "gone" && status !== "Deleting") alive.push(one);
        }
        expect(await engine.up(programOf(config))).toMatchObject(fine);
        await expectSettled(engine, config);
        for (const { owner } of alive) {
          for (const [name, id, secretKey, packageId] of idsOf(owner)) {
            expect(engine.resource(String(name))).toMatchObject({ id });
            const { outputs } = engine.resource(String(name));
            expect([outputs.secretKey, outputs.packageId]).toEqual([secretKey, packageId]);
          }
        }
      }),
      { numRuns: inputs(25) },
    );
  });

  test("a creation that is repeated gives the same ids and the same state", async () => {
    await fc.assert(
      fc.asyncProperty(configuration, async (config) => {
        const engine = await broughtUp(config);
        const before = [...engine.state.values()].map(({ name, id, inputs }) => ({ name, id, inputs }));
        engine.state = new Map();
        expect(await engine.up(programOf(config))).toMatchObject(fine);
        for (const { name, id, inputs } of before)
          expect(engine.resource(name)).toMatchObject({ id, inputs });
        expect(engine.state.size).toBe(before.length);
      }),
      { numRuns: inputs(15) },
    );
  });
});
