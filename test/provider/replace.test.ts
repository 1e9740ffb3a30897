import { ModifyApplication } from "../../backend/api";
import type { Bag } from "../../ground/bag";
import { Backend } from "./backend";
import { application, outputOf } from "./engine/declarations";

let backend: Backend;
beforeAll(async () => {
  backend = await Backend.open({ ApplicationsPerAccount: 1_000 });
});
afterAll(() => backend.close());

const program = (inputs: Bag) => [application("app", { region: "tokyo", ...inputs })];
const moved = { region: "seoul" };

/** What was declared, what is declared beside another region, and what the refusal says. */
const refused: [string, Bag, Bag, RegExp][] = [
  [
    "delete to retain",
    {},
    { deletionPolicy: "retain" },
    /^deletionPolicy: .*"delete"; apply the new policy first/,
  ],
  ["delete to disable", {}, { deletionPolicy: "disable" }, /^deletionPolicy: .*"delete"/],
  ["retain to delete", { deletionPolicy: "retain" }, {}, /^deletionPolicy: .*"retain"/],
  [
    "disable to retain",
    { deletionPolicy: "disable" },
    { deletionPolicy: "retain" },
    /^deletionPolicy: .*"disable"/,
  ],
  [
    "protection turned on",
    {},
    { deletionProtection: true },
    /^deletionProtection: .*before the protection is on/,
  ],
  [
    "protection kept",
    { deletionProtection: true },
    { deletionProtection: true },
    /^deletionProtection: .*is protected/,
  ],
  [
    "protection turned off",
    { deletionProtection: true },
    {},
    /^deletionProtection: .*is protected.*turn the protection off/,
  ],
];

describe("another region together with another policy is refused, since the one of before would delete", () => {
  test.each(refused)("%s", async (_, from, to, reason) => {
    const engine = backend.engine();
    await engine.up(program(from));
    const before = await backend.application(engine.resource("app").id);

    const planned = await engine.preview(program({ ...to, ...moved }));
    expect(planned.errors.app).toMatch(reason);
    const run = await engine.up(program({ ...to, ...moved }));
    expect(run.errors.app).toMatch(reason);
    expect(run.writes).toEqual([]);
    expect(await backend.application(engine.resource("app").id)).toEqual(before);
  });

  test.each([
    ["delete to retain", {}, { deletionPolicy: "retain" }, "Normal"],
    ["delete to disable", {}, { deletionPolicy: "disable" }, "Disabled"],
    ["retain to delete", { deletionPolicy: "retain" }, {}, undefined],
    ["protection turned off", { deletionProtection: true }, {}, undefined],
  ])("%s, applied first, is what becomes of the old one", async (_, from, to, status) => {
    const engine = backend.engine();
    await engine.up(program(from));
    const { id } = engine.resource("app");
    expect(await engine.up(program(to))).toMatchObject({ ops: { app: "update" }, faults: [] });
    expect(await engine.preview(program({ ...to, ...moved }))).toMatchObject({
      ops: { app: "replace" },
      faults: [],
    });
    expect(await engine.up(program({ ...to, ...moved }))).toMatchObject({
      ops: { app: "replace" },
      faults: [],
    });
    expect((await backend.application(id))?.Status).toBe(status);
    expect(engine.resource("app").id).not.toBe(id);
  });

  test("protection hinders no replacement that keeps the old one", async () => {
    const engine = backend.engine();
    const kept = { deletionPolicy: "retain", deletionProtection: true };
    await engine.up(program(kept));
    const { id } = engine.resource("app");
    expect(await engine.up(program({ ...kept, ...moved }))).toMatchObject({
      ops: { app: "replace" },
      faults: [],
    });
    expect(await backend.application(id)).toMatchObject({ Status: "Normal", Owner: null });
  });

  test("protection turned on in a console counts once a refresh has seen it", async () => {
    const engine = backend.engine();
    await engine.up(program({}));
    const SdkAppId = Number(engine.resource("app").id);
    await backend.call(ModifyApplication, { SdkAppId, DeletionProtection: true });
    await engine.refresh();
    expect((await engine.preview(program(moved))).errors.app).toMatch(/is protected from deletion/);
  });

  test("a policy that isn't known yet is judged when it is, before anything is deleted", async () => {
    const engine = backend.engine();
    const two = (name: string, inputs: Bag) => [
      application("other", { name, deletionPolicy: "retain" }),
      ...program(inputs),
    ];
    await engine.up(two("one", {}));
    const { id } = engine.resource("app");
    const unknown = { ...moved, deletionPolicy: outputOf("other", "deletionPolicy") };
    expect(await engine.preview(two("two", unknown))).toMatchObject({ ops: { app: "replace" }, faults: [] });
    expect((await engine.up(two("two", unknown))).errors.app).toMatch(/^deletionPolicy: /);
    expect(await backend.application(id)).toMatchObject({ Status: "Normal" });
  });
});
