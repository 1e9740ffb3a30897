import { join } from "node:path";
import { ModifyApplication } from "../../backend/api";
import { made } from "../cli/account";
import { ServerProcess } from "../cli/server-process";
import { tencentrtc } from "../cli/tencentrtc";
import { Console } from "./backend";
import { interruptedAt } from "./cut-off";
import { classes, withPlugin } from "./plugin-project";

describe("the plugin on a server", () => {
  const project = withPlugin();
  const file = join(project.folder, "served/backend.db");
  const database = `file:${file}`;
  const account = made("account", "add", "team", "--database", database, "--window-seconds", "0");
  const backend = new Console(file, account.uin);
  let server: ServerProcess;
  let id = "";
  const program = (timeout: string, description = "one") =>
    project.program(`${classes}
      const app = new Application("app", {
        products: ["chat"], region: "singapore", description: "${description}",
      }, { customTimeouts: { delete: "${timeout}" } });
      exports.id = app.id;
    `);
  const inConfig = (pair: { secretId: string; secretKey: string }) =>
    project.config({
      "tencentrtc:endpoint": server.url,
      "tencentrtc:secretId": pair.secretId,
      "tencentrtc:secretKey": pair.secretKey,
    });
  const windows = (seconds: number) => {
    const both = ["Min", "Max"].map((end) => `WindowSeconds${end}=${seconds}`);
    const set = ["account", "settings", "set", ...both, "--uin", account.uin, "--database", database];
    expect(tencentrtc(set)).toMatchObject({ code: 0 });
  };

  beforeAll(async () => {
    server = await ServerProcess.start("--database", database);
    await project.init();
    inConfig(account);
    program("1s");
    expect(await project.up()).toMatchObject({ code: 0, output: expect.stringContaining("2 created") });
    id = String((await project.outputs()).id);
  });
  afterAll(async () => {
    await server?.end();
    project.remove();
  });

  test("shows drift, and brings it back in place", async () => {
    expect(await project.preview("--expect-no-changes")).toMatchObject({ code: 0 });
    await backend.call(ModifyApplication, { SdkAppId: Number(id), Description: "drift" });
    const up = await project.pulumi("up", "--yes", "--refresh", "--diff", "--stack", project.stack);
    expect(up).toMatchObject({
      code: 0,
      output: expect.stringMatching(/~ description *: "drift" *=> "one"/),
    });
    expect(await backend.application(Number(id))).toMatchObject({ Description: "one" });
  });

  test("a refresh with a key pair that is revoked keeps the state, and says what to run", async () => {
    const next = made("account", "key", "team", "--rights", "write", "--database", database);
    const { host } = new URL(server.url);
    expect(tencentrtc(["account", "revoke", account.secretId, "--database", database])).toMatchObject({
      code: 0,
    });
    await server.end();
    server = await ServerProcess.start("--listen", host, "--database", database);
    inConfig(next);
    const held = async () =>
      (await project.resources()).map(({ urn, id, outputs }) => [
        urn,
        id,
        outputs.status,
        outputs.description,
      ]);
    const before = await held();
    const refused = await project.refresh();
    expect(refused.code).not.toBe(0);
    expect(refused.output).toContain("AuthFailure.SecretIdNotFound");
    expect(refused.output).toContain("A refresh and a destroy use the config of the last `up`");
    expect(await held()).toEqual(before);
    expect(await project.up("--expect-no-changes")).toMatchObject({ code: 0 });
    expect(await project.refresh()).toMatchObject({ code: 0, output: expect.stringContaining("unchanged") });
  });

  test("customTimeouts end the wait of a creation and of an update, and the next up goes on with the same application", async () => {
    const both = (enabled: boolean, option: string) =>
      project.program(`${classes}
        const one = { products: ["chat"], region: "singapore" };
        new Application("app", { ...one, description: "one" });
        new Application("switched", { ...one, enabled: ${enabled} }, { customTimeouts: { ${option}: "3s" } });
      `);
    const switched = async () => {
      const resource = (await project.resources()).find(({ urn }) => urn.endsWith("::switched"));
      return { id: resource?.id, unfinished: resource?.initErrors?.length ?? 0 };
    };
    const keepsItsKey = async () => {
      const { SecretKey } = await backend.application(Number((await switched()).id));
      expect(SecretKey).toMatch(/^[0-9a-f]{64}$/);
      expect(project.stateText()).not.toContain(SecretKey);
    };
    windows(86_400);
    both(false, "create");
    const created = await project.up();
    expect(created.code).not.toBe(0);
    expect(created.output).toContain("the create timeout of 3 s has passed");
    const { id: kept } = await switched();
    expect(await switched()).toEqual({ id: expect.stringMatching(/^\d+$/), unfinished: 1 });
    await keepsItsKey();
    await backend.endWindow(Number(kept));
    expect(await project.up()).toMatchObject({ code: 0, output: expect.stringContaining("1 updated") });
    expect(await backend.application(Number(kept))).toMatchObject({ Status: "Disabled" });

    both(true, "update");
    const updated = await project.up();
    expect(updated.code).not.toBe(0);
    expect(updated.output).toContain("the update timeout of 3 s has passed");
    expect(await switched()).toEqual({ id: kept, unfinished: 1 });
    await keepsItsKey();
    await backend.endWindow(Number(kept));
    expect(await project.up()).toMatchObject({ code: 0, output: expect.stringContaining("1 updated") });
    expect(await switched()).toEqual({ id: kept, unfinished: 0 });
    const all = (await backend.applications()).map((one) => [String(one.SdkAppId), one.Status]);
    expect(all.sort()).toEqual(
      [
        [id, "Normal"],
        [kept, "Normal"],
      ].sort(),
    );

    windows(0);
    program("1s");
    expect(await project.up()).toMatchObject({ code: 0, output: expect.stringContaining("1 deleted") });
  });

  test("customTimeouts and ^C end the wait of a destroy, and the next one goes on to the end", async () => {
    windows(86_400);
    const bounded = await project.destroy();
    expect(bounded).toMatchObject({
      output: expect.stringContaining("the delete timeout of 1 s has passed"),
    });
    expect(bounded.code).not.toBe(0);
    program("10m");
    expect(await project.up()).toMatchObject({ code: 0 });
    await backend.endWindow(Number(id));
    const cancelled = await interruptedAt(project, "destroy", `deleting Application ${id}`);
    expect(cancelled.code).not.toBe(0);
    expect(cancelled.output).toMatch(/cancelled: the application is still Deleting/);
    expect(cancelled.output).not.toMatch(/exited prematurely|\n\s+at /);
    expect((await project.resources()).map((one) => one.id)).toContain(id);
    await backend.endWindow(Number(id));
    expect(await project.destroy()).toMatchObject({ code: 0, output: expect.stringContaining("2 deleted") });
    expect(await backend.applications()).toEqual([]);
  });
});
