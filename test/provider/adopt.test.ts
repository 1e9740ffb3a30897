import {
  DeleteApplication,
  DisableApplication,
  ModifyApplication,
  SimulateApplication,
  SupportDeleteApplication,
} from "../../backend/api";
import type { Bag } from "../../ground/bag";
import { Backend, immediate } from "./backend";
import { application, outputOf } from "./engine/declarations";

let backend: Backend;
beforeAll(async () => {
  backend = await Backend.open();
});
afterAll(() => backend.close());
beforeEach(() => backend.settings(immediate));

/** An application that somebody made in a console long ago. */
async function existing(): Promise<string> {
  const SdkAppId = await backend.create({ Products: ["chat", "call"], DeletionProtection: true });
  await backend.admin(SimulateApplication, {
    SdkAppId,
    Name: "客服 系统",
    Description: "Für Kunden, seit 2014",
  });
  await backend.retag(SdkAppId, { ReplaceTags: [{ TagKey: "theirs", TagValue: "1" }] });
  return String(SdkAppId);
}

const program = (adopt: string | number, inputs: Bag = {}) => [application("app", { adopt, ...inputs })];

describe("adopt", () => {
  test("takes an application as it is: nothing undeclared is changed, now or later", async () => {
    const adopt = await existing();
    const before = { record: await backend.application(adopt), tags: await backend.tags(adopt) };
    const engine = backend.engine({ "tencentrtc:defaultTags": '{"team":"support"}' });
    expect(await engine.preview(program(adopt))).toMatchObject({
      ops: { app: "create" },
      failures: [],
      writes: [],
    });
    expect(await engine.up(program(adopt))).toMatchObject({ writes: ["ClaimApplication"], faults: [] });
    const { id, outputs } = engine.resource("app");
    expect(id).toBe(adopt);
    expect(outputs).toMatchObject({
      name: "客服 系统",
      region: "tokyo",
      enabled: true,
    });
    expect(await backend.application(adopt)).toEqual({
      ...before.record,
      Owner: expect.stringContaining("::app"),
      ClaimDigest: expect.any(String),
    });
    expect(await backend.tags(adopt)).toEqual(before.tags);
    expect((await engine.preview(program(adopt))).ops.app).toBe("same");

    const SdkAppId = Number(adopt);
    await backend.call(ModifyApplication, { SdkAppId, Name: "new", DeletionProtection: false });
    await backend.call(DisableApplication, { SdkAppId });
    expect((await engine.refresh()).changed.app).toEqual([]);
    expect(await engine.up(program(adopt))).toMatchObject({ ops: { app: "same" }, writes: [] });
    expect(engine.resource("app").outputs).toMatchObject({ name: "new", status: "Disabled" });
  });

  test("takes the SDKAppID as a number too, and knows it as the same", async () => {
    const adopt = await existing();
    const engine = backend.engine();
    expect(await engine.up(program(Number(adopt)))).toMatchObject({ faults: [] });
    expect(engine.resource("app").inputs.adopt).toBe(adopt);
    expect((await engine.preview(program(adopt))).ops.app).toBe("same");
    const missing = await engine.preview([application("other", { adopt: 1400000001 })]);
    expect(missing.failures).toMatchObject([
      { property: "", reason: expect.stringMatching(/^adopt: names no/) },
    ]);
    const broken = await engine.preview([application("other", { adopt: 1400000001.5 })]);
    expect(broken.faults.join()).toMatch(/must be the id of an application, for example "1400000001"/);
  });

  test("accepts declared texts that no rule allows as long as they are what is there", async () => {
    const adopt = await existing();
    const engine = backend.engine();
    const same = program(adopt, { name: "客服 系统", description: "Für Kunden, seit 2014" });
    expect(await engine.preview(same)).toMatchObject({ failures: [] });
    expect(await engine.up(same)).toMatchObject({ writes: ["ClaimApplication"], faults: [] });
    expect((await engine.preview(same)).ops.app).toBe("same");

    const other = await engine.preview(program(adopt, { name: "客服 二", description: "für alle" }));
    expect(other.failures.map(({ property }) => property)).toEqual(["name", "description"]);
    const legal = program(adopt, { name: "support", description: "Für Kunden, seit 2014" });
    expect(await engine.up(legal)).toMatchObject({ writes: ["ModifyApplication"], faults: [] });
  });

  test("judges texts at the preview of the adoption as well", async () => {
    const adopt = await existing();
    const { failures } = await backend.engine().preview(program(adopt, { name: "a b", applicationType: "" }));
    expect(failures.map(({ property }) => property)).toEqual(["name", "applicationType"]);
  });

  test("declared facts are brought into line, others begin to be managed when declared", async () => {
    const adopt = await existing();
    const engine = backend.engine();
    const first = await engine.up(program(adopt, { enabled: false, tags: { team: "x" } }));
    expect(first.writes).toEqual(["ClaimApplication", "ModifyResourceTags", "DisableApplication"]);
    expect(await backend.tags(adopt)).toEqual({ theirs: "1", team: "x" });
    const more = program(adopt, { enabled: false, tags: { team: "x" }, region: "tokyo", products: ["call"] });
    expect(await engine.up(more)).toMatchObject({ ops: { app: "update" }, writes: [], faults: [] });
    expect((await engine.refresh()).changed.app).toEqual([]);
  });

  test("an application that another declaration manages is refused at the preview, unless told to take it", async () => {
    const theirs = backend.engine();
    await theirs.up([application("app")]);
    const { id } = theirs.resource("app");
    const engine = backend.engine();
    const refused = await engine.preview(program(id));
    expect(refused.failures).toMatchObject([
      { property: "adopt", reason: expect.stringMatching(/::app" manages it.*takeOver: true/) },
    ]);
    expect((await engine.up(program(id))).writes).toEqual([]);

    const taken = await engine.up(program(id, { takeOver: true }));
    expect(taken).toMatchObject({ faults: [] });
    expect(taken.messages.map(({ text }) => text).join()).toMatch(/took over Application \d+ from .*::app/);
    expect(await theirs.destroy()).toMatchObject({ faults: [] });
    expect(await backend.application(id)).toMatchObject({ Status: "Normal" });
  });

  test.each([
    [
      "one that was deleted",
      async (SdkAppId: number) => backend.admin(SupportDeleteApplication, { SdkAppId }),
      /ResourceNotFound/,
    ],
    [
      "one that is being deleted",
      async (SdkAppId: number) => {
        await backend.call(ModifyApplication, { SdkAppId, DeletionProtection: false });
        await backend.call(DisableApplication, { SdkAppId });
        await backend.holdWindows();
        await backend.call(DeleteApplication, { SdkAppId });
      },
      /being deleted/,
    ],
  ])("%s is refused at the preview", async (_, act, reason) => {
    const adopt = await existing();
    await act(Number(adopt));
    const { failures } = await backend.engine().preview(program(adopt));
    expect(failures).toMatchObject([{ property: "adopt", reason: expect.stringMatching(reason) }]);
  });

  test("another region than its own is refused, at the adoption and later", async () => {
    const adopt = await existing();
    const engine = backend.engine();
    const { failures } = await engine.preview(program(adopt, { region: "seoul" }));
    expect(failures).toMatchObject([
      { property: "region", reason: expect.stringContaining('declare "tokyo"') },
    ]);
    await engine.up(program(adopt, { region: "tokyo" }));
    const later = await engine.up(program(adopt, { region: "seoul" }));
    expect(later.failures).toMatchObject([{ property: "region" }]);
    expect(await backend.application(adopt)).toMatchObject({ Status: "Normal", Region: "tokyo" });
  });

  test("is for new declarations: one that manages an application can't take another", async () => {
    const adopt = await existing();
    const engine = backend.engine();
    await engine.up([application("app")]);
    const run = await engine.preview(program(adopt));
    expect(run.errors.app).toMatch(/already manages Application \d+ and can't take over/);
  });

  test("that isn't known yet is judged when it is", async () => {
    const adopt = await existing();
    const foreign = await existing();
    const engine = backend.engine();
    const named = (name: string, id: unknown) => [
      application("other", { applicationType: name, deletionPolicy: "retain" }),
      { kind: "Application", name: "app", inputs: { adopt: id } } as const,
    ];
    await engine.up(named(adopt, adopt));
    const unknown = outputOf("other", "applicationType");
    expect(await engine.preview(named(foreign, unknown))).toMatchObject({
      faults: [],
      ops: { app: "update" },
    });
    expect((await engine.up(named(foreign, unknown))).errors.app).toMatch(/already manages Application/);
  });

  test("of its own application is a policy: nobody is asked", async () => {
    const engine = backend.engine();
    await engine.up([application("app")]);
    const { id } = engine.resource("app");
    const own = [application("app", { adopt: id, ...engine.resource("app").inputs })];
    expect(await engine.up(own)).toMatchObject({ writes: [], faults: [] });
    expect(engine.resource("app").id).toBe(id);
  });

  test("destroying an adoption gives the application up and leaves it as it is", async () => {
    const adopt = await existing();
    const before = await backend.application(adopt);
    const engine = backend.engine();
    await engine.up(program(adopt));
    const run = await engine.destroy();
    expect(run).toMatchObject({ writes: ["ReleaseApplication"], faults: [] });
    expect(run.messages.map(({ text }) => text).join()).toContain(`adopt: "${adopt}"`);
    expect(await backend.application(adopt)).toEqual({ ...before, ClaimDigest: null });
    expect(await backend.engine().up(program(adopt))).toMatchObject({ faults: [] });
  });

  test("destroying an adoption that says so deletes", async () => {
    const adopt = await existing();
    const engine = backend.engine();
    await engine.up(program(adopt, { deletionPolicy: "delete", deletionProtection: false }));
    expect((await engine.destroy()).errors).toEqual({});
    expect(await backend.application(adopt)).toBeUndefined();
  });

  test("taken out, the declaration manages everything from then on", async () => {
    const adopt = await existing();
    const engine = backend.engine();
    await engine.up(program(adopt));
    const bare = await engine.preview([{ kind: "Application", name: "app", inputs: {} }]);
    expect(bare.failures.map(({ property }) => property)).toEqual(["products", "region"]);
    const whole = [application("app", { name: "客服 系统", products: ["chat", "call"], region: "tokyo" })];
    expect((await engine.preview(whole)).failures).toMatchObject([{ property: "name" }]);
    const legal = [application("app", { products: ["chat", "call"], region: "tokyo" })];
    expect(await engine.up(legal)).toMatchObject({
      ops: { app: "update" },
      writes: ["ModifyApplication"],
      faults: [],
    });
    expect(await backend.application(adopt)).toMatchObject({
      Name: "app",
      Description: "",
      DeletionProtection: false,
    });
    expect(engine.resource("app").id).toBe(adopt);
    expect(engine.resource("app").inputs.deletionPolicy).toBe("delete");
  });
});
