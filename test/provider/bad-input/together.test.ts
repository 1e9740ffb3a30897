import { Backend } from "../backend";
import { adminAccount, application, idOf, outputOf, tag } from "../engine/declarations";
import { pathOf } from "./table";

let backend: Backend;
beforeAll(async () => {
  backend = await Backend.open();
});
afterAll(() => backend.close());

describe("bad input", () => {
  test("of one resource is told all at once, in the order of its properties", async () => {
    const inputs = {
      name: "a b",
      products: ["chat", "vod"],
      region: "mars",
      enabled: "yes",
      tags: { qcloud: "x", team: "" },
      deletionPolicy: "no",
      timeouts: { delete: "later", list: "1s" },
      colour: "blue",
    };
    const { failures } = await backend.engine().preview([application("app", inputs)]);
    expect(failures.map(pathOf)).toEqual([
      "colour",
      "name",
      "products.1",
      "region",
      "enabled",
      "tags.qcloud",
      "tags.team",
      "deletionPolicy",
      "timeouts.delete",
      "timeouts.list",
    ]);
  });

  test("names a plain property to the engine and tells of nested ones in words, without their values", async () => {
    const inputs = { name: "secret name", tags: { team: "secret#value" }, products: ["secret product"] };
    const { failures } = await backend.engine().preview([application("app", inputs)]);
    expect(failures.map((failure) => failure.property)).toEqual(["name", "", ""]);
    expect(JSON.stringify(failures)).not.toContain("secret");
  });

  test("of one resource stops the run before anything that needs it is made", async () => {
    const engine = backend.engine();
    const program = [
      application("app", { region: "mars" }),
      adminAccount("ops", { application: idOf("app"), userId: "ops" }),
    ];
    const run = await engine.up(program);
    expect(run.failures.map(pathOf)).toEqual(["region"]);
    expect(run.writes).toEqual([]);
    expect(engine.state.size).toBe(0);
  });

  test("of an update leaves the resource as it was", async () => {
    const engine = backend.engine();
    await engine.up([application("app")]);
    const before = engine.resource("app");
    const run = await engine.up([application("app", { description: "not allowed!" })]);
    expect(run.failures.map(pathOf)).toEqual(["description"]);
    expect(run.writes).toEqual([]);
    expect(engine.resource("app")).toEqual(before);
  });

  test("a product can't be taken away, nor the TRTC service turned off", async () => {
    const engine = backend.engine();
    await engine.up([application("app", { products: ["chat", "call"], rtcService: true })]);
    const less = await engine.preview([application("app", { products: ["chat"], rtcService: false })]);
    expect(less.failures.map(pathOf)).toEqual(["products", "rtcService"]);
    expect(less.failures[0]?.reason).toContain('"call"');
  });

  test("a resource's own name that can't be the application's is explained as such", async () => {
    const { failures } = await backend.engine().preview([application("support-chat")]);
    expect(failures).toMatchObject([{ property: "name" }]);
    expect(failures[0]?.reason).toMatch(/resource's own name.*for example "support_chat"/);
  });
});

describe("a value that isn't known yet", () => {
  test("is not judged at the preview", async () => {
    const engine = backend.engine();
    const program = [
      application("app", { tags: { a: "1" } }),
      application("other", { name: idOf("app"), tags: { team: idOf("app") }, applicationType: idOf("app") }),
      adminAccount("ops", { application: idOf("app"), userId: idOf("other") }),
      tag("cost", { application: idOf("app"), key: "cost", value: idOf("other") }),
    ];
    const planned = await engine.preview(program);
    expect(planned).toMatchObject({ faults: [] });
    expect(new Set(Object.values(planned.ops))).toEqual(new Set(["create"]));
    expect(await engine.up(program)).toMatchObject({ faults: [] });
    const { id } = engine.resource("app");
    expect(engine.resource("other").outputs).toMatchObject({
      name: id,
      tags: { team: id },
      applicationType: id,
    });
  });

  test("hides nothing that is wrong beside it", async () => {
    const program = [
      application("app"),
      application("other", { tags: { team: idOf("app"), "": "x", cost: "" }, products: ["vod"] }),
    ];
    const { failures } = await backend.engine().preview(program);
    expect(failures.map(pathOf)).toEqual(["products.0", 'tags[""]', "tags.cost"]);
  });

  test("is judged when it is known, before anything is made of it", async () => {
    const engine = backend.engine();
    const program = [application("app"), application("other", { region: idOf("app") })];
    expect(await engine.preview(program)).toMatchObject({ failures: [] });
    const run = await engine.up(program);
    expect(run.failures.map(pathOf)).toEqual(["region"]);
    expect([...engine.state.keys()]).toEqual(["app"]);
  });

  test("is an update in the plan, and no replacement", async () => {
    const engine = backend.engine();
    const program = (description: string) => [
      application("app", { description }),
      tag("cost", {
        application: idOf("app"),
        key: outputOf("app", "name"),
        value: outputOf("app", "region"),
      }),
    ];
    await engine.up(program("a"));
    expect(await engine.preview(program("b"))).toMatchObject({ ops: { app: "update", cost: "update" } });
    expect(await engine.up(program("b"))).toMatchObject({ ops: { app: "update", cost: "same" } });
  });

  test("children of a replaced application are replaced in the plan as in the run", async () => {
    const engine = backend.engine();
    const program = (region: string) => [
      application("app", { region }),
      adminAccount("ops", { application: idOf("app"), userId: "ops" }),
    ];
    await engine.up(program("tokyo"));
    const before = engine.resource("app").id;
    expect(await engine.preview(program("seoul"))).toMatchObject({ ops: { app: "replace", ops: "replace" } });
    expect(await engine.up(program("seoul"))).toMatchObject({
      ops: { app: "replace", ops: "replace" },
      faults: [],
    });
    const { id } = engine.resource("app");
    expect(id).not.toBe(before);
    expect(engine.resource("ops").id).toBe(`${id}/ops`);
    expect((await engine.preview(program("seoul"))).ops).toEqual({ app: "same", ops: "same" });
  });
});
