import { CreateTag, DeleteTag, DescribeTags } from "../../backend/api";
import type { Bag } from "../../ground/bag";
import { Backend } from "./backend";
import { application, idOf, outputOf, tag } from "./engine/declarations";

let backend: Backend;
beforeAll(async () => {
  backend = await Backend.open();
});
afterAll(() => backend.close());

const program = (tags?: Record<string, string>) => [application("app", { tags })];
const defaults = (tags: object) => ({ "tencentrtc:defaultTags": JSON.stringify(tags) });
const numbered = (from: number, count: number, value = "v") =>
  Object.fromEntries(Array.from({ length: count }, (_, index) => [`key${from + index}`, value]));
const bind = (id: string, tags: Record<string, string>) =>
  backend.retag(Number(id), {
    ReplaceTags: Object.entries(tags).map(([TagKey, TagValue]) => ({ TagKey, TagValue })),
  });

describe("default tags", () => {
  test("are put on every application; its own tag of the same key wins", async () => {
    const engine = backend.engine(defaults({ team: "support", env: "dev" }));
    await engine.up(program({ env: "prod", cost: "1" }));
    const { id, inputs } = engine.resource("app");
    expect(await backend.tags(id)).toEqual({ team: "support", env: "prod", cost: "1" });
    expect(inputs.tags).toEqual({ team: "support", env: "prod", cost: "1" });
  });

  test("go where an application declares none, and leave when the setting drops them", async () => {
    const engine = backend.engine(defaults({ team: "support" }));
    await engine.up(program());
    const { id } = engine.resource("app");
    expect(await backend.tags(id)).toEqual({ team: "support" });
    const later = backend.engine(defaults({ cost: "2" }));
    later.state = engine.state;
    expect((await later.preview(program())).changed).toEqual({ app: ["tags"] });
    await later.up(program());
    expect(await backend.tags(id)).toEqual({ cost: "2" });
  });

  test("count among the fifty, and the check says so", async () => {
    const engine = backend.engine(defaults(numbered(100, 10)));
    expect((await engine.preview(program(numbered(0, 40)))).failures).toEqual([]);
    const { failures } = await engine.preview(program(numbered(0, 41)));
    expect(failures).toMatchObject([{ property: "tags", reason: expect.stringContaining("at most 50") }]);
  });
});

describe("foreign tags", () => {
  test("are left alone, and taken over when declared", async () => {
    const engine = backend.engine();
    await engine.up(program({ team: "a" }));
    const { id } = engine.resource("app");
    await bind(id, { theirs: "1" });
    await engine.up(program({ team: "b" }));
    expect(await backend.tags(id)).toEqual({ team: "b", theirs: "1" });
    expect(engine.resource("app").outputs.tags).toEqual({ team: "b" });
    await engine.up(program({ team: "b", theirs: "1" }));
    await engine.up(program({ team: "b" }));
    expect(await backend.tags(id)).toEqual({ team: "b" });
  });

  test("of a Tag resource and an application's own don't disturb each other", async () => {
    const engine = backend.engine();
    const both = [
      ...program({ team: "a" }),
      tag("cost", { application: idOf("app"), key: "cost", value: "1" }),
    ];
    await engine.up(both);
    const { outputs } = engine.resource("app");
    expect((await engine.refresh()).changed).toEqual({ app: [], cost: [] });
    expect(engine.resource("app").outputs).toEqual(outputs);
    expect(await engine.up(both)).toMatchObject({ ops: { app: "same", cost: "same" } });
    await engine.up(program({ team: "a" }));
    expect(await backend.tags(engine.resource("app").id)).toEqual({ team: "a" });
  });
});

describe("many tags", () => {
  test("are bound and taken off in calls of ten", async () => {
    const engine = backend.engine();
    const made = await engine.up(program(numbered(0, 25)));
    expect(made.writes).toEqual([
      "CreateApplication",
      ...Array.from({ length: 3 }, () => "ModifyResourceTags"),
    ]);
    const changed = await engine.up(program({ ...numbered(0, 5, "new"), ...numbered(30, 10) }));
    expect(changed.writes).toHaveLength(2);
    expect(await backend.tags(engine.resource("app").id)).toEqual({
      ...numbered(0, 5, "new"),
      ...numbered(30, 10),
    });
    expect((await engine.preview(program({ ...numbered(0, 5, "new"), ...numbered(30, 10) }))).ops.app).toBe(
      "same",
    );
  });

  test("fifty can be exchanged for fifty others", async () => {
    const engine = backend.engine();
    await engine.up(program(numbered(0, 50)));
    const run = await engine.up(program(numbered(50, 50)));
    expect(run).toMatchObject({ faults: [] });
    expect(run.writes).toHaveLength(5);
    expect(await backend.tags(engine.resource("app").id)).toEqual(numbered(50, 50));
  });

  test("beyond fifty with foreign ones are refused by the backend, and what is there stays known", async () => {
    const engine = backend.engine();
    await engine.up(program());
    const { id } = engine.resource("app");
    await bind(id, numbered(0, 10));
    const run = await engine.up(program(numbered(20, 45)));
    expect(run.errors.app).toMatch(
      /LimitExceeded.ResourceAttachedTags.*take some off first|take some off first.*LimitExceeded/,
    );
    const kept = engine.resource("app");
    expect(kept.initErrors).toHaveLength(1);
    expect(await backend.tags(id)).toEqual({ ...numbered(0, 10), ...Object(kept.outputs.tags) });
    expect(await engine.up(program(numbered(20, 40)))).toMatchObject({ faults: [] });
    expect(await backend.tags(id)).toEqual({ ...numbered(0, 10), ...numbered(20, 40) });
  });
});

describe("createTags: false", () => {
  const strict = { "tencentrtc:createTags": "false" };

  test("binds pairs that exist", async () => {
    await backend.call(CreateTag, { TagKey: "known", TagValue: "1" });
    const engine = backend.engine(strict);
    expect((await engine.up(program({ known: "1" }))).errors).toEqual({});
  });

  const both = (app: Bag, ofTag: Bag = {}) => [
    application("app", app),
    tag("t", { application: idOf("app"), key: "known", value: "1", ...ofTag }),
  ];

  test.each([
    [
      "a new key on an application",
      both({ tags: { known: "1", unheard: "1" } }),
      "app",
      "tags.unheard: unheard=1",
    ],
    ["a new value of a key", both({ tags: { known: "2" } }), "app", "tags.known: known=2"],
    ["a key that needs quotes", both({ tags: { "un.heard": "1" } }), "app", 'tags["un.heard"]: un.heard=1'],
    ["another value of a Tag", both({}, { value: "2" }), "t", "known=2"],
    ["another key of a Tag", both({}, { key: "unheard" }), "t", "unheard=1"],
  ])("foresees %s that doesn't exist, and makes nothing", async (_, program, resource, said) => {
    const engine = backend.engine(strict);
    expect(await engine.up(both({}))).toMatchObject({ faults: [] });
    for (const run of [await engine.preview(program), await engine.up(program)]) {
      expect(run).toMatchObject({ failures: [{ resource }], errors: {}, writes: [] });
      expect(run.failures[0]?.reason).toContain(`${said} doesn't exist in Tag Management`);
    }
    expect(await backend.call(DescribeTags, { TagKey: "unheard" })).toMatchObject({ TotalCount: 0 });
  });

  test("foresees default tags, of the first application already", async () => {
    const engine = backend.engine({ ...strict, ...defaults({ unheard: "1" }) });
    const { failures } = await engine.preview(program());
    expect(failures[0]?.reason).toMatch(/^tags\.unheard: .*createTags/);
  });

  test("judges no pair that is bound already, or that isn't known yet", async () => {
    const engine = backend.engine(strict);
    await engine.up(both({}));
    const unknown = both({ description: "d" }, { key: outputOf("app", "name") });
    expect(await engine.preview(unknown)).toMatchObject({ faults: [] });
    const asked = (await engine.preview(both({}))).calls.filter(({ name }) => name === "DescribeTags");
    expect(asked).toEqual([]);
  });

  test("a preview doesn't ask for a pair again for everyone that declares it", async () => {
    await backend.call(CreateTag, { TagKey: "shared", TagValue: "1" });
    const names = Array.from({ length: 8 }, (_, index) => `app${index}`);
    const fleet = names.map((name) => application(name, { tags: { shared: "1" } }));
    const { calls, failures } = await backend.engine(strict).preview(fleet);
    expect(failures).toEqual([]);
    // Whoever comes while the first question is under way asks along with others.
    expect(calls.filter(({ name }) => name === "DescribeTags").length).toBeLessThanOrEqual(2);
  });

  test("a pair that goes between the check and the binding is not made anew", async () => {
    await backend.call(CreateTag, { TagKey: "fleeting", TagValue: "1" });
    const engine = backend.engine(strict);
    const before = async ({ name }: { name: string }) => {
      if (name === "CreateApplication") await backend.call(DeleteTag, { TagKey: "fleeting", TagValue: "1" });
    };
    const run = await engine.up(program({ fleeting: "1" }), { trouble: { before } });
    expect(run.errors.app).toMatch(/the tag fleeting=1 doesn't exist in Tag Management.*createTags/);
    expect(run.writes).toEqual(["CreateApplication"]);
    expect(engine.resource("app").initErrors).toHaveLength(1);
  });
});
