import { ModifyApplication } from "../../backend/api";
import { Backend } from "./backend";
import { adminAccount, application, idOf, subscription, tag } from "./engine/declarations";
import { MiniEngine } from "./mini-engine";

let backend: Backend;
beforeAll(async () => {
  backend = await Backend.open();
});
afterAll(() => backend.close());

const program = (description?: string) => [
  application("app", { description, products: ["call"] }),
  subscription("plan", { application: idOf("app") }),
  adminAccount("ops", { application: idOf("app"), userId: "ops" }),
  tag("cost", { application: idOf("app"), key: "cost", value: "1" }),
];

describe("credentials that may read no secrets", () => {
  test("see every other difference, and a refresh keeps the keys that the state has", async () => {
    const owner = backend.engine();
    await owner.up(program());
    const { id, outputs } = owner.resource("app");
    await backend.call(ModifyApplication, { SdkAppId: Number(id), Description: "by_hand" });
    const transport = () => backend.transport({ kind: "provider", readsSecrets: false });
    const engine = new MiniEngine({ config: backend.config, transport }, "nightly");
    engine.state = new Map(owner.state);

    expect(await engine.refresh()).toMatchObject({ changed: { app: ["description"] }, errors: {} });
    expect(engine.resource("app").outputs).toMatchObject({
      secretKey: outputs.secretKey,
      description: "by_hand",
    });
  });
});

describe("an application that these credentials may not see", () => {
  test("is never taken for gone: every run fails, says why, and forgets nothing", async () => {
    const engine = backend.engine();
    await engine.up(program());
    const before = engine.state;
    await backend.giveAway(engine.resource("app").id);

    const refreshed = await engine.refresh();
    expect(Object.keys(refreshed.errors).length).toBeGreaterThan(0);
    for (const message of Object.values(refreshed.errors))
      expect(message).toMatch(/belongs to another account.*credentials/);
    expect(Object.values(refreshed.ops)).not.toContain("drop");

    expect((await engine.up(program("new"))).errors.app).toMatch(/belongs to another account/);
    expect((await engine.destroy()).errors).not.toEqual({});
    expect([...engine.state.keys()]).toEqual([...before.keys()]);
  });

  test.each([
    ["Application", "app"],
    ["AdminAccount", "ops"],
    ["Subscription", "plan"],
    ["Tag", "cost"],
  ])("%s: a refresh of it alone fails", async (_, name) => {
    const engine = backend.engine();
    await engine.up(program());
    const resource = engine.resource(name);
    await backend.giveAway(engine.resource("app").id);
    engine.state = new Map([[name, resource]]);
    expect((await engine.refresh()).errors[name]).toMatch(/another account/);
    expect((await engine.destroy()).errors[name]).toMatch(/another account/);
    expect(engine.state.size).toBe(1);
  });

  test("can't be adopted, and the preview says so", async () => {
    const engine = backend.engine();
    await engine.up([application("app")]);
    const { id } = engine.resource("app");
    await backend.giveAway(id);
    const { failures } = await backend.engine().preview([application("other", { adopt: id })]);
    expect(failures).toMatchObject([
      { property: "adopt", reason: expect.stringMatching(/UnauthorizedOperation/) },
    ]);
  });
});
