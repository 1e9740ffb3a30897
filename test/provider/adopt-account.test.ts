import { CreateAdminAccount, DeleteAdminAccount } from "../../backend/api";
import { Backend } from "./backend";
import { adminAccount, application, idOf } from "./engine/declarations";

let backend: Backend;
beforeAll(async () => {
  backend = await Backend.open();
});
afterAll(() => backend.close());

/** An application that somebody made in a console. */
const existing = async (): Promise<string> => String(await backend.create());

describe("an admin account that exists already", () => {
  test("is refused, and the message says how to take it", async () => {
    const app = await existing();
    await backend.call(CreateAdminAccount, { SdkAppId: Number(app), UserId: "ops" });
    const engine = backend.engine();
    const run = await engine.up([adminAccount("ops", { application: app, userId: "ops" })]);
    expect(run.errors.ops).toMatch(/ResourceInUse.AdminAccount/);
    expect(run.errors.ops).toMatch(/adopt: true/);
    expect(engine.state.size).toBe(0);
  });

  test("is taken by adopt, and stays when the declaration goes", async () => {
    const app = await existing();
    await backend.call(CreateAdminAccount, { SdkAppId: Number(app), UserId: "ops" });
    const engine = backend.engine();
    const declared = [adminAccount("ops", { application: app, userId: "ops", adopt: true })];
    expect(await engine.up(declared)).toMatchObject({ writes: [], faults: [] });
    expect((await engine.preview(declared)).ops.ops).toBe("same");
    expect(await engine.destroy()).toMatchObject({ writes: [], faults: [] });
    expect((await backend.application(app))?.AdminAccounts.map(({ UserId }) => UserId)).toContain("ops");
  });

  test("not is refused at the preview, and nothing is made", async () => {
    const app = await existing();
    const engine = backend.engine();
    const declared = [adminAccount("ops", { application: app, userId: "ops", adopt: true })];
    const { failures } = await engine.preview(declared);
    expect(failures).toMatchObject([
      { property: "adopt", reason: expect.stringMatching(/has no "ops"; leave it out to make the account/) },
    ]);
    expect((await engine.up(declared)).writes).toEqual([]);
    expect((await backend.application(app))?.AdminAccounts).toHaveLength(1);
  });

  test("not on an application that is made in the same run is refused by the run", async () => {
    const engine = backend.engine();
    const declared = [
      application("app"),
      adminAccount("ops", { application: idOf("app"), userId: "ops", adopt: true }),
    ];
    expect(await engine.preview(declared)).toMatchObject({ faults: [] });
    const run = await engine.up(declared);
    expect(run.failures).toMatchObject([{ resource: "ops", property: "adopt" }]);
    expect(run.writes).toEqual(["CreateApplication"]);
  });

  test("that goes between the check and the creation is not made", async () => {
    const app = await existing();
    const SdkAppId = Number(app);
    await backend.call(CreateAdminAccount, { SdkAppId, UserId: "ops" });
    const engine = backend.engine();
    let looks = 0;
    const before = async ({ name }: { name: string }) => {
      if (name !== "DescribeAdminAccounts") return;
      looks += 1;
      if (looks === 2) await backend.call(DeleteAdminAccount, { SdkAppId, UserId: "ops" });
    };
    const declared = [adminAccount("ops", { application: app, userId: "ops", adopt: true })];
    const run = await engine.up(declared, { trouble: { before } });
    expect(run.errors.ops).toMatch(/^creating AdminAccount "ops": adopt takes over an account that exists/);
    expect(run.writes).toEqual([]);
    expect(engine.state.size).toBe(0);
  });

  test("that was adopted stays when its declaration takes another", async () => {
    const app = await existing();
    for (const UserId of ["ops", "night"])
      await backend.call(CreateAdminAccount, { SdkAppId: Number(app), UserId });
    const engine = backend.engine();
    const declared = (userId: string) => [adminAccount("a", { application: app, userId, adopt: true })];
    await engine.up(declared("ops"));
    expect(await engine.preview(declared("night"))).toMatchObject({ ops: { a: "replace" }, faults: [] });
    expect(await engine.up(declared("night"))).toMatchObject({
      ops: { a: "replace" },
      writes: [],
      faults: [],
    });
    expect(engine.resource("a").id).toBe(`${app}/night`);
    expect((await backend.application(app))?.AdminAccounts).toHaveLength(3);
  });

  test("that is adopted doesn't hinder the replacement of its application", async () => {
    const engine = backend.engine();
    const declared = (region: string) => [
      application("app", { region }),
      adminAccount("a", { application: idOf("app"), userId: "administrator", adopt: true }),
    ];
    await engine.up(declared("tokyo"));
    expect(await engine.up(declared("seoul"))).toMatchObject({
      ops: { app: "replace", a: "replace" },
      faults: [],
      failures: [],
    });
    expect(engine.resource("a").id).toBe(`${engine.resource("app").id}/administrator`);
  });

  test("administrator is adopted without a word and never deleted", async () => {
    const app = await existing();
    const engine = backend.engine();
    expect(
      (await engine.up([adminAccount("a", { application: app, userId: "administrator" })])).errors,
    ).toEqual({});
    expect(await engine.destroy()).toMatchObject({ writes: [], faults: [] });
    expect((await backend.application(app))?.AdminAccounts).toHaveLength(1);
  });
});
