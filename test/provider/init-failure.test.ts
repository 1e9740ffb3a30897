import { ApiError, CreateTag } from "../../backend/api";
import { BackendUnavailable } from "../../provider/client/errors";
import { Backend, immediate } from "./backend";
import { adminAccount, application, idOf } from "./engine/declarations";
import type { Call } from "./engine/line";

let backend: Backend;
beforeAll(async () => {
  backend = await Backend.open();
});
afterAll(() => backend.close());
beforeEach(() => backend.settings(immediate));

const inputs = { tags: { team: "a" }, enabled: false, description: "d" };
const program = [application("app", inputs)];

/** Fails the calls of an action, from the given one on. */
const failing = (action: string, error: Error, from = 1) => {
  let called = 0;
  const before = ({ name }: Call) => {
    if (name !== action) return;
    called += 1;
    if (called >= from) throw error;
  };
  return { trouble: { before } };
};
const refusal = new ApiError("FailedOperation", "something is wrong");

describe("a creation that fails after its id is known", () => {
  test.each([
    ["binding its tags", failing("ModifyResourceTags", refusal)],
    ["disabling it", failing("DisableApplication", refusal)],
    ["reading it back first", failing("DescribeApplications", refusal)],
    [
      "the backend going away",
      failing("ModifyResourceTags", new BackendUnavailable("moved away", "unusable")),
    ],
  ])("by %s keeps the id, and the next up goes on with the same application", async (_, trouble) => {
    const engine = backend.engine();
    const run = await engine.up(program, trouble);
    expect(Object.keys(run.errors)).toEqual(["app"]);
    const { id, initErrors, outputs } = engine.resource("app");
    expect(initErrors).toEqual([run.errors.app]);
    expect(outputs).toMatchObject({
      __claim: expect.any(String),
      __backend: backend.identity,
      __schemaVersion: 1,
      __provider: expect.any(String),
    });
    const live = await backend.owned();

    const next = await engine.up(program);
    expect(next).toMatchObject({ ops: { app: "update" }, errors: {} });
    expect(engine.resource("app")).toMatchObject({
      id,
      initErrors: [],
      outputs: { status: "Disabled", ...inputs },
    });
    expect(next.writes).not.toContain("CreateApplication");
    expect(await backend.owned()).toEqual(live);
    expect((await engine.preview(program)).ops.app).toBe("same");
    expect((await engine.destroy()).errors).toEqual({});
  });

  test("by reading it back last keeps the id", async () => {
    const whole = await backend.engine().up(program);
    const looks = whole.calls.filter(({ name }) => name === "DescribeApplications").length;
    const engine = backend.engine();
    const run = await engine.up(program, failing("DescribeApplications", refusal, looks));
    expect(run.errors.app).toMatch(/something is wrong/);
    const { id } = engine.resource("app");
    expect(await engine.up(program)).toMatchObject({ ops: { app: "update" }, writes: [], errors: {} });
    expect(engine.resource("app")).toMatchObject({ id, initErrors: [], outputs: { status: "Disabled" } });
  });

  test("knows everything that the backend says", async () => {
    const engine = backend.engine({ "tencentrtc:createTags": "false" });
    await engine.up([application("app", { tags: { unheard: "of" } })]);
    const { outputs } = engine.resource("app");
    expect(outputs).toMatchObject({
      sdkAppId: expect.any(Number),
      secretKey: expect.any(String),
      status: "Normal",
      tags: {},
    });
    await backend.call(CreateTag, { TagKey: "unheard", TagValue: "of" });
    const next = await engine.up([application("app", { tags: { unheard: "of" } })]);
    expect(next).toMatchObject({ ops: { app: "update" }, errors: {} });
  });

  test("can be destroyed as it is", async () => {
    const engine = backend.engine();
    await engine.up(program, failing("DescribeApplications", refusal));
    const { id } = engine.resource("app");
    expect((await engine.destroy()).errors).toEqual({});
    expect(await backend.application(id)).toBeUndefined();
  });

  test("can be refreshed", async () => {
    const engine = backend.engine();
    await engine.up(program, failing("ModifyResourceTags", refusal));
    expect((await engine.refresh()).errors).toEqual({});
    expect(engine.resource("app").outputs).toMatchObject({ tags: {}, status: "Normal" });
    expect(await engine.up(program)).toMatchObject({ ops: { app: "update" }, errors: {} });
  });

  test("keeps the account that was made though it can't be read back", async () => {
    const engine = backend.engine();
    const withAccount = [
      application("app"),
      adminAccount("ops", { application: idOf("app"), userId: "ops" }),
    ];
    await engine.up(withAccount, failing("DescribeAdminAccounts", refusal));
    expect(engine.resource("ops").initErrors).toHaveLength(1);
    expect(await engine.up(withAccount)).toMatchObject({ ops: { ops: "update" }, errors: {} });
    expect((await engine.preview(withAccount)).ops.ops).toBe("same");
  });
});

describe("a creation that fails before its id is known", () => {
  test("leaves nothing in the state", async () => {
    const engine = backend.engine();
    const run = await engine.up(program, failing("CreateApplication", refusal));
    expect(run.errors.app).toMatch(/creating Application "app": something is wrong \(FailedOperation\)/);
    expect(engine.state.size).toBe(0);
    expect((await engine.up(program)).ops.app).toBe("create");
  });
});

describe("an update that fails half-way", () => {
  test("keeps what has been done, and the next up does the rest", async () => {
    const engine = backend.engine();
    await engine.up([application("app")]);
    const { id } = engine.resource("app");
    const run = await engine.up(program, failing("ModifyResourceTags", refusal));
    expect(run.errors.app).toMatch(new RegExp(`updating Application ${id}: something is wrong`));
    expect(engine.resource("app").outputs).toMatchObject({ description: "d", tags: {}, enabled: true });
    const next = await engine.up(program);
    expect(next).toMatchObject({ writes: ["ModifyResourceTags", "DisableApplication"], errors: {} });
    expect((await engine.preview(program)).ops.app).toBe("same");
  });

  test("and can't be read back keeps the state from before", async () => {
    const engine = backend.engine();
    await engine.up([application("app")]);
    const before = engine.resource("app");
    const away = new BackendUnavailable("moved away", "unusable");
    const run = await engine.up(program, { trouble: { before: ({ name }) => fail(name, away) } });
    expect(run.errors.app).toMatch(/moved away/);
    expect(engine.resource("app").outputs).toEqual({ ...before.outputs, __unfinished: true });
    expect(await engine.up(program)).toMatchObject({ ops: { app: "update" }, errors: {} });
  });
});

/** Lets only the questions through that a check asks. */
function fail(name: string, error: Error): void {
  if (name !== "DescribeAccount" && name !== "ListOwners") throw error;
}
