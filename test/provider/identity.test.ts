import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ListApplications } from "../../backend/api";
import { createService } from "../../backend/service";
import { embeddedUin, openStore } from "../../backend/store";
import { BackendUnavailable } from "../../provider/client/errors";
import { adminAccount, application, idOf, pushCertificate, tag } from "./engine/declarations";
import type { Result } from "./engine/results";
import { MiniEngine } from "./mini-engine";
import { forms } from "./push-certificate/forms";

/** Two databases with the same program in them, to be copied: making one takes a while. */
type Which = "first" | "second";
let templates: string;
const states = new Map<Which, MiniEngine["state"]>();
let folder: string;
beforeAll(async () => {
  templates = mkdtempSync(join(tmpdir(), "tencentrtc-identity-"));
  for (const which of ["first", "second"] as const) {
    const engine = new MiniEngine({
      config: { "tencentrtc:endpoint": `file:${join(templates, which, "backend.db")}` },
    });
    expect(await engine.up(program())).toMatchObject({ faults: [] });
    states.set(which, engine.state);
  }
});
afterAll(() => rmSync(templates, { recursive: true, force: true }));
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "tencentrtc-identity-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const fileIn = (name: string) => join(folder, name, "backend.db");
/** An engine that opens the database as a run on a user's machine does. */
const engineOn = (name: string, from?: MiniEngine): MiniEngine => {
  const engine = new MiniEngine({ config: { "tencentrtc:endpoint": `file:${fileIn(name)}` } });
  if (from) engine.state = from.state;
  return engine;
};

const program = (description = "") => [
  application("app", { description, tags: { team: "a" } }),
  adminAccount("ops", { application: idOf("app"), userId: "ops" }),
  tag("cost", { application: idOf("app"), key: "cost", value: "1" }),
];

/** An engine and the database, under this name, in which it has brought everything up. */
function made(name: string, which: Which = "first"): MiniEngine {
  cpSync(join(templates, which), join(folder, name), { recursive: true });
  const engine = engineOn(name);
  engine.state = new Map(states.get(which));
  return engine;
}

async function applicationsIn(name: string): Promise<unknown[]> {
  const store = await openStore({ file: fileIn(name), create: false });
  try {
    const context = { uin: embeddedUin, actor: { kind: "console" }, requestId: "r" } as const;
    return (await createService(store).call(ListApplications, {}, context)).Applications;
  } finally {
    await store.close();
  }
}

/** Every run that asks about what is in the state fails with this, changes nothing and forgets nothing. */
async function expectNothingLost(engine: MiniEngine, message: RegExp): Promise<void> {
  const before = new Map(engine.state);
  const runs: [string, () => Promise<Result>][] = [
    ["refresh", () => engine.refresh()],
    ["up", () => engine.up(program("changed"))],
    ["destroy", () => engine.destroy()],
  ];
  for (const [name, run] of runs) {
    const result = await run();
    expect([name, result.faults.join("\n")]).toEqual([name, expect.stringMatching(message)]);
    expect([name, result.writes]).toEqual([name, []]);
    expect([name, [...engine.state.keys()]]).toEqual([name, [...before.keys()]]);
    for (const [resource, { id }] of before) expect(engine.resource(resource).id).toBe(id);
  }
}

describe("a new project", () => {
  test("makes its backend with its first application, not before", async () => {
    const engine = engineOn("new");
    expect(await engine.preview(program())).toMatchObject({ faults: [] });
    expect(existsSync(fileIn("new"))).toBe(false);
    expect((await engine.up(program())).errors).toEqual({});
    expect(existsSync(fileIn("new"))).toBe(true);
  });

  test.each([
    ["an adoption", application("app", { adopt: "1400000001" }), /app: adopt .*so there is nothing to adopt/],
    ["an account", adminAccount("ops", { application: "1400000001", userId: "ops" }), /ops: application /],
    ["a tag", tag("cost", { application: "1400000001", key: "cost", value: "1" }), /cost: application /],
  ])("%s of an application that is elsewhere makes none", async (_, declared, said) => {
    const engine = engineOn("new");
    for (const run of [await engine.preview([declared]), await engine.up([declared])]) {
      expect(run.faults).toEqual([expect.stringMatching(said)]);
      expect(run.faults[0]).toMatch(/there is no management backend at "file:.*" yet/);
    }
    expect(existsSync(fileIn("new"))).toBe(false);
  });
});

describe("with a state in hand", () => {
  test("a missing database is an error, and none is made", async () => {
    const engine = made("here");
    renameSync(join(folder, "here"), join(folder, "elsewhere"));
    await expectNothingLost(engine, /missing/);
    expect(existsSync(join(folder, "here"))).toBe(false);
    const unchanged = await engine.preview(program());
    expect(unchanged.faults.join()).toMatch(/missing.*nothing was changed.*restore the database/s);

    renameSync(join(folder, "elsewhere"), join(folder, "here"));
    expect((await engine.preview(program())).ops).toEqual({ app: "same", ops: "same", cost: "same" });
  });

  test("a new application beside a missing database is not planned", async () => {
    const engine = made("here");
    rmSync(join(folder, "here"), { recursive: true });
    const run = await engine.preview([application("second"), ...program()]);
    expect(run.faults.join()).toMatch(/app: .*missing/);
    expect(existsSync(join(folder, "here"))).toBe(false);
  });

  test("another database is the wrong one, and neither changes", async () => {
    const engine = made("one");
    const other = made("two", "second");
    const before = [await applicationsIn("one"), await applicationsIn("two")];
    await expectNothingLost(engineOn("two", engine), /WrongBackend.*Set tencentrtc:endpoint/s);
    expect([await applicationsIn("one"), await applicationsIn("two")]).toEqual(before);
    expect((await engine.refresh()).errors).toEqual({});
    expect((await other.refresh()).errors).toEqual({});
  });

  test("a database that was made anew in the same place is the wrong one", async () => {
    const engine = made("here");
    rmSync(join(folder, "here"), { recursive: true });
    made("here", "second");
    await expectNothingLost(engine, /WrongBackend/);
  });

  test("a restored snapshot is the same one", async () => {
    const engine = made("here");
    cpSync(join(folder, "here"), join(folder, "snapshot"), { recursive: true });
    const restored = engineOn("snapshot", engine);
    expect((await restored.refresh()).changed).toEqual({ app: [], ops: [], cost: [] });
    expect((await restored.up(program("new"))).errors).toEqual({});
    expect((await restored.destroy()).errors).toEqual({});
  });

  const keyOf = (which: Which) => join(templates, which, "backend.db.key");
  const damages: [string, (file: string) => void, RegExp][] = [
    ["emptied", (file) => truncateSync(file, 0), /empty/],
    ["cut short", (file) => truncateSync(file, 5_000), /damaged|corrupt/],
    [
      "overwritten",
      (file) => writeFileSync(file, "not a database, but some text of somebody's"),
      /not a SQLite database/,
    ],
    ["without its key", (file) => rmSync(`${file}.key`), /key/],
    ["with another key", (file) => writeFileSync(`${file}.key`, readFileSync(keyOf("second"))), /key/],
    [
      "that is a folder",
      (file) => {
        rmSync(file);
        mkdirSync(file);
      },
      /folder/,
    ],
  ];
  test.each(damages)("a database %s is an error and stays as it is", async (_, damage, message) => {
    const engine = made("here");
    damage(fileIn("here"));
    const bytes = bytesOf(fileIn("here"));
    await expectNothingLost(engine, message);
    expect(bytesOf(fileIn("here"))).toEqual(bytes);
  });

  test("a backend that is locked or out of reach is an error, whatever is asked", async () => {
    const engine = made("here");
    const locked = new BackendUnavailable(
      "The backend database is locked: another process is using it",
      "unusable",
    );
    const trouble = {
      before: () => {
        throw locked;
      },
    };
    const before = new Map(engine.state);
    const runs = [
      () => engine.refresh({ trouble }),
      () => engine.up(program("x"), { trouble }),
      () => engine.destroy({ trouble }),
    ];
    for (const run of runs) expect((await run()).faults.join()).toMatch(/locked/);
    expect(engine.state).toEqual(before);
    expect((await engine.up(program("x"))).errors).toEqual({});
  });
});

describe("an older copy of the database", () => {
  const late = (description = "") => [
    application("late", { description, tags: { team: "a" } }),
    adminAccount("lateOps", { application: idOf("late"), userId: "ops" }),
    tag("lateCost", { application: idOf("late"), key: "cost", value: "1" }),
  ];
  const targets = ["lateOps", "lateCost", "late"];

  /** An engine whose state knows what the database at hand doesn't: that was copied before. */
  async function rolledBack(): Promise<MiniEngine> {
    const engine = made("now");
    cpSync(join(folder, "now"), join(folder, "older"), { recursive: true });
    expect((await engine.up([...program(), ...late()])).errors).toEqual({});
    return engineOn("older", engine);
  }

  type Run = (engine: MiniEngine) => Promise<Result>;
  /** What asks the backend of each resource, or changes it. */
  const looking: Record<string, Run> = {
    "preview --refresh": (engine) => engine.previewRefresh(),
    refresh: (engine) => engine.refresh(),
    "up with a change": (engine) => engine.up([...program(), ...late("changed")]),
    "up without them": (engine) => engine.up(program()),
    destroy: (engine) => engine.destroy({ targets }),
    "destroy of a child": (engine) => engine.destroy({ targets: ["lateOps"] }),
  };
  const planning: Record<string, Run> = {
    preview: (engine) => engine.preview([...program(), ...late()]),
    up: (engine) => engine.up([...program(), ...late()]),
  };

  test("is told by the id of a certificate that it hasn't given out, on an application that it has", async () => {
    const engine = made("now");
    await engine.up(program());
    cpSync(join(folder, "now"), join(folder, "older"), { recursive: true });
    const push = pushCertificate("push", { application: idOf("app"), platform: forms.huawei });
    expect((await engine.up([...program(), push])).errors).toEqual({});
    const { faults } = await engineOn("older", engine).refresh();
    expect(faults.join()).toMatch(/OlderCopy: .*it has given out no certificate id \d+ yet/);
  });

  async function expectRefusals(engine: MiniEngine, runs: Record<string, Run>, why: RegExp): Promise<void> {
    const [before, there] = [new Map(engine.state), await applicationsIn("older")];
    for (const [name, run] of Object.entries(runs)) {
      const { faults, writes } = await run(engine);
      expect([name, faults.join("\n")]).toEqual([
        name,
        expect.stringMatching(/OlderCopy: .*nothing was changed/),
      ]);
      expect([name, faults.join("\n")]).toEqual([name, expect.stringMatching(why)]);
      expect([name, writes]).toEqual([name, []]);
      expect([name, [...engine.state.keys()]]).toEqual([name, [...before.keys()]]);
    }
    expect(await applicationsIn("older")).toEqual(there);
  }

  test("forgets nothing and makes nothing anew", async () => {
    await expectRefusals(
      await rolledBack(),
      { ...planning, ...looking },
      /it has given out no SDKAppID \d+ yet/,
    );
  });

  test("shows and changes nothing of a stranger to whom it has given the same ids", async () => {
    const engine = await rolledBack();
    const stranger = new MiniEngine(engine.home, "stranger");
    expect((await stranger.up(late())).errors).toEqual({});
    expect(stranger.resource("late").id).toBe(engine.resource("late").id);
    const another = /it is another one under the same id/;
    await expectRefusals(engine, looking, another);
    // What asks nothing tells nothing and changes nothing.
    for (const run of Object.values(planning))
      expect(await run(engine)).toMatchObject({ faults: [], writes: [] });
    const desk = adminAccount("lateDesk", { application: idOf("late"), userId: "desk" });
    const more = (one: MiniEngine) => one.up([...program(), ...late(), desk]);
    await expectRefusals(engine, { "up with something new on it": more }, another);
    expect((await stranger.refresh()).changed).toEqual({ late: [], lateOps: [], lateCost: [] });
  });

  test("is told by a claim that it hasn't given out yet", async () => {
    const engine = made("now");
    cpSync(join(folder, "now"), join(folder, "older"), { recursive: true });
    expect(engine.resource("app").outputs).toMatchObject({ __claim: expect.stringMatching(/^1\./) });
    const older = engineOn("older", engine);
    const claimed = {
      ...engine.resource("app"),
      outputs: { ...engine.resource("app").outputs, __claim: "9.x" },
    };
    older.state = new Map([...engine.state, ["app", claimed]]);
    const { faults, writes } = await older.refresh();
    expect(faults.join()).toMatch(/OlderCopy: .*it has not yet given out the claim/);
    expect(writes).toEqual([]);
  });

  test("is none where another run has got ids since this one began", async () => {
    const engine = made("now");
    const both = await Promise.all([
      engine.up([...program(), ...late()]),
      new MiniEngine(engine.home, "other").up(late()),
    ]);
    for (const { errors } of both) expect(errors).toEqual({});
    expect((await engine.refresh()).errors).toEqual({});
  });
});

const bytesOf = (file: string): Buffer | undefined => {
  try {
    return readFileSync(file);
  } catch {
    return undefined;
  }
};
