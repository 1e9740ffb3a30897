import type { Bag } from "../../ground/bag";
import { durationSeconds } from "../../provider/lifecycle/timeouts";
import { Backend, immediate } from "./backend";
import { application } from "./engine/declarations";
import { during, timingOut } from "./engine/interrupted";

let backend: Backend;
beforeAll(async () => {
  backend = await Backend.open();
});
afterAll(() => backend.close());
beforeEach(() => backend.settings(immediate));

/** The first look is taken before anything is done; an update takes another one then. */
const inTheWait = (look = 2) => timingOut(during("DescribeApplications", look));
const program = (inputs: Bag) => [application("app", inputs)];

describe("a wait beyond its timeout", () => {
  test("of a deletion says how far it is and that it can go on, and the next one goes on", async () => {
    const engine = backend.engine();
    await engine.up(program({ timeouts: { delete: "300ms" } }));
    const { id } = engine.resource("app");
    await backend.holdWindows();

    const first = await engine.destroy(inTheWait());
    expect(first.writes).toEqual(["DeleteApplication", "DisableApplication"]);
    expect(first.errors.app).toMatch(/delete timeout of 0.3 s has passed \(timeouts.delete sets it\)/);
    expect(first.errors.app).toMatch(/still Disabling.*the same command goes on from here/);
    expect(engine.resource("app").id).toBe(id);

    backend.pass({ days: 1 });
    const second = await engine.destroy(inTheWait());
    expect(second.writes).toEqual(["DeleteApplication"]);
    expect(second.errors.app).toMatch(/still Deleting/);

    backend.pass({ days: 1 });
    expect(await engine.destroy()).toMatchObject({ ops: { app: "delete" }, faults: [] });
  });

  test("of an update keeps what is known, and the next up waits for the rest", async () => {
    const engine = backend.engine();
    await engine.up(program({}));
    await backend.holdWindows();
    const stuck = program({ enabled: false, timeouts: { update: "300ms" } });
    const run = await engine.up(stuck, inTheWait(3));
    expect(run.errors.app).toMatch(/update timeout.*still Disabling/);
    expect(engine.resource("app")).toMatchObject({
      outputs: { status: "Disabling" },
      initErrors: [run.errors.app],
    });
    expect((await engine.preview(stuck)).ops.app).toBe("update");

    backend.pass({ days: 1 });
    expect(await engine.up(stuck)).toMatchObject({ ops: { app: "update" }, writes: [], faults: [] });
    expect(engine.resource("app")).toMatchObject({ outputs: { status: "Disabled" }, initErrors: [] });
  });

  test("of a creation keeps the id, and a longer timeout lets the next up finish it", async () => {
    const engine = backend.engine();
    await backend.holdWindows();
    const run = await engine.up(program({ enabled: false, timeouts: { create: "300ms" } }), inTheWait());
    expect(run.errors.app).toMatch(/create timeout.*still Disabling/);
    const { id } = engine.resource("app");
    backend.pass({ days: 1 });
    const next = await engine.up(program({ enabled: false }));
    expect(next).toMatchObject({ ops: { app: "update" }, faults: [] });
    expect(engine.resource("app")).toMatchObject({ id, outputs: { status: "Disabled" } });
  });

  test("is one of its own: others go on", async () => {
    const engine = backend.engine();
    const quick = application("quick", { deletionPolicy: "retain" });
    await engine.up([application("slow", { timeouts: { delete: "1ms" } }), quick]);
    await backend.holdWindows();
    const run = await engine.destroy(inTheWait());
    expect(Object.keys(run.errors)).toEqual(["slow"]);
    expect([...engine.state.keys()]).toEqual(["slow"]);
  });
});

describe("a timeout", () => {
  test("longer than any timer is no shorter one", async () => {
    const engine = backend.engine();
    await engine.up(program({ timeouts: { update: "100000h", delete: "100000h" } }));
    await backend.holdWindows();
    const before = backend.endingWindows("DescribeApplications", [3]);
    const off = program({ enabled: false, timeouts: { update: "100000h", delete: "100000h" } });
    expect((await engine.up(off, { trouble: { before } })).errors).toEqual({});
  });

  test.each([
    ["90s", 90],
    ["30m", 1_800],
    ["1h30m", 5_400],
    ["1.5h", 5_400],
    ["250ms", 0.25],
    ["1h2m3s4ms", 3_723.004],
  ])("of %s is %d seconds", (text, seconds) => {
    expect(durationSeconds(text)).toBeCloseTo(seconds, 6);
  });
});

describe("a change of policy alone", () => {
  const policies: [string, Bag, Bag][] = [
    ["timeouts", {}, { timeouts: { delete: "2h" } }],
    ["deletionPolicy", {}, { deletionPolicy: "retain" }],
    ["both", { deletionPolicy: "disable" }, { timeouts: { create: "1m" } }],
  ];

  test.each(policies)("of %s asks the backend nothing about the resource", async (_, from, to) => {
    const engine = backend.engine();
    await engine.up(program(from));
    const { outputs } = engine.resource("app");
    const run = await engine.up(program(to));
    expect(run).toMatchObject({ ops: { app: "update" }, faults: [] });
    // What the check asks for; the update itself asks nothing.
    expect(new Set(run.calls.map(({ name }) => name))).toEqual(new Set(["DescribeAccount", "ListOwners"]));
    const { timeouts: _timeouts, deletionPolicy: _policy, ...others } = outputs;
    expect(engine.resource("app").outputs).toEqual({ ...others, deletionPolicy: "delete", ...to });
  });

  test("is used by the next destroy", async () => {
    const engine = backend.engine();
    await engine.up(program({}));
    await engine.up(program({ deletionPolicy: "retain" }));
    expect((await engine.destroy()).writes).toEqual(["ReleaseApplication"]);
  });

  test("beside a fact costs the call of that fact", async () => {
    const engine = backend.engine();
    await engine.up(program({}));
    const run = await engine.up(program({ deletionPolicy: "retain", description: "d" }));
    expect(run.writes).toEqual(["ModifyApplication"]);
    expect(engine.resource("app").outputs).toMatchObject({ deletionPolicy: "retain", description: "d" });
  });
});

describe("a declaration that is renamed", () => {
  test("keeps its application, which learns the new name", async () => {
    const engine = backend.engine();
    await engine.up(program({}));
    const { id } = engine.resource("app");
    // As the engine does for `aliases`: the same state under another name.
    const { kind, ...old } = engine.resource("app");
    engine.state = new Map([["moved", { ...old, kind, name: "moved" }]]);
    const moved = [application("moved", { name: "app" })];
    expect(await engine.up(moved)).toMatchObject({
      ops: { moved: "update" },
      writes: ["ClaimApplication"],
      faults: [],
    });
    expect(await backend.application(id)).toMatchObject({ Owner: expect.stringMatching(/::moved$/) });
    expect((await engine.preview(moved)).ops.moved).toBe("same");
    expect((await engine.destroy()).errors).toEqual({});
    expect(await backend.application(id)).toBeUndefined();
  });
});
