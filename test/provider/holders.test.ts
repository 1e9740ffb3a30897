import { DescribeApplications } from "../../backend/api";
import type { Bag } from "../../ground/bag";
import { Backend } from "./backend";
import { adminAccount, application, type Declared, idOf, tag } from "./engine/declarations";

let backend: Backend;
beforeAll(async () => {
  backend = await Backend.open({ ApplicationsPerAccount: 1_000 });
});
afterAll(() => backend.close());

const app = (inputs: Bag = {}) => application("app", inputs);
const cost = (name: string, inputs: Bag = {}) =>
  tag(name, { application: idOf("app"), key: "cost", value: "1", ...inputs });
const bot = (name: string, inputs: Bag = {}) =>
  adminAccount(name, { application: idOf("app"), userId: "bot", ...inputs });

const accounts = (users: Record<string, string>) =>
  Object.entries(users).map(([name, userId]) => bot(name, { userId }));

/** User ids by the names of their declarations, before and after. */
const shifts: [string, Record<string, string>, Record<string, string>][] = [
  ["shifted by one", { one: "x", two: "y" }, { one: "y", two: "z" }],
  ["swapped", { one: "x", two: "y" }, { one: "y", two: "x" }],
  ["handed over to a new one", { one: "x" }, { one: "y", two: "x" }],
  ["handed over to a new one that comes first", { two: "x" }, { one: "x", two: "y" }],
];

/** What a program says, what the next one says instead, and what is on the application in the end. */
const moves: [string, Declared[], Declared[], Record<string, string>][] = [
  ["a tag under another name", [cost("old")], [cost("new")], { cost: "1" }],
  ["and with another value", [cost("old")], [cost("new", { value: "2" })], { cost: "2" }],
  [
    "two tags that swap keys",
    [cost("one"), cost("two", { key: "team" })],
    [cost("one", { key: "team" }), cost("two")],
    { cost: "1", team: "1" },
  ],
  ["a tag that goes", [cost("old")], [], {}],
];

describe("what is declared under another name stays", () => {
  test.each(moves)("%s", async (_, before, after, tags) => {
    const engine = backend.engine();
    await engine.up([app(), ...before]);
    expect(await engine.up([app(), ...after])).toMatchObject({ faults: [] });
    expect(await backend.tags(engine.resource("app").id)).toEqual(tags);
    expect((await engine.up([app(), ...after])).writes).toEqual([]);
  });

  test("a tag that moves into the application's own, and out again", async () => {
    const engine = backend.engine();
    await engine.up([app(), cost("old")]);
    const { id } = engine.resource("app");
    const run = await engine.up([app({ tags: { cost: "2" } })]);
    expect(run.messages).toContainEqual(
      expect.objectContaining({ text: 'it stays: Application "app" (tags.cost) has it now' }),
    );
    expect(await backend.tags(id)).toEqual({ cost: "2" });
    await engine.up([app(), cost("again")]);
    expect(await backend.tags(id)).toEqual({ cost: "1" });
  });

  test.each(shifts)(
    "admin accounts, %s: all are there after another run at the latest",
    async (_, from, to) => {
      const engine = backend.engine();
      await engine.up([app(), ...accounts(from)]);
      await engine.up([app(), ...accounts(to)]);
      expect(await engine.up([app(), ...accounts(to)])).toMatchObject({ faults: [] });
      const { Entries } = await backend.call(DescribeApplications, {
        SdkAppIds: [Number(engine.resource("app").id)],
      });
      const [entry] = Entries;
      const found = entry?.Outcome === "Found" ? entry.Application.AdminAccounts : [];
      expect(found.map(({ UserId }) => UserId).sort()).toEqual(
        ["administrator", ...Object.values(to)].sort(),
      );
      expect([...engine.state.keys()].sort()).toEqual(["app", ...Object.keys(to)].sort());
    },
  );

  test("an admin account that its new name adopts", async () => {
    const engine = backend.engine();
    await engine.up([app(), bot("old")]);
    const later = [app(), bot("new", { adopt: true })];
    expect(await engine.up(later)).toMatchObject({ faults: [], ops: { old: "delete", new: "create" } });
    expect((await engine.refresh()).ops).toEqual({ app: "read", new: "read" });
  });

  test("an admin account whose new name doesn't adopt it: refused, with both ways, and nothing is lost", async () => {
    const engine = backend.engine();
    await engine.up([app(), bot("old")]);
    const run = await engine.up([app(), bot("new")]);
    expect(run.errors.new).toMatch(/adopt: true .* aliases: \[\{ name: "<old name>" \}\]/);
    expect((await engine.refresh()).ops).toEqual({ app: "read", old: "read" });
  });

  test.each([true, false])("whichever call it was killed at (checkpoints %s)", async (checkpoints) => {
    for (let at = 0; ; at++) {
      const engine = backend.engine();
      await engine.up([app(), cost("old")]);
      const { id } = engine.resource("app");
      const later = [app(), cost("new")];
      const { killed } = await engine.up(later, { checkpoints, trouble: { killAfterCall: at } });
      expect(await engine.up(later)).toMatchObject({ faults: [] });
      expect([at, await backend.tags(id)]).toEqual([at, { cost: "1" }]);
      if (!killed) break;
    }
  });
});

/** What one declaration of a program has, another one that wants it too, and what the second is told. */
const rivals: [string, Declared, Declared, object][] = [
  [
    "two Tags",
    cost("one"),
    cost("two"),
    { resource: "two", property: "key", reason: expect.stringContaining('Tag "one" (key) already') },
  ],
  [
    "two AdminAccounts",
    bot("one"),
    bot("two"),
    { resource: "two", property: "userId", reason: expect.stringContaining('AdminAccount "one"') },
  ],
];

describe("what is declared twice is refused", () => {
  test.each(rivals)("%s", async (_, one, two, failure) => {
    const engine = backend.engine();
    await engine.up([app(), one]);
    expect((await engine.preview([app(), one, two])).failures).toEqual([failure]);
    const run = await engine.up([app(), one, two]);
    expect(run).toMatchObject({ failures: [failure], writes: [] });
  });

  test("a Tag, and the application's own tag of that key", async () => {
    const engine = backend.engine();
    const both = [app({ tags: { cost: "2" } }), cost("cost")];
    const first = await engine.up(both);
    expect(first.failures).toEqual([
      {
        resource: "cost",
        property: "key",
        reason: expect.stringMatching(/Application "app" \(tags\.cost\)/),
      },
    ]);
    expect(await backend.tags(engine.resource("app").id)).toEqual({ cost: "2" });
    expect((await engine.preview(both)).failures).toEqual(first.failures);
  });

  test("a Tag that names the application by a literal id, judged first", async () => {
    const engine = backend.engine();
    await engine.up([app()]);
    const { id } = engine.resource("app");
    const run = await engine.preview([
      cost("cost", { application: id }),
      application("app", { tags: { cost: "2" } }, { dependsOn: ["cost"] }),
    ]);
    expect(run.errors.app).toMatch(/^tags\.cost is declared by Tag "cost" \(key\) already/);
  });
});
