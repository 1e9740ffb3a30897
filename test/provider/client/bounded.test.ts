import type { Bag } from "../../../ground/bag";
import { Backend } from "../backend";
import { application, idOf, tag } from "../engine/declarations";
import { timingOut } from "../engine/interrupted";

let backend: Backend;
beforeAll(async () => {
  backend = await Backend.open();
});
afterAll(() => backend.close());

/** Its operation's time is over before this call reaches the backend. */
const outlasting = (name: string) => timingOut((call) => call.name === name);
const hasPassed = (verb: string) =>
  expect.stringMatching(new RegExp(`the ${verb} timeout of 0.1 s has passed`));
const program = (inputs: Bag = {}) => [application("app", inputs)];
const timeouts = { create: "100ms", update: "100ms", delete: "100ms" };

describe("a call that outlasts its operation's timeout", () => {
  test("of an update ends it, with the timeout as the reason", async () => {
    const engine = backend.engine();
    await engine.up(program());
    const run = await engine.up(program({ description: "d", timeouts }), outlasting("ModifyApplication"));
    expect(run.errors).toEqual({ app: hasPassed("update") });
    expect((await engine.up(program({ description: "d" }))).errors).toEqual({});
  });

  test("of a deletion ends it, and the resource stays in the state", async () => {
    const engine = backend.engine();
    await engine.up(program({ timeouts: { delete: "100ms" } }));
    const run = await engine.destroy(outlasting("DeleteApplication"));
    expect(run.errors).toEqual({ app: hasPassed("delete") });
    expect([...engine.state.keys()]).toEqual(["app"]);
  });

  test("of a refresh ends it, and the state stays as it was", async () => {
    const engine = backend.engine();
    const both = (inputs: Bag) => [
      ...program(inputs),
      tag("label", { application: idOf("app"), key: "team", value: "a", ...inputs }),
    ];
    await engine.up(both({ timeouts: { read: "100ms" } }));
    const before = engine.state;
    const run = await engine.refresh(outlasting("DescribeApplications"));
    expect(run.errors).toEqual({ app: hasPassed("read"), label: hasPassed("read") });
    expect(engine.state).toEqual(before);
    await engine.up(both({}));
    expect(await engine.refresh()).toMatchObject({ errors: {}, ops: { app: "read", label: "read" } });
  });

  test("is a look that others wait for too: they get its answer", async () => {
    const engine = backend.engine();
    await engine.up([application("quick"), application("slow")]);
    const changed = [
      application("quick", { description: "d" }),
      application("slow", { description: "d", timeouts: { update: "100ms" } }),
    ];
    const run = await engine.up(changed, outlasting("DescribeApplications"));
    expect(run.errors).toEqual({ slow: hasPassed("update") });
    expect(engine.resource("quick").outputs).toMatchObject({ description: "d" });
  });

  test("of a creation that answers with an id is waited for: the id is kept and the timeout told", async () => {
    const engine = backend.engine();
    const run = await engine.up(program({ timeouts }), outlasting("CreateApplication"));
    expect(run.errors).toEqual({ app: hasPassed("create") });
    const { id, outputs } = engine.resource("app");
    expect(await backend.application(id)).toMatchObject({ ClaimDigest: expect.any(String) });
    expect(outputs.__claim).toEqual(expect.any(String));
    expect(await engine.up(program())).toMatchObject({ errors: {}, writes: [] });
    expect(engine.resource("app").id).toBe(id);
  });

  test("of a creation whose id is known before needs no waiting", async () => {
    const engine = backend.engine();
    await engine.up(program());
    const both = [
      ...program(),
      tag("label", { application: idOf("app"), key: "team", value: "a", timeouts }),
    ];
    const run = await engine.up(both, outlasting("ModifyResourceTags"));
    expect(run.errors).toEqual({ label: hasPassed("create") });
    expect(engine.state.has("label")).toBe(false);
  });
});
