import type { Bag } from "../../ground/bag";
import { everyCall } from "../depth";
import { Backend, immediate } from "./backend";
import { adminAccount, application, type Declared, idOf, tag } from "./engine/declarations";
import { organization } from "./engine/door";
import type { MiniEngine } from "./mini-engine";

let backend: Backend;
beforeAll(async () => {
  backend = await Backend.open({ ApplicationsPerAccount: 10_000 });
});
afterAll(() => backend.close());
beforeEach(() => backend.settings(immediate));

const program = (inputs: Bag = {}, value = "1"): Declared[] => [
  application("app", { tags: { team: "a" }, enabled: false, ...inputs }),
  adminAccount("ops", { application: idOf("app"), userId: "ops" }),
  tag("cost", { application: idOf("app"), key: "cost", value }),
];

/** The live applications that a stack's declarations have made. */
const made = ({ stack }: MiniEngine) => backend.owned(`${organization}::${stack}::`);

/** One application as declared, with one account and two tags, and a state that agrees. */
async function expectConverged(
  engine: MiniEngine,
  declared: Declared[],
  tags: Record<string, string>,
): Promise<void> {
  const { id } = engine.resource("app");
  expect(await made(engine)).toEqual([id]);
  const record = await backend.application(id);
  expect(record?.AdminAccounts.map(({ UserId }) => UserId)).toEqual(["administrator", "ops"]);
  expect(await backend.tags(id)).toEqual(tags);
  expect((await engine.preview(declared)).ops).toEqual({ app: "same", ops: "same", cost: "same" });
  expect((await engine.refresh()).changed).toEqual({ app: [], ops: [], cost: [] });
}

async function expectNothingLeft(engine: MiniEngine): Promise<void> {
  expect(await engine.destroy()).toMatchObject({ faults: [] });
  expect(engine.state.size).toBe(0);
  expect(await made(engine)).toEqual([]);
}

const kill = (killAfterCall: number, checkpoints: boolean) => ({ trouble: { killAfterCall }, checkpoints });

describe.each([true, false])("killed at every call, with checkpoints: %s", (checkpoints) => {
  test("of an up from nothing: up again converges, nothing is doubled or orphaned", async () => {
    const { calls } = await backend.engine().up(program());
    for (const index of everyCall(calls)) {
      const engine = backend.engine();
      await engine.up(program(), kill(index, checkpoints));
      expect(await engine.up(program())).toMatchObject({ faults: [] });
      await expectConverged(engine, program(), { team: "a", cost: "1" });
      await expectNothingLeft(engine);
    }
  });

  test("of an update: up again converges", async () => {
    const changed = program({ tags: { tier: "b" }, enabled: true, description: "new" }, "2");
    const prepared = async () => {
      const engine = backend.engine();
      await engine.up(program());
      return engine;
    };
    const { calls } = await (await prepared()).up(changed);
    for (const index of everyCall(calls)) {
      const engine = await prepared();
      await engine.up(changed, kill(index, checkpoints));
      expect(await engine.up(changed)).toMatchObject({ faults: [] });
      await expectConverged(engine, changed, { tier: "b", cost: "2" });
    }
  });

  test("of a replacement: up again converges, and the old one is gone", async () => {
    const moved = program({ region: "seoul" });
    const prepared = async () => {
      const engine = backend.engine();
      await engine.up(program());
      return engine;
    };
    const { calls } = await (await prepared()).up(moved);
    for (const index of everyCall(calls)) {
      const engine = await prepared();
      await engine.up(moved, kill(index, checkpoints));
      expect(await engine.up(moved)).toMatchObject({ faults: [] });
      await expectConverged(engine, moved, { team: "a", cost: "1" });
      expect(engine.resource("app").outputs.region).toBe("seoul");
    }
  });

  test("of a destroy: destroy again ends it", async () => {
    const prepared = async () => {
      const engine = backend.engine();
      await engine.up(program({ enabled: true }));
      return engine;
    };
    const { calls } = await (await prepared()).destroy();
    for (const index of everyCall(calls)) {
      const engine = await prepared();
      await engine.destroy(kill(index, checkpoints));
      await expectNothingLeft(engine);
    }
  });

  test("of a destroy: up after a refresh brings everything back", async () => {
    const declared = program({ enabled: true });
    const engineOf = async () => {
      const engine = backend.engine();
      await engine.up(declared);
      return engine;
    };
    const { calls } = await (await engineOf()).destroy();
    for (const index of everyCall(calls)) {
      const engine = await engineOf();
      await engine.destroy(kill(index, checkpoints));
      await engine.refresh();
      expect(await engine.up(declared)).toMatchObject({ faults: [] });
      await expectConverged(engine, declared, { team: "a", cost: "1" });
    }
  });
});

describe("a creation whose result is lost", () => {
  const lose = async (declared: Declared[]) => {
    const engine = backend.engine();
    await engine.up(declared);
    const { id } = engine.resource("app");
    engine.state = new Map();
    return { engine, id };
  };

  test("gets the first result again, with a warning that says when it was made", async () => {
    const { engine, id } = await lose([application("app")]);
    const record = await backend.application(id);
    const run = await engine.up([application("app")]);
    expect(engine.resource("app").id).toBe(id);
    const [warning] = run.messages.filter(({ level }) => level === "warn");
    expect(warning).toMatchObject({
      resource: "app",
      text: expect.stringContaining(`${record?.CreatedTime}`),
    });
    expect(warning?.text).toMatch(/had already been made.*same organisation, project and stack name/s);
  });

  test("declared otherwise meanwhile is brought into line", async () => {
    const { engine, id } = await lose([application("app", { description: "old", tags: { a: "1" } })]);
    const declared = [application("app", { description: "new", name: "n", products: ["chat", "live"] })];
    expect((await engine.up(declared)).errors).toEqual({});
    expect(await backend.application(id)).toMatchObject({
      Description: "new",
      Name: "n",
      Products: ["chat", "live"],
    });
    expect((await engine.preview(declared)).ops.app).toBe("same");
  });

  test("declared in another region meanwhile makes another, and the warning names the first", async () => {
    const { engine, id } = await lose([application("app", { region: "tokyo" })]);
    const run = await engine.up([application("app", { region: "seoul" })]);
    expect(engine.resource("app").id).not.toBe(id);
    expect(run.messages.filter(({ level }) => level === "warn")).toEqual([
      { level: "warn", resource: "app", text: expect.stringMatching(new RegExp(`${id}.*adopt: "${id}"`)) },
    ]);
  });

  test("long ago is refused with the id and the way to adopt it, and adopting works", async () => {
    const { engine, id } = await lose([application("app")]);
    backend.pass({ days: 2 });
    const run = await engine.up([application("app")]);
    expect(run.errors.app).toMatch(new RegExp(`adopt ${id}.*ResourceInUse.ClientToken`));
    expect(engine.state.size).toBe(0);
    expect(await engine.up([application("app", { adopt: id })])).toMatchObject({ faults: [] });
    expect(engine.resource("app").id).toBe(id);
  });

  test("whose application was deleted since makes a new one", async () => {
    const engine = backend.engine();
    await engine.up([application("app")]);
    const { id } = engine.resource("app");
    await engine.destroy();
    await engine.up([application("app")]);
    expect(engine.resource("app").id).not.toBe(id);
  });

  test("of an account or a tag is made good without a second one", async () => {
    const { engine, id } = await lose(program());
    expect(await engine.up(program())).toMatchObject({ faults: [], ops: { ops: "create", cost: "create" } });
    expect(engine.resource("app").id).toBe(id);
    await expectConverged(engine, program(), { team: "a", cost: "1" });
  });
});

describe("two people with one stack name", () => {
  test("share the application: the second is warned, the first is told at the next change", async () => {
    const first = backend.engine();
    await first.up([application("app")]);
    const second = backend.engine();
    Object.assign(second, { stack: first.stack });
    const run = await second.up([application("app")]);
    expect(run.messages.some(({ level, text }) => level === "warn" && /somebody else/.test(text))).toBe(true);
    expect(second.resource("app").id).toBe(first.resource("app").id);

    const refused = await first.up([application("app", { description: "mine" })]);
    expect(refused.errors.app).toMatch(/ManagedElsewhere/);
    expect(await first.destroy()).toMatchObject({ faults: [] });
    expect(await backend.application(second.resource("app").id)).toMatchObject({
      Status: "Normal",
      Description: "",
    });
  });
});
