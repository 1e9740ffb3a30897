import {
  DeleteAdminAccount,
  DeleteApplication,
  DisableApplication,
  SupportDeleteApplication,
} from "../../backend/api";
import type { Transport } from "../../provider/client/transport";
import { Backend } from "./backend";
import { adminAccount, application, idOf, tag } from "./engine/declarations";
import { MiniEngine } from "./mini-engine";

let backend: Backend;
let engine: MiniEngine;
beforeAll(async () => {
  backend = await Backend.open();
});
afterAll(() => backend.close());
beforeEach(async () => {
  engine = backend.engine();
  expect(await engine.up(program())).toMatchObject({ faults: [] });
});

const program = (changed: { description?: string; value?: string } = {}) => [
  application("app", { description: changed.description }),
  adminAccount("ops", { application: idOf("app"), userId: "ops" }),
  tag("cost", { application: idOf("app"), key: "cost", value: changed.value ?? "1" }),
];

const sdkAppId = () => Number(engine.resource("app").id);
const supportDeletes = () => backend.admin(SupportDeleteApplication, { SdkAppId: sdkAppId() });
const consoleDeletes = async () => {
  await backend.call(DisableApplication, { SdkAppId: sdkAppId() });
  await backend.call(DeleteApplication, { SdkAppId: sdkAppId() });
};
const accountGoes = () => backend.call(DeleteAdminAccount, { SdkAppId: sdkAppId(), UserId: "ops" });
const tagGoes = () => backend.retag(sdkAppId(), { DeleteTags: [{ TagKey: "cost" }] });

describe("disappeared behind the provider's back", () => {
  test.each([
    ["by support", supportDeletes],
    ["from a console", consoleDeletes],
  ])(
    "an application deleted %s goes from the state with its children, and all are made again",
    async (_, act) => {
      const before = sdkAppId();
      await act();
      expect((await engine.refresh()).ops).toEqual({ app: "drop", ops: "drop", cost: "drop" });
      expect(engine.state.size).toBe(0);
      expect((await engine.up(program())).ops).toEqual({ app: "create", ops: "create", cost: "create" });
      expect(sdkAppId()).not.toBe(before);
      expect((await engine.preview(program())).ops).toEqual({ app: "same", ops: "same", cost: "same" });
    },
  );

  test("without a refresh, an update of a deleted application says so and what to do", async () => {
    await supportDeletes();
    const before = new Map(engine.state);
    const run = await engine.up(program({ description: "new" }));
    expect(run.errors.app).toMatch(/deleted behind Pulumi's back.*pulumi refresh/);
    expect(run.writes).toEqual([]);
    expect([...engine.state.keys()]).toEqual([...before.keys()]);
  });

  test("without a refresh, an update of a tag on a deleted application says that it is gone", async () => {
    await supportDeletes();
    const run = await engine.up(program({ value: "2" }));
    expect(run.errors.cost).toContain("does not exist: it was deleted");
    expect(engine.state.size).toBe(3);
  });

  test("destroying what is gone already succeeds", async () => {
    await supportDeletes();
    const run = await engine.destroy();
    expect(run).toMatchObject({ ops: { app: "delete", ops: "delete", cost: "delete" }, faults: [] });
    expect(engine.state.size).toBe(0);
  });

  test("a missing account is made again after a refresh", async () => {
    await accountGoes();
    expect((await engine.refresh()).ops).toEqual({ app: "read", ops: "drop", cost: "read" });
    expect(await engine.up(program())).toMatchObject({ ops: { ops: "create" }, faults: [] });
  });

  test("a missing account is no reason for a destroy to fail", async () => {
    await accountGoes();
    expect((await engine.destroy()).errors).toEqual({});
  });

  test("an account that is refused with any other code is not gone", async () => {
    await accountGoes();
    const real = backend.transport();
    const call: Transport["call"] = async (action, request, options) => {
      const answer = JSON.stringify(await real.call(action, request, options));
      return JSON.parse(answer.replaceAll('"ResourceNotFound.AdminAccount"', '"FailedOperation.OfLater"'));
    };
    const home = { config: backend.config, transport: () => ({ ...real, call }) };
    const later = new MiniEngine(home, engine.stack);
    later.state = engine.state;
    expect((await later.refresh()).errors.ops).toMatch(/FailedOperation.OfLater/);
    expect(later.state.has("ops")).toBe(true);
  });

  test("a missing tag is bound again after a refresh, and by an update without one", async () => {
    await tagGoes();
    expect((await engine.refresh()).ops).toEqual({ app: "read", ops: "read", cost: "drop" });
    expect((await engine.up(program())).ops).toMatchObject({ cost: "create" });
    await tagGoes();
    expect(await engine.up(program({ value: "2" }))).toMatchObject({ ops: { cost: "update" }, faults: [] });
    expect(await backend.tags(String(sdkAppId()))).toEqual({ cost: "2" });
  });

  test("a missing tag is no reason for a destroy to fail", async () => {
    await tagGoes();
    expect((await engine.destroy()).errors).toEqual({});
  });
});
