import { ApiError } from "../../backend/api";
import type { Bag } from "../../ground/bag";
import { BackendUnavailable } from "../../provider/client/errors";
import { schemaVersion } from "../../provider/lifecycle/upgrade";
import { Backend, immediate } from "./backend";
import { adminAccount, application, idOf, subscription, tag } from "./engine/declarations";
import { throughPlugin } from "./engine/door";
import type { Call } from "./engine/line";

let backend: Backend;
beforeAll(async () => {
  backend = await Backend.open({ PaidUpgradeCall: "self-service" });
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
      __schemaVersion: schemaVersion,
      ...(throughPlugin ? {} : { __provider: expect.any(String) }),
    });
    const live = await backend.owned();

    const next = await engine.up(program);
    expect(next).toMatchObject({ ops: { app: "update" }, faults: [] });
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
    expect(await engine.up(program)).toMatchObject({ ops: { app: "update" }, writes: [], faults: [] });
    expect(engine.resource("app")).toMatchObject({ id, initErrors: [], outputs: { status: "Disabled" } });
  });

  test("knows everything that the backend says", async () => {
    const engine = backend.engine();
    await engine.up(
      [application("app", { tags: { unheard: "of" } })],
      failing("ModifyResourceTags", refusal),
    );
    const { outputs } = engine.resource("app");
    expect(outputs).toMatchObject({
      sdkAppId: expect.any(Number),
      secretKey: expect.any(String),
      status: "Normal",
    });
    const next = await engine.up([application("app", { tags: { unheard: "of" } })]);
    expect(next).toMatchObject({ ops: { app: "update" }, faults: [] });
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
    expect(engine.resource("app").outputs).toMatchObject({ status: "Normal" });
    expect(engine.resource("app").outputs.tags).toEqual({});
    expect(await engine.up(program)).toMatchObject({ ops: { app: "update" }, faults: [] });
  });

  test("keeps the tag that was set though it can't be read back", async () => {
    const engine = backend.engine();
    const withTag = [application("app"), tag("cost", { application: idOf("app"), key: "cost", value: "1" })];
    let isSet = false;
    const before = ({ name }: Call) => {
      if (isSet && name.startsWith("DescribeResourceTags")) throw refusal;
      isSet ||= name === "ModifyResourceTags";
    };
    await engine.up(withTag, { trouble: { before } });
    expect(engine.resource("cost").initErrors).toHaveLength(1);
    expect(await engine.up(withTag)).toMatchObject({ ops: { cost: "update" }, faults: [] });
    expect((await engine.preview(withTag)).ops.cost).toBe("same");
  });

  test("isn't an account: what its creation answers is all there is to know", async () => {
    const engine = backend.engine();
    const withAccount = [
      application("app"),
      adminAccount("ops", { application: idOf("app"), userId: "ops" }),
    ];
    expect(await engine.up(withAccount, failing("DescribeAdminAccounts", refusal))).toMatchObject({
      errors: {},
      faults: [],
    });
    const { outputs } = engine.resource("ops");
    expect(outputs).toMatchObject({ createdTime: expect.any(String), isAdmin: true });
    await engine.refresh();
    expect(engine.resource("ops").outputs).toEqual(outputs);
  });
});

describe("a purchase that can't be read back", () => {
  const plan = (changes: Bag = {}) => [
    application("app", { products: ["call"] }),
    subscription("plan", { application: idOf("app"), edition: "1-to-1-call", ...changes }),
  ];

  test("keeps its id and its claim, and the next up buys nothing", async () => {
    const engine = backend.engine({ "tencentrtc:allowPurchases": "true" });
    await engine.up([application("app", { products: ["call"] })]);
    let isBought = false;
    const before = ({ name }: Call) => {
      if (isBought) throw refusal;
      isBought = name === "PurchaseSubscription";
    };
    const run = await engine.up(plan(), { trouble: { before } });
    expect(run.errors.plan).toMatch(/creating Subscription "plan": something is wrong/);
    const { id, initErrors, outputs } = engine.resource("plan");
    expect(id).toBe(`${engine.resource("app").id}/call`);
    expect(initErrors).toHaveLength(1);
    expect(outputs).toMatchObject({ __claim: expect.any(String), __unfinished: true });
    expect(await engine.up(plan())).toMatchObject({ ops: { plan: "update" }, writes: [], faults: [] });
    expect((await engine.preview(plan())).ops.plan).toBe("same");
  });

  test("an upgrade that fails half-way is finished by the next up", async () => {
    const engine = backend.engine({ "tencentrtc:allowPurchases": "true" });
    await engine.up(plan());
    const more = plan({ edition: "group-call", months: 3 });
    await engine.up(more, failing("UpgradeSubscription", refusal));
    expect(engine.resource("plan").outputs).toMatchObject({ edition: "1-to-1-call", months: 3 });
    expect(await engine.up(more)).toMatchObject({ writes: ["UpgradeSubscription"], faults: [] });
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
    expect(engine.resource("app").outputs).toMatchObject({ description: "d", enabled: true });
    expect(engine.resource("app").outputs.tags).toEqual({});
    const next = await engine.up(program);
    expect(next).toMatchObject({ writes: ["ModifyResourceTags", "DisableApplication"], faults: [] });
    expect((await engine.preview(program)).ops.app).toBe("same");
  });

  test("and can't be read back keeps the state from before, and that the new tags are ours", async () => {
    const engine = backend.engine();
    await engine.up([application("app")]);
    const before = engine.resource("app");
    const away = new BackendUnavailable("moved away", "unusable");
    // The first look is the one that tells an older copy of a database.
    let isAway = false;
    const run = await engine.up(program, {
      trouble: {
        before: ({ name }) => {
          if (isAway) fail(name, away);
          isAway ||= name === "DescribeApplications";
        },
      },
    });
    expect(run.errors.app).toMatch(/moved away/);
    const { tags } = inputs;
    expect(engine.resource("app").outputs).toEqual({ ...before.outputs, tags, __unfinished: true });
    expect(await engine.up(program)).toMatchObject({ ops: { app: "update" }, faults: [] });
  });
});

describe("a removal of tags that fails half-way", () => {
  const two = [application("app", { tags: { a: "1", b: "2" } })];
  const one = [application("app", { tags: { a: "1" } })];
  const away = new BackendUnavailable("moved away", "unusable");

  test.each([
    ["before it happens", failing("ModifyResourceTags", refusal)],
    ["and can't be read back", { trouble: { before: ({ name }: Call) => fail(name, away) } }],
  ])("%s is made good by the next up", async (_, trouble) => {
    const engine = backend.engine();
    await engine.up(two);
    const { id } = engine.resource("app");
    await engine.up(one, trouble);
    expect(engine.resource("app").outputs.tags).toEqual({ a: "1", b: "2" });
    expect(await engine.up(one)).toMatchObject({ ops: { app: "update" }, faults: [] });
    expect(await backend.tags(id)).toEqual({ a: "1" });
    expect((await engine.preview(one)).ops.app).toBe("same");
  });

  test("is made good after a refresh as well", async () => {
    const engine = backend.engine();
    await engine.up(two);
    const { id } = engine.resource("app");
    await engine.up(one, failing("ModifyResourceTags", refusal));
    await engine.refresh();
    expect(await engine.up(one)).toMatchObject({ ops: { app: "update" }, faults: [] });
    expect(await backend.tags(id)).toEqual({ a: "1" });
  });

  test("that couldn't be read back leaves nothing behind where the new tags are dropped again", async () => {
    const engine = backend.engine();
    await engine.up(one);
    const { id } = engine.resource("app");
    let isBound = false;
    const before = ({ name }: Call) => {
      if (isBound) throw away;
      isBound = name === "ModifyResourceTags";
    };
    await engine.up(two, { trouble: { before } });
    expect(await backend.tags(id)).toEqual({ a: "1", b: "2" });
    await engine.up(one);
    expect(await backend.tags(id)).toEqual({ a: "1" });
  });
});

/** Lets only the questions through that a check asks. */
function fail(name: string, error: Error): void {
  if (name !== "DescribeAccount" && name !== "ListOwners") throw error;
}
