import { applicationResource, CreateTag, DescribeTags, ModifyResourceTags } from "../../backend/api";
import { embeddedUin } from "../../backend/store";
import { Backend } from "./backend";
import { application, idOf, tag } from "./engine/declarations";

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
  backend.call(ModifyResourceTags, {
    Resource: applicationResource(embeddedUin, Number(id)),
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
  test("are left alone, shown among all tags, and taken over when declared", async () => {
    const engine = backend.engine();
    await engine.up(program({ team: "a" }));
    const { id } = engine.resource("app");
    await bind(id, { theirs: "1" });
    await engine.up(program({ team: "b" }));
    expect(await backend.tags(id)).toEqual({ team: "b", theirs: "1" });
    expect(engine.resource("app").outputs).toMatchObject({
      tags: { team: "b" },
      allTags: { team: "b", theirs: "1" },
    });
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
    expect((await engine.refresh()).changed).toEqual({ app: [], cost: [] });
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
    expect(kept.outputs.allTags).toEqual(await backend.tags(id));
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

  test.each([
    ["a key that doesn't exist", { unheard: "1" }],
    ["another value of a key that does", { known: "2" }],
  ])("refuses %s, binds nothing and makes no pair", async (_, tags) => {
    const engine = backend.engine(strict);
    const run = await engine.up([
      application("app"),
      tag("t", { application: idOf("app"), key: "known", value: "1" }),
    ]);
    expect(run.errors).toEqual({});
    const refused = await engine.up([
      application("app", { tags: { known: "1", ...tags } }),
      tag("t", { application: idOf("app"), key: "known", value: "1" }),
    ]);
    expect(refused.errors.app).toMatch(/doesn't exist in Tag Management.*createTags/);
    expect(refused.writes).toEqual([]);
    const [[TagKey, TagValue] = ["", ""]] = Object.entries(tags);
    expect(await backend.call(DescribeTags, { TagKey, TagValue })).toMatchObject({ TotalCount: 0 });
  });

  test("holds for Tag resources too", async () => {
    const engine = backend.engine(strict);
    await engine.up([application("app")]);
    const run = await engine.up([
      application("app"),
      tag("t", { application: idOf("app"), key: "new", value: "1" }),
    ]);
    expect(run.errors.t).toMatch(/doesn't exist in Tag Management/);
    expect(engine.state.has("t")).toBe(false);
  });
});
