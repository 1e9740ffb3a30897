import {
  ApiError,
  CreateAdminAccount,
  DeleteApplication,
  DisableApplication,
  SupportDeleteApplication,
} from "../../backend/api";
import { printDeclaration } from "../../provider/lifecycle/run/declaration";
import { Backend, immediate } from "./backend";
import { adminAccount, application, type Declared, idOf, partsOf } from "./engine/declarations";
import { type Call, Line } from "./engine/line";
import { startProvider } from "./engine/provider-process";
import { Recorder } from "./engine/recorder";

let backend: Backend;
beforeEach(async () => {
  backend = await Backend.open();
});
afterEach(() => backend.close());

const limits = { ApplicationsPerAccount: 3, AdminAccountsPerApplication: 3 };
const apps = (...names: string[]) => names.map((name) => application(name));
const byConsole = async (count: number): Promise<number[]> => {
  const ids: number[] = [];
  for (let index = 0; index < count; index += 1) ids.push(await backend.create());
  return ids;
};

describe("the quota of applications, foreseen at the preview", () => {
  const reason = /one application too many: the account holds \d+ of at most 3/;

  test("a new application that fits is planned, one too many is refused with what to do", async () => {
    await backend.settings(limits);
    await byConsole(2);
    const engine = backend.engine();
    expect((await engine.preview(apps("a"))).failures).toEqual([]);
    const { failures, ops } = await engine.preview(apps("a", "b"));
    expect(failures).toMatchObject([{ property: "", reason: expect.stringMatching(reason) }]);
    expect(failures[0]?.reason).toMatch(/A disabled application still counts.*Delete one/);
    expect(Object.keys(ops)).toHaveLength(1);
  });

  test("nothing is made by a run that is refused at once", async () => {
    await backend.settings(limits);
    await byConsole(3);
    const run = await backend.engine().up(apps("a"));
    expect(run.failures).toHaveLength(1);
    expect(run.writes).toEqual([]);
  });

  test("a disabled application counts, one that is gone doesn't", async () => {
    await backend.settings(limits);
    const [SdkAppId = 0] = await byConsole(3);
    await backend.call(DisableApplication, { SdkAppId });
    expect((await backend.engine().preview(apps("a"))).failures).toHaveLength(1);
    await backend.call(DeleteApplication, { SdkAppId });
    expect((await backend.engine().preview(apps("a"))).failures).toEqual([]);
  });

  test("one that is being deleted may free its place in time, whoever's it is, so the backend decides", async () => {
    await backend.settings(limits);
    const [SdkAppId = 0] = await byConsole(3);
    await backend.call(DisableApplication, { SdkAppId });
    await backend.holdWindows();
    await backend.call(DeleteApplication, { SdkAppId });
    const engine = backend.engine();
    expect((await engine.preview(apps("a"))).faults).toEqual([]);
    expect((await engine.preview(apps("a", "b"))).failures).toHaveLength(1);
    expect((await engine.up(apps("a"))).errors.a).toMatch(/LimitExceeded.Applications/);
    backend.pass({ days: 1 });
    expect((await engine.up(apps("a"))).faults).toEqual([]);
  });

  test("where others come and go too fast to be counted, the backend decides", async () => {
    const full = { ApplicationsPerAccount: 110 };
    await backend.settings(full);
    const others = await byConsole(full.ApplicationsPerAccount);
    const leave = async ({ name, request }: Call) => {
      if (name !== "ListApplications" || !JSON.stringify(request).includes("Offset")) return;
      await backend.admin(SupportDeleteApplication, { SdkAppId: others.pop() ?? 0 });
    };
    const run = await backend.engine().preview(apps("a"), { trouble: { before: leave } });
    expect(run.failures).toEqual([]);
    expect(others.length).toBeLessThan(full.ApplicationsPerAccount);
  });

  test("one of the stack's own that is being deleted is not counted as leaving twice", async () => {
    const engine = backend.engine();
    await engine.up(apps("a", "b", "c"));
    await backend.settings(limits);
    const SdkAppId = Number(engine.resource("a").id);
    await backend.call(DisableApplication, { SdkAppId });
    await backend.holdWindows();
    await backend.call(DeleteApplication, { SdkAppId });
    expect((await engine.preview(apps("b", "c", "d"))).failures).toEqual([]);
    expect((await engine.preview(apps("b", "c", "d", "e"))).failures).toHaveLength(1);
  });

  test("is asked for again by the next resource of a run where the question failed once", async () => {
    let asked = 0;
    const before = ({ name }: { name: string }) => {
      if (name !== "ListOwners") return;
      asked += 1;
      if (asked === 1) throw new ApiError("FailedOperation", "lost");
    };
    const line = new Line({ before });
    const home = { config: backend.config, transport: () => backend.transport() };
    const provider = startProvider(home, new Recorder(), line, {});
    const declared = application("a");
    const inputs = { ...declared.inputs, __declaration: printDeclaration(partsOf(declared, "dev")) };
    expect(await provider.Application.check({}, inputs)).toMatchObject({
      failures: [{ reason: expect.stringContaining("lost") }],
    });
    expect(await provider.Application.check({}, inputs)).toMatchObject({ failures: [] });
    expect(asked).toBe(2);
    await line.close();
  });

  test("what the stack has already is not counted twice", async () => {
    const engine = backend.engine();
    await engine.up(apps("a", "b", "c"));
    await backend.settings(limits);
    expect(await engine.preview(apps("a", "b", "c"))).toMatchObject({ failures: [] });
    expect((await engine.preview(apps("a", "b", "c", "d"))).failures).toHaveLength(1);
  });

  test("a full account doesn't hinder updates, replacements and adoptions", async () => {
    const engine = backend.engine();
    await engine.up(apps("a", "b"));
    const [foreign] = await byConsole(1);
    await backend.settings(limits);
    const program = [
      application("a", { description: "new" }),
      application("b", { region: "seoul" }),
      application("c", { adopt: String(foreign) }),
    ];
    expect(await engine.preview(program)).toMatchObject({
      failures: [],
      ops: { a: "update", b: "replace", c: "create" },
    });
    expect(await engine.up(program)).toMatchObject({ faults: [] });
  });

  test("where applications may yet go in this run it is uncertain, and the backend decides", async () => {
    const engine = backend.engine();
    await engine.up(apps("a", "b", "c"));
    await backend.settings(limits);
    // Creations come before deletions, but the plan can't be sure that the old one is still declared further down.
    expect((await engine.preview(apps("b", "c", "d"))).failures).toEqual([]);
    const run = await engine.up(apps("b", "c", "d"));
    expect(run.errors.d).toMatch(
      /LimitExceeded.Applications.*disable and delete one|disable and delete one.*LimitExceeded/,
    );
    expect(engine.state.has("d")).toBe(false);
    expect(engine.state.has("a")).toBe(true);
  });

  test("applications of other stacks are never counted as going", async () => {
    await backend.engine().up(apps("a", "b", "c"));
    await backend.settings(limits);
    expect((await backend.engine().preview(apps("d"))).failures).toHaveLength(1);
  });

  test("a creation whose result was lost is not counted as new", async () => {
    const engine = backend.engine();
    await engine.up(apps("a", "b", "c"));
    await backend.settings(limits);
    engine.state = new Map([...engine.state].filter(([name]) => name !== "c"));
    expect(await engine.preview(apps("a", "b", "c"))).toMatchObject({ failures: [], ops: { c: "create" } });
    expect((await engine.up(apps("a", "b", "c"))).errors).toEqual({});
  });
});

describe("the quota of admin accounts, foreseen at the preview", () => {
  const accounts = (application: string, ...userIds: string[]): Declared[] =>
    userIds.map((userId) => adminAccount(userId, { application, userId }));

  test("counts those that the run declares, and the default one", async () => {
    await backend.settings(limits);
    const [id = ""] = (await byConsole(1)).map(String);
    const engine = backend.engine();
    expect((await engine.preview(accounts(id, "a", "b"))).failures).toEqual([]);
    expect((await engine.preview(accounts(id, "a", "b", "administrator"))).failures).toEqual([]);
    const { failures } = await engine.preview(accounts(id, "a", "b", "c"));
    expect(failures).toMatchObject([
      { property: "userId", reason: expect.stringMatching(/one account too many.*at most 3/) },
    ]);
  });

  test("counts every application for itself", async () => {
    await backend.settings(limits);
    const ids = (await byConsole(2)).map(String);
    const program = ids.flatMap((application) =>
      ["a", "b"].map((userId) => adminAccount(`${application}-${userId}`, { application, userId })),
    );
    expect((await backend.engine().preview(program)).failures).toEqual([]);
  });

  test("leaves accounts that somebody else made to the backend", async () => {
    await backend.settings(limits);
    const [SdkAppId = 0] = await byConsole(1);
    await backend.call(CreateAdminAccount, { SdkAppId, UserId: "theirs" });
    const engine = backend.engine();
    const program = accounts(String(SdkAppId), "a", "b");
    expect((await engine.preview(program)).failures).toEqual([]);
    const run = await engine.up(program);
    expect(Object.values(run.errors).join()).toMatch(/LimitExceeded.AdminAccounts|admin accounts/);
  });

  test("says nothing of an application that isn't made yet", async () => {
    await backend.settings(limits);
    const program = [
      application("app"),
      ...["a", "b", "c"].map((userId) => adminAccount(userId, { application: idOf("app"), userId })),
    ];
    const engine = backend.engine();
    expect((await engine.preview(program)).failures).toEqual([]);
    const run = await engine.up(program);
    expect(run.failures).toMatchObject([{ property: "userId" }]);
    await backend.settings({ ...immediate, AdminAccountsPerApplication: 4 });
    expect(await engine.up(program)).toMatchObject({ faults: [] });
  });

  test("is free again where one is replaced by another", async () => {
    await backend.settings(limits);
    const [id = ""] = (await byConsole(1)).map(String);
    const engine = backend.engine();
    await engine.up(accounts(id, "a", "b"));
    const renamed = [adminAccount("a", { application: id, userId: "c" }), ...accounts(id, "b")];
    expect(await engine.preview(renamed)).toMatchObject({ failures: [], ops: { a: "replace" } });
    expect(await engine.up(renamed)).toMatchObject({ faults: [] });
  });
});
